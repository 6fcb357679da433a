import { expect, test } from '@playwright/test'
import { messages, moveIn } from './people.ts'
import { startServer } from './server.ts'

test('what somebody said is found by a part of a word, by keyboard alone, and leads to its place', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const group = await mara.client.create({
      kind: 'group',
      title: 'Boats',
      memberIds: [noor.client.state.me?.id ?? ''],
    })
    await noor.client.send(group.id, 'The **harbourmaster** wants the fees by Friday').sent
    for (let at = 0; at < 80; at++) await noor.client.send(group.id, `filler ${at}`).sent
    const page = await mara.window(browser)
    await expect(page.getByRole('heading', { name: 'Chats' })).toBeVisible()
    await page.keyboard.press('Control+Shift+f')
    await expect(page.getByRole('searchbox', { name: 'Search everything' })).toBeFocused()
    // As one types: the first letters are not in the address bar's history, the last ones are in the address.
    await page.keyboard.type('bourmast')
    const found = page.getByRole('region', { name: 'Messages' }).getByRole('link')
    await expect(found).toHaveCount(1)
    await expect(found.locator('mark')).toHaveText('bourmast')
    await page.keyboard.press('ArrowDown')
    await expect(found).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(messages(page).getByText('wants the fees by Friday')).toBeInViewport()
    await page.goBack()
    await expect(page.getByRole('searchbox')).toHaveValue('bourmast')
    await page.reload()
    await expect(found).toHaveCount(1)

    // Within one conversation, and everywhere again.
    await page.goto(`${server.url}/search?in=${group.id}`)
    await page.getByRole('searchbox', { name: 'Search in this conversation' }).fill('filler 7')
    await expect(page.getByRole('region', { name: 'Messages' }).getByRole('link').first()).toContainText('Boats')
    await page.getByRole('button', { name: 'Search everywhere' }).click()
    await expect(page.getByRole('searchbox', { name: 'Search everything' })).toHaveValue('filler 7')

    // What is gone is gone from here too.
    await page.getByRole('searchbox').fill('nobody wrote this')
    await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('a file is found by the words in it and by its name, and opened from there', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const { id: projectId } = await mara.client.api.call('POST /api/projects', { name: 'Boat house' })
    const file = new File(['The harbourmaster wants the fees by Friday'], 'Roof quote.txt')
    await mara.client.api.call('POST /api/projects/:projectId/files', { projectId }, { file })
    const page = await mara.window(browser)
    const found = page.getByRole('region', { name: 'Files' }).getByRole('link')
    // It has been read a moment after it came.
    await expect(async () => {
      await page.goto(`${server.url}/search?q=harbourmas`)
      await expect(found).toHaveCount(1, { timeout: 5_000 })
    }).toPass()
    await expect(found).toContainText('Roof quote.txt')
    await expect(found).toContainText('Boat house')
    await expect(found.locator('mark')).toHaveText('harbourmas')
    await page.getByRole('searchbox').press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/projects/${projectId}/files/`))
    await expect(page.getByText('wants the fees by Friday')).toBeVisible()

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('quote')
    await page.getByRole('option', { name: 'Roof quote.txt' }).click()
    await expect(page).toHaveURL(new RegExp(`/projects/${projectId}/files/`))

    await page.goto(`${server.url}/search?q=quote&type=file`)
    await expect(found).toHaveCount(1)
    await page.getByRole('button', { name: 'Search everything, not only files' }).click()
    await expect(page).not.toHaveURL(/type=file/)
    await expect(found).toHaveCount(1)
  } finally {
    await server.remove()
  }
})
