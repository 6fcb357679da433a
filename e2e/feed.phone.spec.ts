import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { moveIn } from './people.ts'
import { article, post, postTen } from './posts.ts'
import { startServer } from './server.ts'

/** What moved by itself since the page came, as browsers count it. */
async function shifts(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        const watch = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += 'value' in entry ? Number(entry.value) : 0
        })
        watch.observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 200)
      }),
  )
}

test('on a phone pictures are gone through by a swipe and liked by a double tap, and nothing moves by itself', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    await mara.client.people.follow(noor.client.state.me?.id ?? '')
    await postTen(noor)
    for (const scene of ['snow', 'dawn', 'meadow', 'night'] as const) await post(noor, `Only ${scene}`, [scene])
    await post(noor, 'Along the wall #harbour', ['harbour', 'evening', 'garden'])
    const page = await mara.window(browser, '/feed')
    const card = article(page, 'Along the wall')
    await expect(card.getByRole('button', { name: /^Look at/ }).first()).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Feed' })).toBeVisible()
    await expectAccessible(page, 'a feed on a phone')

    await card.locator('ul').evaluate((strip) => strip.scrollTo({ left: strip.clientWidth, behavior: 'instant' }))
    await expect(card.getByText('2 of 3')).toBeAttached()
    const picture = card.getByRole('button', { name: /^Look at/ }).nth(1)
    // Both in one turn: how far apart two touches of a test come is for the machine to say.
    await picture.evaluate((element) => {
      const { x, y } = element.getBoundingClientRect()
      const at = { bubbles: true, clientX: x + 50, clientY: y + 50 }
      for (const detail of [1, 2]) element.dispatchEvent(new MouseEvent('click', { ...at, detail }))
    })
    await expect(card.getByRole('button', { name: 'Like no longer' })).toBeVisible()
    await expect(card.getByRole('button', { name: '1 like', exact: true })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)

    const main = page.getByRole('main')
    await expect
      .poll(
        async () => {
          await main.evaluate((element) => element.scrollBy(0, 400))
          await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
          return page.getByText('That was all').isVisible()
        },
        { timeout: 60_000, intervals: [0] },
      )
      .toBe(true)
    for (let tries = 0; tries < 40; tries++) {
      await main.evaluate((element) => element.scrollBy(0, -400))
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
    expect(await shifts(page)).toBe(0)

    await card.getByRole('link', { name: /comment/i }).tap()
    await expect(page.getByRole('heading', { name: 'Post' })).toBeVisible()
    await expectAccessible(page, 'a post on a phone')
    await page.getByRole('button', { name: 'Back', exact: true }).tap()
    await expect(card).toBeVisible()
    await card.getByRole('link', { name: 'Noor Haddad' }).tap()
    await expect(page.getByRole('region', { name: 'Posts' }).getByRole('link').first()).toBeVisible()
    await expectAccessible(page, 'a gallery on a phone')
  } finally {
    await server.remove()
  }
})
