import { expect, test } from '@playwright/test'
import { photo } from '../scripts/seed/scenes.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expectAccessible } from './a11y.ts'
import { composer, messages, moveIn, signIn } from './people.ts'
import { startServer } from './server.ts'

test('on a phone one takes a photo, and swipes through what was sent', async ({ page }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const brought = await Promise.all(
      (['harbour', 'garden', 'woods'] as const).map(async (scene) =>
        uploadFile(noor.client.api, await photo(scene, 900, 700)),
      ),
    )
    await noor.client.send(
      id,
      '',
      null,
      brought.map((one) => one.id),
    ).sent
    await signIn(page.context(), 'mara', server.url)
    await page.goto(`${server.url}/chats/${id}`)

    await page.getByRole('button', { name: 'Attach' }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: 'Camera' }).click(),
    ])
    expect(await chooser.element().getAttribute('capture')).toBe('environment')
    const taken = Buffer.from(await (await photo('evening', 700, 900)).arrayBuffer())
    await chooser.setFiles({ name: 'evening.jpg', mimeType: 'image/jpeg', buffer: taken })
    await expect(page.getByRole('region', { name: 'What goes along' })).toBeVisible()
    await page.getByRole('button', { name: 'Send' }).click()
    const pictures = messages(page).getByRole('button', { name: /^Open the picture/ })
    await expect(pictures).toHaveCount(4)
    await expect(composer(page)).toHaveValue('')
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing wider than the phone').toBe(390)

    await pictures.first().tap()
    const viewer = page.getByRole('dialog', { name: 'Pictures and videos' })
    await expect(viewer.getByRole('img', { name: 'harbour.jpg' })).toBeVisible()
    await expectAccessible(page, 'the viewer on a phone')
    const swipe = async (x: number, y: number): Promise<void> => {
      const hand = await page.context().newCDPSession(page)
      const at = (dx: number, dy: number) => [{ x: 200 + dx, y: 400 + dy }]
      await hand.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0, 0) })
      for (const share of [0.3, 0.6, 1]) {
        await hand.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(x * share, y * share) })
      }
      await hand.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await swipe(-140, 0)
    await expect(viewer.getByRole('img', { name: 'garden.jpg' })).toBeVisible()
    await swipe(140, 0)
    await expect(viewer.getByRole('img', { name: 'harbour.jpg' })).toBeVisible()
    await swipe(0, 220)
    await expect(viewer).toBeHidden()
  } finally {
    await server.remove()
  }
})
