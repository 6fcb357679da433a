import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { createApi } from '@kith/sdk/api.ts'
import { KithClient } from '@kith/sdk/client.ts'
import { registered } from '@kith/sdk/problem-error.ts'
import { endAfterTest } from './left-open.ts'
import type { ServerUnderTest } from './server.ts'

/** Somebody with an account, whose windows may be opened and who may also act without one. */
export interface Inhabitant {
  client: KithClient
  /** A window of a device of its own, signed in. `url` may lead there by another way. */
  window: (browser: Browser, path?: string, url?: string) => Promise<Page>
}

const passwordOf = (username: string): string => `${username} keeps bees on the roof`

/** Makes an account. The first one owns the place. */
export async function moveIn(server: ServerUnderTest, username: string, displayName: string): Promise<Inhabitant> {
  const client = new KithClient({ baseUrl: server.url, keepsCookies: true, backoff: { firstMs: 50, lastMs: 500 } })
  endAfterTest(() => client.stop())
  const email = `${username}@example.org`
  await client.register({ username, email, password: passwordOf(username), displayName })
  await client.start()
  return {
    client,
    window: async (browser, path = '/chats', url = server.url) => {
      const context = await newDevice(browser)
      await signIn(context, username, url)
      const page = await context.newPage()
      await page.goto(url + path)
      return page
    },
  }
}

/** A device on which nobody is signed in. */
export async function newDevice(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  endAfterTest(() => context.close())
  return context
}

/** A window of somebody without an account. */
export async function strangersWindow(browser: Browser): Promise<Page> {
  return (await newDevice(browser)).newPage()
}

/** Accounts of people who do nothing but to be there; their ids. */
export async function moveInMany(server: ServerUnderTest, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 1; number <= count; number++) {
    const username = `neighbour${number}`
    const account = { username, email: `${username}@example.org`, password: passwordOf(username) }
    const api = createApi({ baseUrl: server.url, keepsCookies: true })
    ids.push(registered(await api.call('POST /api/auth/register', account)).id)
  }
  return ids
}

export async function signIn(context: BrowserContext, username: string, url: string): Promise<void> {
  const answer = await context.request.post(`${url}/api/auth/login`, {
    headers: { origin: url },
    data: { identifier: username, password: passwordOf(username) },
  })
  if (!answer.ok()) throw new Error(`${username} could not sign in: ${answer.status()}`)
}

/** What the open conversation shows, from top to bottom. */
export async function shown(page: Page): Promise<string[]> {
  return page.locator('[data-message] [dir] > p:first-child, [data-message] span.italic').allInnerTexts()
}

export const messages = (page: Page) => page.getByRole('list', { name: 'Messages' })
export const composer = (page: Page) => page.getByRole('textbox', { name: /^Write to/ })

export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}
