import { expect, test } from '@playwright/test'
import { messages, moveIn, signIn } from './people.ts'
import { startServer } from './server.ts'

test('on a phone a thread has the whole screen, and leads back to the conversation', async ({ context, page }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const direct = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const root = await noor.client.send(direct.id, 'Who has the key?').sent
    await mara.client.send(direct.id, 'It hangs in the kitchen', null, [], { threadId: root.id }).sent
    for (let count = 1; count <= 20; count++) await mara.client.send(direct.id, `Plank ${count}`).sent
    await signIn(context, 'noor', server.url)
    await page.goto(`${server.url}/chats`)
    await page.getByRole('link', { name: 'Threads, 1 thread has something new' }).tap()
    await page.getByRole('link', { name: /Who has the key/ }).tap()
    const pane = page.getByRole('complementary', { name: 'Thread' })
    const replies = pane.getByRole('list', { name: 'Replies in the thread' })
    await expect(replies.getByText('It hangs in the kitchen')).toBeVisible()
    await expect.poll(async () => (await pane.boundingBox())?.width).toBe(390)
    await expect(messages(page)).toBeHidden()
    await pane.getByRole('textbox').fill('Found it')
    await pane.getByRole('button', { name: 'Send', exact: true }).tap()
    await expect(replies.getByText('Found it')).toBeVisible()
    await pane.getByRole('button', { name: 'Back to the conversation' }).tap()
    await expect(pane).toHaveCount(0)
    // One goes in from far up, and comes back to where one was.
    const line = messages(page).getByRole('button', { name: /^2 replies/ })
    await line.scrollIntoViewIfNeeded()
    await line.tap()
    await expect(replies.getByText('Found it')).toBeVisible()
    await page.goBack()
    await expect(line).toBeInViewport()
    await expect(pane).toHaveCount(0)
  } finally {
    await server.remove()
  }
})
