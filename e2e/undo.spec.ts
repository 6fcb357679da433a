import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { messages, moveIn, write } from './people.ts'
import { startServer } from './server.ts'

async function remove(page: Page, text: string): Promise<void> {
  await messages(page).getByText(text).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(messages(page).getByText('This message was deleted.')).toBeVisible()
}

test('a message that is taken back is there for everybody; one whose window closes is gone for everybody', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const writer = await mara.window(browser, `/chats/${id}`)
    const reader = await noor.window(browser, `/chats/${id}`)
    await write(writer, 'Stay')
    await expect(messages(reader).getByText('Stay')).toBeVisible()
    await remove(writer, 'Stay')
    await writer.getByRole('button', { name: 'Undo' }).click()
    await expect(messages(writer).getByText('Stay')).toBeVisible()

    await write(writer, 'Leaving now')
    await expect(messages(reader).getByText('Leaving now')).toBeVisible()
    await remove(writer, 'Leaving now')
    await writer.goto('about:blank')
    await expect(messages(reader).getByText('This message was deleted.')).toBeVisible()
    await expect(messages(reader).getByText('Stay')).toBeVisible()
  } finally {
    await server.remove()
  }
})
