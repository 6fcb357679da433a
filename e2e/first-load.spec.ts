import { expect, test } from '@playwright/test'
import { moveIn } from './people.ts'
import { article, post } from './posts.ts'
import { startServer } from './server.ts'

test('a page asks for what it begins with once, and the server has named all of it beside the page', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    await post(mara, 'Snow on the quay', ['snow'])
    const page = await mara.window(browser, '/chats')
    await expect(page.getByRole('main')).toBeVisible()

    const asked: string[] = []
    page.on('request', (request) => {
      // What the page before still asked for is not of this one.
      if (request.isNavigationRequest()) asked.length = 0
      else asked.push(request.url().slice(server.url.length))
    })
    const answer = await page.goto(`${server.url}/feed`)
    await expect(article(page, 'Snow on the quay')).toBeVisible()

    const links = (await answer?.headerValue('link')) ?? ''
    const named = [...links.matchAll(/<([^>]+)>/g)].map(([, address = '']) => address)
    expect(named).toEqual(
      expect.arrayContaining(['/api/auth/check', '/api/feed?of=home&limit=20', '/api/conversations?limit=100']),
    )
    expect(named.filter((address) => address.startsWith('/assets/')).length).toBeGreaterThan(3)
    // Asked for as the page asks, each is had by it: of the API once, and for nothing. What the browser takes from its own
    // memory it may call a request as well.
    const timesOf = (address: string): number => {
      const count = asked.filter((one) => one === address).length
      return address.startsWith('/api/') ? count : Math.min(1, count)
    }
    expect(named.map((address) => [address, timesOf(address)])).toEqual(named.map((address) => [address, 1]))
  } finally {
    await server.remove()
  }
})

test('until the app has drawn something its sign stands there, and no longer', async ({ browser }) => {
  const server = await startServer()
  try {
    const page = await browser.newPage()
    const held = Promise.withResolvers<void>()
    await page.route('**/assets/*.js', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.goto(`${server.url}/sign-in`, { waitUntil: 'commit' })
    const sign = page.locator('svg.splash')
    await expect(sign).toBeVisible()
    held.resolve()
    await expect(page.getByRole('main')).toBeVisible()
    await expect(sign).toBeHidden()
    await page.close()
  } finally {
    await server.remove()
  }
})
