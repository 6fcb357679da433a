import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { upload } from '@kith/sdk/upload.ts'
import { photo } from '../scripts/seed/scenes.ts'
import { expectAccessible } from './a11y.ts'
import { moveIn } from './people.ts'
import { startServer } from './server.ts'

const entry = (page: Page, name: string) =>
  page.locator('[data-entry]').filter({ has: page.getByRole('link', { name, exact: true }) })

test('on a phone files are opened by a tap, chosen by a long press, and looked at with what is said below them', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const { api } = mara.client
    const { id: projectId } = await api.call('POST /api/projects', { name: 'Pier' })
    const { id: parentId } = await api.call('POST /api/projects/:projectId/folders', { projectId, name: 'Photos' })
    for (const name of ['one.jpg', 'two.jpg', 'three.jpg']) {
      const file = new File([await photo('harbour', 600, 400)], name, { type: 'image/jpeg' })
      await upload(api, 'POST /api/projects/:projectId/files', { projectId, parentId }, file)
    }
    const page = await mara.window(browser, `/projects/${projectId}/files`)
    await entry(page, 'Photos').tap()
    await expect(entry(page, 'one.jpg')).toBeVisible()
    await expectAccessible(page, 'files on a phone')

    await entry(page, 'one.jpg').dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 150, clientY: 300 })
    await expect(page.getByRole('region', { name: '1 selected' })).toBeVisible()
    await entry(page, 'one.jpg').dispatchEvent('pointerup', { pointerType: 'touch' })
    await entry(page, 'two.jpg').tap()
    await expect(page.getByRole('region', { name: '2 selected' })).toBeVisible()
    await expectAccessible(page, 'files that are chosen on a phone')
    await page.getByRole('button', { name: 'Move to trash' }).tap()
    await expect(entry(page, 'two.jpg')).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).tap()
    await expect(entry(page, 'two.jpg')).toBeVisible()

    await entry(page, 'two.jpg').getByRole('link').tap()
    const preview = page.getByRole('dialog', { name: 'two.jpg' })
    await expect(preview.getByRole('img', { name: 'two.jpg' })).toBeVisible()
    await preview.getByRole('button', { name: 'Comments' }).tap()
    await preview.getByRole('textbox', { name: 'Write a comment' }).fill('A quiet day.')
    await preview.getByRole('button', { name: 'Send the comment' }).tap()
    await expect(preview.getByRole('article').filter({ hasText: 'A quiet day.' })).toBeVisible()
    await expect(preview.getByRole('img', { name: 'two.jpg' })).toBeInViewport({ ratio: 0.99 })
    await expectAccessible(page, 'a file and its comments on a phone')
    await preview.getByRole('button', { name: 'Back to the files' }).tap()
    await page.getByRole('link', { name: 'Back', exact: true }).last().tap()
    await expect(entry(page, 'Photos')).toBeVisible()
  } finally {
    await server.remove()
  }
})
