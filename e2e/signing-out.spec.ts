import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { composer, messages, moveIn } from './people.ts'
import { startServer } from './server.ts'

/** All that the page's origin keeps in the browser, as one text. */
async function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const rows: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '')
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
      })
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll()
        await new Promise((resolve) => all.addEventListener('success', resolve))
        rows.push(all.result)
      }
      database.close()
    }
    const cached: string[] = []
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) cached.push(request.url)
    }
    return JSON.stringify({
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      rows,
      cached,
    })
  })
}

/** As the client keeps a message that waits for a connection. */
async function putIntoOutbox(page: Page, userId: string, conversationId: string): Promise<void> {
  await page.evaluate(
    async (row) => {
      const request = indexedDB.open('kith')
      await new Promise((resolve) => request.addEventListener('success', resolve))
      const transaction = request.result.transaction('outbox', 'readwrite')
      transaction.objectStore('outbox').put(row)
      await new Promise((resolve) => transaction.addEventListener('complete', resolve))
      request.result.close()
    },
    { userId, clientId: 'waits', entry: { clientId: 'waits', conversationId, body: 'canary that waits' } },
  )
}

test('who signs out leaves nothing of theirs in the browser, and back shows nothing of it', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const lobby = [...mara.client.state.conversations.values()].find(({ isLobby }) => isLobby)?.id ?? ''
    for (let index = 0; index < 60; index++) await mara.client.send(lobby, `canary said ${index}\n\nand more`).sent
    const page = await mara.window(browser, `/chats/${lobby}`)
    await messages(page).getByText('canary said 59').waitFor()
    // Where she was, what she began to write, and what could not go out: all of that is kept until she signs out.
    await messages(page).hover()
    await page.mouse.wheel(0, -1_500)
    await expect(messages(page).getByText('canary said 59')).not.toBeInViewport()
    await composer(page).fill('canary draft')
    await page.goto(`${server.url}/settings`)
    await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor()
    await putIntoOutbox(page, mara.client.state.me?.id ?? '', lobby)
    const before = await kept(page)
    for (const own of ['canary draft', 'canary that waits', `kith.place.${lobby}`]) expect(before).toContain(own)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()

    const isClean = async (): Promise<void> => {
      const text = await kept(page)
      for (const own of ['canary', lobby, mara.client.state.me?.id ?? '', 'mara']) expect(text).not.toContain(own)
    }
    await isClean()
    for (let index = 0; index < 2; index++) {
      await page.goBack()
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
      await expect(page.getByText(/canary|Mara/)).toHaveCount(0)
    }
    await page.goto(`${server.url}/chats/${lobby}`)
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await expect(page.getByText(/canary|Mara/)).toHaveCount(0)
    await isClean()
  } finally {
    await server.remove()
  }
})
