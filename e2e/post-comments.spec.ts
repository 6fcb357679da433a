import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { moveIn } from './people.ts'
import type { Inhabitant } from './people.ts'
import { startServer } from './server.ts'

const talk = (page: Page) => page.getByRole('list', { name: 'Comments' })
const comment = (page: Page, text: string) => talk(page).getByRole('article').filter({ hasText: text })

async function choose(page: Page, text: string, entry: string): Promise<void> {
  await comment(page, text)
    .getByRole('button', { name: /^What can be done/ })
    .click()
  await page.getByRole('menuitem', { name: entry }).click()
}

async function say(by: Inhabitant, postId: string, body: string, parentId?: string): Promise<string> {
  const answered = parentId === undefined ? {} : { parentId }
  const input = { postId, body, clientId: crypto.randomUUID(), ...answered }
  return (await by.client.api.call('POST /api/posts/:postId/comments', input)).id
}

test('comments are pinned, changed, hidden, linked to, taken away and closed', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const tove = await moveIn(server, 'tove', 'Tove Berg')
    const made = { caption: 'The new bench', clientId: crypto.randomUUID() }
    const { id: postId } = await mara.client.api.call('POST /api/posts', made)
    const first = await say(tove, postId, 'Is it oak?')
    await say(tove, postId, 'No spiders on it, I hope')
    const answer = await say(mara, postId, 'Ash, in fact', first)
    const settings = await tove.window(browser, '/settings/hidden-words')
    for (const word of ['oak', 'ash']) {
      await settings.getByLabel('A word or a few words').fill(word)
      await settings.getByRole('button', { name: 'Hide it' }).click()
      await expect(settings.getByRole('list', { name: 'Hidden words' }).getByText(word)).toBeVisible()
    }
    await settings.getByRole('button', { name: 'Show “oak” again' }).click()
    await expect(settings.getByText('“oak” is no longer hidden', { exact: true })).toBeVisible()

    const hers = await mara.window(browser, `/posts/${postId}`)
    const his = await tove.window(browser, `/posts/${postId}?comment=${answer}`)
    // Led to an answer that is not loaded, and hidden by a word.
    await expect(talk(his).getByText('Hidden by your words')).toBeVisible()
    await talk(his).getByRole('button', { name: 'Show', exact: true }).click()
    await expect(comment(his, 'Ash, in fact')).toBeInViewport()

    await choose(hers, 'No spiders', 'Pin')
    await expect(talk(his).getByRole('article').first()).toContainText('No spiders on it')
    await expectAccessible(hers, 'a pinned comment')

    await choose(his, 'Is it oak?', 'Edit')
    await his.getByRole('textbox', { name: 'Edit' }).fill('Is it oak, or what?')
    await his.keyboard.press('Enter')
    await expect(comment(hers, 'Is it oak, or what?').getByText('edited')).toBeVisible()

    await his.getByRole('textbox', { name: 'Write a comment' }).fill('Kept while I am away')
    await his.reload()
    await expect(his.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('Kept while I am away')
    await his.context().setOffline(true)
    await his.getByRole('textbox', { name: 'Write a comment' }).press('Enter')
    await expect(his.getByRole('alert').filter({ hasText: 'Not sent' })).toBeVisible()
    await his.context().setOffline(false)
    await his.getByRole('button', { name: 'Try again' }).click()
    await expect(comment(hers, 'Kept while I am away')).toBeVisible()

    await choose(hers, 'Kept while I am away', 'Delete')
    await hers.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(comment(his, 'Kept while I am away')).toHaveCount(0)

    await choose(his, 'No spiders', 'Copy link')
    await choose(hers, 'No spiders', 'Report')
    await hers.getByRole('dialog').getByLabel('What is it about?').selectOption('spam')
    await hers.getByRole('button', { name: 'Send the report' }).click()
    await expect(hers.getByText('Thank you, it is reported', { exact: true })).toBeVisible()

    await hers.getByRole('button', { name: 'Close comments' }).click()
    await expect(his.getByText('Comments are closed.')).toBeVisible()
    await expect(his.getByRole('textbox', { name: 'Write a comment' })).toHaveCount(0)

    await hers.goto(`${server.url}/notifications`)
    await hers.getByRole('link', { name: /Tove Berg commented \d times on a post/ }).click()
    await expect(hers).toHaveURL(new RegExp(`/posts/${postId}\\?comment=`))
    await expect(comment(hers, 'No spiders')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('who commented on a post comes together in a group with it', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const tove = await moveIn(server, 'tove', 'Tove Berg')
    const made = { caption: 'Who helps with the roof?', clientId: crypto.randomUUID() }
    const { id: postId } = await mara.client.api.call('POST /api/posts', made)
    await say(tove, postId, 'I have a ladder')
    const hers = await mara.window(browser, `/posts/${postId}`)
    await hers.getByRole('button', { name: /^More about the post/ }).click()
    await hers.getByRole('menuitem', { name: 'Talk about it in a chat' }).click()
    const begin = hers.getByRole('button', { name: 'Begin with 1 person' })
    await expect(begin).toBeVisible()
    await expectAccessible(hers, 'a talk about a post')
    await begin.click()
    await expect(hers.getByRole('link', { name: /^Post by/ })).toContainText('Who helps with the roof?')
    await expect(hers).toHaveURL(/\/chats\//)
  } finally {
    await server.remove()
  }
})
