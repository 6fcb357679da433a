import { expect, test } from '@playwright/test'
import { moveIn } from './people.ts'
import { startServerProcess } from './server.ts'

test('a newcomer makes an account, writes in the lobby, and finds it again after a reload', async ({ page }) => {
  const server = await startServerProcess()
  try {
    await moveIn(server, 'ruth', 'Ruth Adeyemi')
    await page.goto(server.url)
    await page.getByRole('link', { name: /make an account/i }).click()
    await page.getByLabel('Your name').fill('Mara Lind')
    await page.getByLabel('Username').fill('mara')
    await page.getByLabel('Email').fill('mara@example.org')
    await page.getByLabel('Password', { exact: true }).fill('rain on tin roofs')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByRole('link', { name: /Lobby/ }).click()
    await page.getByRole('textbox', { name: /Write to/ }).fill('Hello, house')
    await page.keyboard.press('Enter')
    const message = page.getByRole('list', { name: 'Messages' }).getByText('Hello, house')
    await expect(message).toBeVisible()
    await page.reload()
    await expect(message).toBeVisible()
  } finally {
    await server.remove()
  }
})
