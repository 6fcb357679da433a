import { expect, test } from '@playwright/test'
import { moveIn, signIn } from './people.ts'
import { startServer } from './server.ts'

test('on a phone a long press offers what orders the list', async ({ page, context }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await noor.client.directWith(mara.client.state.me?.id ?? '')
    await noor.client.send(id, 'From Noor').sent
    await signIn(context, 'mara', server.url)
    await page.goto(`${server.url}/chats`)
    const row = page.locator(`[data-conversation="${id}"] > a`)
    await row.dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true, clientX: 120, clientY: 160 })
    const favour = page.getByRole('menuitem', { name: 'Add to favourites' })
    // It grows while it comes in.
    await expect.poll(async () => (await favour.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await row.dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true })
    await favour.tap()
    await expect(page.getByRole('list', { name: 'Favourites' }).getByText('Noor Haddad')).toBeVisible()
    // Mute has its spans of time.
    await row.dispatchEvent('contextmenu', { bubbles: true, clientX: 120, clientY: 160 })
    await page.getByRole('menuitem', { name: 'Mute' }).tap()
    await page.getByRole('menuitem', { name: 'For 8 hours' }).tap()
    await expect(row.getByLabel('Muted')).toBeVisible()
    await row.dispatchEvent('contextmenu', { bubbles: true, clientX: 120, clientY: 160 })
    await page.getByRole('menuitem', { name: 'Archive' }).tap()
    await noor.client.send(id, 'Anybody?').sent
    // It is muted, so that it stays away.
    await page.getByRole('button', { name: '1 archived chat' }).tap()
    await expect(page.getByRole('list', { name: 'Archive' }).getByText('Anybody?')).toBeVisible()
  } finally {
    await server.remove()
  }
})
