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
    await signIn(context, 'noor', server.url)
    await page.goto(`${server.url}/chats`)
    await page.getByRole('link', { name: 'Threads, 1 thread has something new' }).tap()
    await page.getByRole('link', { name: /Who has the key/ }).tap()
    const pane = page.getByRole('complementary', { name: 'Thread' })
    const replies = pane.getByRole('list', { name: 'Replies in the thread' })
    await expect(replies.getByText('It hangs in the kitchen')).toBeVisible()
    expect((await pane.boundingBox())?.width).toBe(390)
    await expect(messages(page)).toBeHidden()
    await pane.getByRole('textbox').fill('Found it')
    await pane.getByRole('button', { name: 'Send', exact: true }).tap()
    await expect(replies.getByText('Found it')).toBeVisible()
    await pane.getByRole('button', { name: 'Back to the conversation' }).tap()
    await expect(pane).toHaveCount(0)
    await messages(page)
      .getByRole('button', { name: /^2 replies/ })
      .tap()
    await expect(replies.getByText('Found it')).toBeVisible()
    await page.goBack()
    await expect(messages(page)).toBeVisible()
    await expect(pane).toHaveCount(0)
  } finally {
    await server.remove()
  }
})
