import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { restingBox } from './resting.ts'
import { moveIn } from './people.ts'
import type { Inhabitant } from './people.ts'
import { article, post, postTen, topOf } from './posts.ts'
import { startServer } from './server.ts'
import type { ServerUnderTest } from './server.ts'

async function twoFriends(server: ServerUnderTest): Promise<{ mara: Inhabitant; noor: Inhabitant }> {
  const mara = await moveIn(server, 'mara', 'Mara Lind')
  const noor = await moveIn(server, 'noor', 'Noor Haddad')
  await mara.client.people.ask({ username: 'noor' })
  await noor.client.people.accept(mara.client.state.me?.id ?? '')
  return { mara, noor }
}

test('a new post says that it is there and moves nothing that is read; once it is wanted, it stands above the line', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const { mara, noor } = await twoFriends(server)
    await postTen(noor)
    const page = await mara.window(browser, '/feed')
    await expect(article(page, 'Entry 10')).toBeVisible()
    // Nothing was ever read before: there is no line, and all of it counts as come to.
    await expect(page.getByText('You are caught up')).toHaveCount(0)
    await article(page, 'Entry 7').scrollIntoViewIfNeeded()
    await page.getByRole('main').evaluate((main) => main.scrollBy(0, 60))
    const before = await topOf(page, 'Entry 7')

    await post(noor, 'Fresh from the press')
    await post(noor, 'And one more')
    const pill = page.getByRole('button', { name: /2 new posts/ })
    await expect(pill).toBeVisible()
    expect(await topOf(page, 'Entry 7')).toBe(before)
    await expectAccessible(page, 'a feed with something new')

    await pill.click()
    await expect(article(page, 'And one more')).toBeInViewport()
    await expect(pill).toHaveCount(0)
    const order = async (): Promise<(string | undefined)[]> => {
      const rows = page.locator('[role=feed] article, [role=feed] :text-is("You are caught up")')
      return (await rows.allInnerTexts()).map((text) => /one more|Fresh|caught up|Entry 10/.exec(text)?.[0]).slice(0, 4)
    }
    await expect.poll(order).toEqual(['one more', 'Fresh', 'caught up', 'Entry 10'])

    // What was come to here has been come to on every device.
    await expect
      .poll(async () => (await mara.client.api.call('GET /api/feed', {})).seenId)
      .toBe((await mara.client.api.call('GET /api/feed', { limit: 1 })).items[0]?.id)
    const phone = await mara.window(browser, '/feed')
    await expect(phone.getByRole('feed').locator('> *').first()).toContainText('You are caught up')
  } finally {
    await server.remove()
  }
})

test('one comes back to where one was, from a post and after a reload', async ({ browser }) => {
  const server = await startServer()
  try {
    const { mara, noor } = await twoFriends(server)
    await postTen(noor)
    await postTen(noor)
    await postTen(noor)
    const page = await mara.window(browser, '/feed')
    await expect(article(page, 'Entry 10').first()).toBeVisible()
    const main = page.getByRole('main')
    // Past the first page, which has 20 of them.
    await expect
      .poll(
        async () => {
          await main.evaluate((element) => element.scrollBy(0, 800))
          return page.getByText('That was all').count()
        },
        { timeout: 60_000, intervals: [0] },
      )
      .toBe(1)
    await main.evaluate((element) => element.scrollBy(0, -900))
    const shown = article(page, 'Entry 4').last()
    await shown.getByRole('link', { name: /comment/i }).scrollIntoViewIfNeeded()
    const before = Math.round((await restingBox(shown)).y)

    await shown.getByRole('link', { name: /comment/i }).click()
    await expect(page.getByRole('heading', { name: 'Post' })).toBeVisible()
    await page.goBack()
    await expect.poll(async () => Math.round((await shown.boundingBox())?.y ?? 0)).toBe(before)
    await page.reload()
    await expect.poll(async () => Math.round((await shown.boundingBox())?.y ?? 0)).toBe(before)
  } finally {
    await server.remove()
  }
})

test('likes move on every screen; a post is saved, found by its hashtag, and deleted with a way back', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const { mara, noor } = await twoFriends(server)
    await post(noor, 'The pier at six #harbour', ['harbour', 'dawn'], {})
    const page = await mara.window(browser, '/feed')
    const other = await noor.window(browser, '/feed')
    const card = article(page, 'The pier at six')
    await card.getByRole('button', { name: 'Like', exact: true }).click()
    await expect(card.getByRole('button', { name: 'Like no longer' })).toBeVisible()
    await expect(article(other, 'The pier at six').getByRole('button', { name: '1 like', exact: true })).toBeVisible()
    await article(other, 'The pier at six').getByRole('button', { name: '1 like', exact: true }).click()
    await expect(other.getByRole('dialog', { name: 'Who likes this' }).getByText('Mara Lind')).toBeVisible()
    await expectAccessible(other, 'who likes a post')
    await other.keyboard.press('Escape')

    // Keys go through the pictures.
    await card.getByRole('button', { name: 'Next' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(card.getByText('2 of 2')).toBeAttached()
    await card
      .getByRole('button', { name: /^Look at the picture/ })
      .last()
      .click()
    await expect(page.getByRole('dialog', { name: 'Pictures and videos' })).toBeVisible()
    await page.keyboard.press('Escape')

    await card.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(card.getByRole('button', { name: 'Save no longer' })).toBeVisible()
    await page.getByRole('link', { name: 'Saved posts' }).click()
    await expect(article(page, 'The pier at six')).toBeVisible()
    await expectAccessible(page, 'saved posts')
    await article(page, 'The pier at six').getByRole('link', { name: '#harbour' }).click()
    await expect(page.getByRole('heading', { name: '#harbour' })).toBeVisible()
    await expect(article(page, 'The pier at six')).toBeVisible()

    const own = article(other, 'The pier at six')
    await own.getByRole('button', { name: /^More about the post/ }).click()
    await other.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(own).toHaveCount(0)
    await other.getByRole('button', { name: 'Undo' }).click()
    await expect(own).toBeVisible()
    await noor.client.api.call('DELETE /api/posts/:postId', {
      postId: (await noor.client.api.call('GET /api/feed', {})).items[0]?.id ?? '',
    })
    await expect(article(page, 'The pier at six')).toHaveCount(0)
    await expect(own).toHaveCount(0)
  } finally {
    await server.remove()
  }
})

test('what somebody warns of is covered, and what one wants to read nothing of is folded', async ({ browser }) => {
  const server = await startServer()
  try {
    const { mara, noor } = await twoFriends(server)
    await mara.client.api.call('PUT /api/me/hidden-words', { words: ['spinach'] })
    await post(noor, 'A wasp, up close', ['meadow'], { warning: 'Insects' })
    await post(noor, 'Spinach again')
    const page = await mara.window(browser, '/feed')
    const covered = page.getByRole('article').filter({ hasText: 'Insects' })
    await expect(covered).toBeVisible()
    await expect(covered.getByText('A wasp')).toHaveCount(0)
    await expect(covered.getByRole('img')).toHaveCount(0)
    await expect(page.getByText('Hidden by your words')).toBeVisible()
    await expect(page.getByText('Spinach again')).toHaveCount(0)
    await expectAccessible(page, 'a feed with something covered')
    await covered.getByRole('button', { name: 'Show' }).click()
    await expect(page.getByText('A wasp, up close')).toBeVisible()
    await page.getByRole('button', { name: 'Show all the same' }).click()
    await expect(page.getByText('Spinach again')).toBeVisible()
    // Whose it is does not warn themselves.
    const own = await noor.window(browser, '/people/noor')
    await expect(own.getByRole('region', { name: 'Posts' }).getByRole('link')).toHaveCount(2)
    await expectAccessible(own, 'a gallery')
  } finally {
    await server.remove()
  }
})

test('an empty feed says whom one could follow; a private account says what to do', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    await noor.client.api.call('PATCH /api/me/privacy', { isPrivate: true })
    await post(noor, 'For few')
    const page = await mara.window(browser, '/feed')
    await expect(page.getByRole('heading', { name: 'Your feed is still quiet' })).toBeVisible()
    await expectAccessible(page, 'an empty feed')
    await page.goto(`${server.url}/people/noor`)
    await expect(page.getByRole('heading', { name: 'This account is private' })).toBeVisible()
    await noor.client.people.ask({ username: 'mara' })
    await mara.client.people.accept(noor.client.state.me?.id ?? '')
    await expect(page.getByRole('region', { name: 'Posts' }).getByRole('link', { name: /For few/ })).toBeVisible()
  } finally {
    await server.remove()
  }
})
