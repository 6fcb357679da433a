import { expect, test } from '@playwright/test'
import { messages, moveIn, signIn } from './people.ts'
import { startServer } from './server.ts'

test('on a phone a long press reacts, by a row of emoji that fingers hit', async ({ context, page }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const direct = await mara.client.directWith(noor.client.state.me?.id ?? '')
    await mara.client.send(direct.id, 'The boat is in the water').sent
    await signIn(context, 'noor', server.url)
    await page.goto(`${server.url}/chats/${direct.id}`)
    await messages(page).getByText('The boat is in the water').dispatchEvent('contextmenu')
    const heart = page.getByRole('menuitem', { name: 'React with ❤️' })
    // It grows as it opens.
    await expect.poll(async () => (await heart.boundingBox())?.width).toBeGreaterThanOrEqual(44)
    await expect.poll(async () => (await heart.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await heart.tap()
    await expect(page.getByRole('button', { name: '❤️, 1 reaction' })).toBeVisible()
    await page.getByRole('button', { name: '❤️, 1 reaction' }).tap()
    await expect(page.getByRole('button', { name: '❤️, 1 reaction' })).toHaveCount(0)
  } finally {
    await server.remove()
  }
})
