import { expect, test } from '@playwright/test'
import { messages, moveIn } from './people.ts'
import { startServer } from './server.ts'

test('a reaction, a pin and a forward are on the other screen, and taken back there', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const direct = await mara.client.directWith(noor.client.state.me?.id ?? '')
    await mara.client.send(direct.id, 'The boat is in the water').sent
    const own = await noor.window(browser, `/chats/${direct.id}`)
    const other = await mara.window(browser, `/chats/${direct.id}`)
    const row = messages(own).getByRole('listitem').filter({ hasText: 'The boat is in the water' }).first()

    await row.click({ button: 'right' })
    await own.getByRole('menuitem', { name: 'React with 🎉' }).click()
    await expect(other.getByRole('button', { name: '🎉, 1 reaction' })).toBeVisible()
    await other.getByRole('button', { name: '🎉, 1 reaction' }).click()
    await expect(own.getByRole('button', { name: '🎉, 2 reactions' })).toHaveAttribute('aria-pressed', 'true')
    await own.getByRole('button', { name: '🎉, 2 reactions' }).click()
    await expect(other.getByRole('button', { name: '🎉, 1 reaction' })).toHaveAttribute('aria-pressed', 'true')

    await row.focus()
    await own.keyboard.press('p')
    await expect(other.getByRole('button', { name: /Pinned message.*The boat is in the water/ })).toBeVisible()

    await row.focus()
    await own.keyboard.press('f')
    const lobby = own.getByRole('dialog').getByRole('checkbox').last()
    await lobby.check()
    await own.getByLabel('Add a few words').fill('Look at this')
    await own.getByRole('button', { name: 'Forward to 1 conversation' }).click()
    await expect(own.getByText('Forwarded to 1 conversation', { exact: true })).toBeVisible()
    const page = await noor.client.api.call('GET /api/conversations', {})
    const forwarded = await Promise.all(
      page.items.map(({ id: conversationId }) =>
        noor.client.api.call('GET /api/conversations/:conversationId/messages', { conversationId }),
      ),
    )
    expect(forwarded.flatMap(({ items }) => items).filter(({ forwardedFrom }) => forwardedFrom !== null)).toMatchObject(
      [{ body: 'The boat is in the water', forwardedFrom: { author: { username: 'mara' } } }],
    )
  } finally {
    await server.remove()
  }
})

test('every emoji is found by name and by keyboard; what was edited shows what it said; saved is kept', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const direct = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const first = await mara.client.send(direct.id, 'At for').sent
    await mara.client.edit(first.id, 'At four')
    const page = await noor.window(browser, `/chats/${direct.id}`)
    const row = messages(page).getByRole('listitem').filter({ hasText: 'At four' }).first()

    await row.focus()
    await page.keyboard.press('+')
    await page.getByLabel('Search by name').fill('rowing boat')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: /🚣.*, 1 reaction/ })).toBeVisible()

    await row.getByRole('button', { name: 'edited' }).click()
    await expect(page.getByRole('dialog').getByText('At for', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')

    await row.focus()
    await page.keyboard.press('s')
    await expect(page.getByText('Saved for yourself', { exact: true })).toBeVisible()
    await row.focus()
    await page.keyboard.press('u')
    await expect(page.getByRole('link', { name: /Mara Lind.*1 unread message/ })).toBeVisible()

    await page.getByRole('link', { name: 'Saved messages' }).click()
    await expect(page.getByRole('link', { name: /At four/ })).toBeVisible()
    await page.getByRole('button', { name: 'Remove from saved' }).click()
    await expect(page.getByText('Nothing saved yet')).toBeVisible()
  } finally {
    await server.remove()
  }
})
