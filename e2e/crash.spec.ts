import { expect, test } from '@playwright/test'
import { messages, moveIn, shown, write } from './people.ts'
import { startServer, startServerProcess } from './server.ts'

test('when the server is killed in the middle, both go on without a reload and nothing is missing or double', async ({
  browser,
}) => {
  const server = await startServerProcess()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const one = await mara.window(browser, `/chats/${id}`)
    const two = await noor.window(browser, `/chats/${id}`)
    await write(one, 'one 0')
    await expect(messages(two).getByText('one 0', { exact: true })).toBeVisible()
    const sent = ['one 0']
    for (let round = 1; round <= 3; round++) {
      for (let count = 0; count < 4; count++) {
        const text = `${count % 2 === 0 ? 'one' : 'two'} ${round}.${count}`
        sent.push(text)
        await write(count % 2 === 0 ? one : two, text)
        // Some are on their way, some not yet, when the plug is pulled.
        if (count === 1) await server.kill()
      }
      await server.start()
      await expect(messages(one).getByText('Waiting to be sent')).toHaveCount(0)
      await expect(messages(two).getByText('Waiting to be sent')).toHaveCount(0)
    }
    for (const page of [one, two]) {
      for (const text of sent) await expect(messages(page).getByText(text, { exact: true })).toHaveCount(1)
    }
    await expect.poll(async () => (await shown(one)).join('\n') === (await shown(two)).join('\n')).toBe(true)
    expect((await shown(one)).toSorted()).toEqual(sent.toSorted())
  } finally {
    await server.remove()
  }
})

test('what was written without a server outlives a reload and is sent once', async ({ browser }) => {
  const server = await startServerProcess()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const page = await mara.window(browser, `/chats/${id}`)
    await write(page, 'before')
    await expect(messages(page).getByText('before')).toBeVisible()
    await server.kill()
    await write(page, 'kept')
    await expect(messages(page).getByText('kept')).toBeVisible()
    await server.start()
    await page.reload()
    await expect(messages(page).getByText('kept')).toHaveCount(1)
    await expect(messages(page).getByText('Waiting to be sent')).toHaveCount(0)
    const other = await noor.window(browser, `/chats/${id}`)
    await expect(messages(other).getByText('kept')).toHaveCount(1)
  } finally {
    await server.remove()
  }
})

test('a page stays although what tells of things beside it cannot be fetched', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const page = await mara.window(browser, '/settings/hidden-words')
    const refused = page.waitForEvent('requestfailed', (request) => request.url().includes('/toaster-'))
    await page.route('**/assets/toaster-*.js', (route) => route.abort())
    await page.getByLabel('A word or a few words').fill('oak')
    await page.getByRole('button', { name: 'Hide it' }).click()
    await page.getByRole('button', { name: 'Show “oak” again' }).click()
    await refused
    await page.getByLabel('A word or a few words').fill('ash')
    await page.getByRole('button', { name: 'Hide it' }).click()
    await expect(page.getByRole('list', { name: 'Hidden words' }).getByText('ash')).toBeVisible()
  } finally {
    await server.remove()
  }
})
