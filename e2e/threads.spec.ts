import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { composer, messages, moveIn, write } from './people.ts'
import { startServer } from './server.ts'

const pane = (page: Page) => page.getByRole('complementary', { name: 'Thread' })
const replies = (page: Page) => pane(page).getByRole('list', { name: 'Replies in the thread' })
const answer = (page: Page) => pane(page).getByRole('textbox', { name: 'Reply in the thread' })

test('a message is answered in a thread beside the conversation, by two who see it at once', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.create({
      kind: 'group',
      title: 'Boats',
      memberIds: [noor.client.state.me?.id ?? ''],
    })
    const root = await noor.client.send(id, 'Who has the key?').sent
    const [desk, sofa] = await Promise.all([mara.window(browser, `/chats/${id}`), noor.window(browser, `/chats/${id}`)])
    await messages(desk).getByText('Who has the key?').click({ button: 'right' })
    await desk.getByRole('menuitem', { name: 'Reply in thread' }).click()
    await expect(pane(desk).getByText('No replies yet')).toBeVisible()
    await expect(answer(desk)).toBeFocused()
    // What is begun in a thread is not what is begun in the conversation.
    await composer(desk).fill('Something else')
    await answer(desk).fill('It hangs in the kitchen')
    await answer(desk).press('Enter')
    await expect(replies(desk).getByText('It hangs in the kitchen')).toBeVisible()
    await expect(composer(desk)).toHaveValue('Something else')
    await expect(messages(desk).getByText('It hangs in the kitchen')).toHaveCount(0)
    // Whoever is answered follows, and is led there.
    await sofa.bringToFront()
    await expect(messages(sofa).getByRole('button', { name: /^1 reply.*1 new reply/ })).toBeVisible()
    await expect(messages(sofa).getByText('It hangs in the kitchen')).toHaveCount(0)
    await sofa.getByRole('button', { name: '1 new reply in threads' }).click()
    await expect(sofa).toHaveURL(new RegExp(`thread=${root.id}`))
    await expect(replies(sofa).getByText('It hangs in the kitchen')).toBeVisible()
    await expect(sofa.getByRole('button', { name: '1 new reply in threads' })).toHaveCount(0)
    await expect(sofa.getByRole('link', { name: /Boats/ }).getByText(/unread message/)).toHaveCount(0)
    // How far it has come, and who answers, is told in the thread alone.
    await expect(replies(desk).getByText('Read', { exact: true })).toBeAttached()
    await answer(sofa).fill('Found it')
    await expect(desk.getByText('Noor is writing…')).toHaveCount(1)
    await expect(pane(desk).getByText('Noor is writing…')).toBeVisible()
    await answer(sofa).press('Enter')
    await expect(replies(desk).getByText('Found it')).toBeVisible()
    await expect(desk.getByText('Noor is writing…')).toHaveCount(0)
    await expect(messages(sofa).getByRole('button', { name: /^2 replies/ })).toBeVisible()
    await answer(sofa).press('Escape')
    await expect(pane(sofa)).toHaveCount(0)
    await expect(messages(sofa).getByRole('button', { name: /^2 replies/ })).toBeFocused()
    // By the key, and by the place of an answer in an address from elsewhere.
    await messages(sofa).getByRole('listitem', { name: /^You,/ }).press('t')
    await expect(replies(sofa).getByText('Found it')).toBeVisible()
    const { seq } = await mara.client.send(id, 'Thank you', null, [], { threadId: root.id }).sent
    await desk.goto(`${server.url}/chats/${id}?at=${seq}`)
    await expect(replies(desk).getByText('Thank you')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('threads that one follows stand on a page, unread first, and are followed no longer where one says so', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await noor.client.directWith(mara.client.state.me?.id ?? '')
    const page = await mara.window(browser, '/threads')
    await expect(page.getByText('No threads yet')).toBeVisible()
    const root = await mara.client.send(id, 'Who cooks?').sent
    const say = (body: string) => noor.client.send(id, body, null, [], { threadId: root.id }).sent
    await say('I do')
    const row = page.getByRole('region', { name: 'Unread' }).getByRole('link', { name: /Who cooks/ })
    await expect(row.getByText('1 new reply')).toBeAttached()
    const way = page.getByRole('link', { name: 'Threads' })
    await expect(way.getByText('1 thread has something new')).toBeAttached()
    await row.click()
    await expect(replies(page).getByText('I do')).toBeVisible()
    await expect(way.getByText('1 thread has something new')).toHaveCount(0)
    await pane(page)
      .getByRole('button', { name: /^Following/ })
      .click()
    await expect(pane(page).getByRole('button', { name: 'Follow', exact: true })).toBeVisible()
    await pane(page).getByRole('button', { name: 'Close the thread' }).click()
    await say('Soup')
    await expect(messages(page).getByRole('button', { name: /^2 replies/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /Noor Haddad/ }).getByText(/unread message/)).toHaveCount(0)
    // Whoever wants all in one place has it so, on all devices.
    await page.goto(`${server.url}/settings/appearance`)
    await page.getByRole('radio', { name: /In the conversation too/ }).click()
    await expect.poll(async () => (await mara.client.check())?.threads).toBe('inline')
    await page.goto(`${server.url}/chats/${id}`)
    await expect(messages(page).getByText('Soup')).toBeVisible()
    await messages(page)
      .getByRole('button', { name: /^In a thread/ })
      .first()
      .click()
    await expect(replies(page).getByText('Soup')).toBeVisible()
    await write(page, 'Not in the thread')
    await expect(replies(page).getByText('Not in the thread')).toHaveCount(0)
  } finally {
    await server.remove()
  }
})

test('of many threads, one that is answered comes to the top, and the pages that were loaded stay', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await noor.client.directWith(mara.client.state.me?.id ?? '')
    const roots = []
    for (let number = 1; number <= 54; number++) {
      const root = await noor.client.send(id, `Question ${number}`).sent
      await mara.client.send(id, `Answer ${number}`, null, [], { threadId: root.id }).sent
      roots.push(root)
    }
    const page = await mara.window(browser, '/threads')
    const rows = page.getByRole('main').getByRole('listitem')
    await expect(rows).toHaveCount(50)
    await page.getByRole('main').getByRole('button', { name: 'Show more' }).click()
    await expect(rows).toHaveCount(54)
    const third = roots[2]
    await noor.client.send(id, 'After all', null, [], { threadId: third?.id ?? null }).sent
    const unread = page.getByRole('region', { name: 'Unread' }).getByRole('listitem')
    await expect(unread).toHaveText(/Question 3/)
    await expect(rows).toHaveCount(54)
    await expect(rows.last()).toContainText('Question 1')
    // What is read goes back among the others, in front of them.
    await unread.getByRole('button', { name: 'Mark as read' }).click()
    await expect(unread).toHaveCount(0)
    await expect(rows.first()).toContainText('Question 3')
    await expect(rows).toHaveCount(54)
    await rows.last().getByRole('button', { name: 'Follow no longer' }).click()
    await expect(rows).toHaveCount(53)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(rows.last()).toContainText('Question 1')
  } finally {
    await server.remove()
  }
})
