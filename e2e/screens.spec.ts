import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { moveIn } from './people.ts'
import { startServer } from './server.ts'
import { furnish, parts, stops } from './tour.ts'

for (const part of parts) {
  test(`every screen of ${part} is accessible, keeps to the content policy and calls nobody else`, async ({
    browser,
  }) => {
    test.setTimeout(600_000)
    const server = await startServer()
    try {
      const { mara, groupId, directId } = await furnish(server)
      const page = await mara.window(browser)
      const complaints: string[] = []
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => {
        if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url()))
          complaints.push(request.url())
      })
      for (const { name, show } of stops(part, server.url, groupId, directId)) {
        await page.emulateMedia({ colorScheme: 'light' })
        await show(page)
        await expectAccessible(page, `${name}, light`)
        // In the dark only the colours are others.
        await page.emulateMedia({ colorScheme: 'dark' })
        await expectAccessible(page, `${name}, dark`, ['color-contrast'])
      }
      // What is not there is answered with 404, which a browser counts as an error.
      expect(complaints.filter((text) => !/status of 404/.test(text))).toEqual([])
    } finally {
      await server.remove()
    }
  })
}

test('the door is accessible and says what is wrong with what was typed', async ({ page }) => {
  const server = await startServer()
  try {
    await moveIn(server, 'ruth', 'Ruth Adeyemi')
    await page.goto(`${server.url}/sign-up`)
    await expectAccessible(page, 'sign up')
    await page.getByLabel('Username').fill('..')
    await page.getByLabel('Email').fill('mara@example.org')
    await page.getByLabel('Password', { exact: true }).fill('password1')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await expect(page.getByText('Use 1 to 30 letters')).toBeVisible()
    await expectAccessible(page, 'sign up, refused')
    await page.goto(`${server.url}/sign-in`)
    await page.getByLabel('Username or email').fill('nobody')
    await page.getByLabel('Password', { exact: true }).fill('nothing at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toHaveText(/not right/)
    await expectAccessible(page, 'sign in, refused')
  } finally {
    await server.remove()
  }
})
