import { expect, test } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { moveIn, signIn } from './people.ts'
import { startServer } from './server.ts'

test('on a phone a project is made, shown part by part, and its chats are a touch away', async ({ page, context }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    await signIn(context, 'mara', server.url)
    await page.goto(`${server.url}/chats`)
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Projects' }).tap()
    await page.getByRole('button', { name: 'New project' }).first().tap()
    const sheet = page.getByRole('dialog', { name: 'New project' })
    await sheet.getByLabel('Name').fill('Boat house')
    await sheet.getByRole('combobox', { name: 'People' }).fill('Noor')
    await sheet.getByRole('option', { name: /Noor Haddad/ }).tap()
    await expectAccessible(page, 'a new project on a phone')
    await sheet.getByRole('button', { name: 'New project' }).tap()
    await expect(page.getByRole('heading', { name: 'Boat house', level: 1 })).toBeVisible()
    const parts = page.getByRole('navigation', { name: 'Parts of Boat house' })
    await parts.getByRole('link', { name: 'People' }).tap()
    await expect(page.getByRole('listitem').filter({ hasText: 'Noor Haddad' })).toContainText('Editor')
    await expectAccessible(page, 'the people of a project on a phone')
    await parts.getByRole('link', { name: 'Conversations' }).tap()
    await page.getByRole('link', { name: 'Boat house', exact: true }).tap()
    await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeVisible()
    // The way back from there, by what the conversation is of.
    await page.getByRole('link', { name: 'In the project Boat house', exact: true }).tap()
    await expect(parts).toBeVisible()
    await page.getByRole('link', { name: 'All projects' }).tap()
    await expect(page.getByRole('link', { name: 'Boat house', exact: true })).toBeVisible()
    await expectAccessible(page, 'projects on a phone')

    // What is new since then stands on the card, and goes once it was looked at.
    const projects = await noor.client.api.call('GET /api/projects', {})
    const projectId = projects.items[0]?.id ?? ''
    await mara.client.api.call('PATCH /api/projects/:projectId/members/:userId', {
      projectId,
      userId: noor.client.state.me?.id ?? '',
      role: 'owner',
    })
    await noor.client.api.call('PATCH /api/projects/:projectId', { projectId, description: 'A roof first.' })
    await expect(page.getByText('1 change that you have not seen')).toBeAttached()
    await expect(page.getByText('A roof first.')).toBeVisible()
    const small = await page
      .getByRole('main')
      .locator('a:visible, button:visible')
      .evaluateAll((all) =>
        all.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.textContent),
      )
    expect(small).toEqual(['Boat house'])
  } finally {
    await server.remove()
  }
})
