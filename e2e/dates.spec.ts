import { expect, test } from '@playwright/test'
import { messages, moveIn } from './people.ts'
import { startServer } from './server.ts'

test('the calendar leads to another day, by keyboard too', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const { id } = await mara.client.create({ kind: 'group', title: 'Long talk' })
    await Promise.all(Array.from({ length: 70 }, (_, line) => mara.client.send(id, `Line ${line + 1}`).sent))
    const page = await mara.window(browser, `/chats/${id}`)
    await messages(page).getByText('Line 70', { exact: true }).waitFor()
    const calendar = page.getByRole('button', { name: 'Go to a date', exact: true })
    await calendar.focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Go to a date' })
    await expect(panel.getByLabel('Day')).toBeVisible()
    await panel.getByRole('button', { name: 'The beginning' }).click()
    await expect(panel).toBeHidden()
    await expect(messages(page).getByText('Line 1', { exact: true })).toBeInViewport()

    // The day itself leads on as well.
    await messages(page)
      .getByRole('button', { name: /Go to a date/ })
      .click()
    await panel.getByLabel('Day').fill('2020-02-02')
    await panel.getByLabel('Day').press('Enter')
    await expect(panel).toBeHidden()
    await expect(messages(page).getByText('Line 1', { exact: true })).toBeInViewport()
  } finally {
    await server.remove()
  }
})
