import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { messages, signIn } from './people.ts'
import { startServer } from './server.ts'
import { furnish, parts, stops } from './tour.ts'

for (const part of parts) {
  test(`every screen of ${part} is accessible on a phone and fits its width`, async ({ page, context }) => {
    test.setTimeout(600_000)
    const server = await startServer()
    try {
      const { groupId, directId } = await furnish(server)
      await signIn(context, 'mara', server.url)
      for (const { name, show } of stops(part, server.url, groupId, directId)) {
        // Phones have no such keys.
        if (name === 'the switcher' || name === 'the keys') continue
        await show(page)
        await expectAccessible(page, name)
        const widthPx = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(widthPx, `${name} fits the width`).toBeLessThanOrEqual(390)
      }
    } finally {
      await server.remove()
    }
  })
}

test('on a phone one pane is shown at a time', async ({ page, context }) => {
  const server = await startServer()
  try {
    await furnish(server)
    await signIn(context, 'mara', server.url)
    await page.goto(`${server.url}/chats`)
    await page.getByRole('link', { name: /Boats/ }).click()
    await expect(messages(page)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Chats' })).toBeHidden()
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Chats' })).toBeVisible()
  } finally {
    await server.remove()
  }
})
