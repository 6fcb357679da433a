import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { messages, moveIn, write, strangersWindow } from './people.ts'
import type { Inhabitant } from './people.ts'
import { startServer } from './server.ts'
import type { ServerUnderTest } from './server.ts'

const idOf = ({ client }: Inhabitant): string => client.state.me?.id ?? ''
const card = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })
const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^Parts of/ }).getByRole('link', { name, exact: true })
const chat = (page: Page, name: string) => page.locator('[data-conversation] > a', { hasText: name })

async function onServer(act: (server: ServerUnderTest) => Promise<void>): Promise<void> {
  const server = await startServer()
  try {
    await act(server)
  } finally {
    await server.remove()
  }
}

async function begin({ client }: Inhabitant, name: string, others: Inhabitant[] = []) {
  return client.api.call('POST /api/projects', { name, memberIds: others.map(idOf) })
}

test('a project is made, somebody is added and sees it at once, roles change, and who is taken out is told', async ({
  browser,
}) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const tove = await moveIn(server, 'tove', 'Tove Berg')
    const hers = await mara.window(browser, '/projects')
    await expect(hers.getByRole('heading', { name: 'No projects yet' })).toBeVisible()
    await expectAccessible(hers, 'no projects')
    await hers.getByRole('button', { name: 'New project' }).first().click()
    const dialog = hers.getByRole('dialog', { name: 'New project' })
    await dialog.getByRole('button', { name: 'New project' }).click()
    await expect(dialog.getByText('Give it a name.')).toBeVisible()
    await dialog.getByLabel('Name').fill('Boat house')
    await dialog.getByLabel('What it is about').fill('A roof, a floor and a purpose.')
    await dialog.getByRole('radio', { name: 'Sky' }).check()
    await dialog.getByRole('option').first().waitFor()
    await expectAccessible(hers, 'a new project')
    await dialog.getByRole('button', { name: 'New project' }).click()
    await expect(hers.getByRole('heading', { name: 'Boat house', level: 1 })).toBeVisible()
    await expect(hers.getByText('A roof, a floor and a purpose.')).toBeVisible()

    const his = await tove.window(browser, '/projects')
    await expect(his.getByRole('heading', { name: 'No projects yet' })).toBeVisible()
    await part(hers, 'People').click()
    await hers.getByRole('button', { name: 'Add people' }).click()
    await hers.getByRole('dialog').getByRole('combobox', { name: 'Whom?' }).fill('Tove')
    await hers.getByRole('option', { name: /Tove Berg/ }).click()
    await hers.getByRole('combobox', { name: 'They become' }).selectOption('Commenter')
    await hers.getByRole('dialog').getByRole('button', { name: 'Add people' }).click()
    await expect(hers.getByRole('listitem').filter({ hasText: 'Tove Berg' })).toContainText('Commenter')
    await expectAccessible(hers, 'the people of a project')
    await expect(card(his, 'Boat house')).toBeVisible()
    await expectAccessible(his, 'projects')
    await card(his, 'Boat house').getByRole('link', { name: 'Boat house', exact: true }).click()
    await part(his, 'People').click()
    await expect(his.getByRole('button', { name: 'Add people' })).toHaveCount(0)
    await expect(his.getByRole('heading', { name: 'Links' })).toHaveCount(0)

    await hers.getByRole('button', { name: 'More about Tove Berg' }).click()
    await hers.getByRole('menuitemradio', { name: 'Owner' }).click()
    await expect(his.getByRole('button', { name: 'Add people' })).toBeVisible()
    // A last owner cannot go; of two, one can.
    await hers.getByRole('button', { name: 'More about Tove Berg' }).click()
    await hers.getByRole('menuitemradio', { name: 'Reader' }).click()
    await expect(his.getByRole('button', { name: 'Add people' })).toHaveCount(0)
    await hers.getByRole('button', { name: 'More about Mara Lind' }).click()
    await hers.getByRole('menuitem', { name: 'Leave the project' }).click()
    await hers.getByRole('dialog').getByRole('button', { name: 'Leave the project' }).click()
    await expect(hers.getByRole('dialog', { name: 'You are its last owner' })).toBeVisible()
    await hers.getByRole('button', { name: 'All right' }).click()

    await hers.getByRole('button', { name: 'More about Tove Berg' }).click()
    await hers.getByRole('menuitem', { name: 'Remove from the project' }).click()
    await expect(his.getByRole('heading', { name: 'This project is not yours to see' })).toBeVisible({
      timeout: 15_000,
    })
    await his.getByRole('link', { name: 'Go to your projects' }).click()
    await expect(his.getByRole('heading', { name: 'No projects yet' })).toBeVisible()
  })
})

test('a link lets in whoever signs in by it, until it is ended; an open project stands in the directory', async ({
  browser,
}) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id: projectId } = await begin(mara, 'Lantern night')
    const hers = await mara.window(browser, `/projects/${projectId}/people`)
    await hers.getByRole('button', { name: 'Make a link' }).click()
    await hers.getByRole('combobox', { name: 'Who comes becomes' }).selectOption('Reader')
    await hers.getByRole('button', { name: 'Make the link' }).click()
    const link = await hers.getByRole('dialog', { name: 'The link is made' }).getByRole('textbox').inputValue()
    await expectAccessible(hers, 'the link of a project')
    await hers.getByRole('button', { name: 'Done' }).click()

    const his = await strangersWindow(browser)
    await his.goto(link)
    await his.getByLabel('Username or email').fill('noor')
    await his.getByLabel('Password', { exact: true }).fill('noor keeps bees on the roof')
    await his.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(his.getByText('Mara Lind invites you to a project')).toBeVisible()
    await expect(his.getByText('You come in as reader.')).toBeVisible()
    await expectAccessible(his, 'where the link of a project leads')
    await his.getByRole('button', { name: 'Join the project' }).click()
    await expect(his.getByRole('heading', { name: 'Lantern night', level: 1 })).toBeVisible()
    await expect(his.getByText('Reader')).toBeVisible()
    await expect(hers.getByRole('listitem').filter({ hasText: 'Noor Haddad' })).toContainText('Reader')

    await hers.getByRole('button', { name: 'End the link for a reader' }).click()
    await expect
      .poll(
        async () => (await mara.client.api.call('GET /api/projects/:projectId/links', { projectId })).items.length,
        {
          timeout: 15_000,
        },
      )
      .toBe(0)
    await his.goto(link)
    await expect(his.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()

    await noor.client.api.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: 'me' })
    await part(hers, 'Settings').click()
    await hers.getByRole('radio', { name: /Anybody here/ }).check()
    await expect(hers.getByRole('combobox', { name: 'Who joins by themselves becomes' })).toBeVisible()
    await expectAccessible(hers, 'the settings of a project')
    await his.goto(`${server.url}/projects?show=open`)
    await expect(his.getByText('1 person')).toBeVisible()
    await expectAccessible(his, 'open projects')
    await his.getByRole('button', { name: 'Join' }).click()
    await expect(his.getByRole('heading', { name: 'Lantern night', level: 1 })).toBeVisible()
  })
})

test('an archived project is read-only everywhere, a deleted one can be taken back', async ({ browser }) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id: projectId, conversationId } = await begin(mara, 'Street party', [noor])
    const hers = await mara.window(browser, `/projects/${projectId}/settings`)
    const his = await noor.window(browser, `/projects/${projectId}/conversations`)
    const chatting = await noor.window(browser, `/chats/${conversationId}`)
    await expect(his.getByRole('button', { name: 'New conversation' })).toBeVisible()
    await expect(chatting.getByRole('textbox', { name: /^Write to/ })).toBeVisible()
    await hers.getByRole('button', { name: 'Archive', exact: true }).click()
    for (const page of [hers, his]) await expect(page.getByText('This project is archived')).toBeVisible()
    await expect(his.getByRole('button', { name: 'New conversation' })).toHaveCount(0)
    await expect(chatting.getByRole('textbox', { name: /^Write to/ })).toHaveCount(0)
    await expect(his.getByRole('button', { name: 'Take it out of the archive' })).toHaveCount(0)
    await expectAccessible(hers, 'an archived project')
    await hers.getByRole('button', { name: 'Take it out of the archive' }).click()
    await expect(his.getByText('This project is archived')).toHaveCount(0)

    await hers.getByRole('button', { name: 'Delete…' }).click()
    const dialog = hers.getByRole('dialog', { name: 'Delete Street party?' })
    await expect(dialog.getByRole('button', { name: 'Delete the project' })).toBeDisabled()
    await dialog.getByLabel('Type “Street party” to go on').fill('Street party')
    await expectAccessible(hers, 'a project that is about to be deleted')
    await dialog.getByRole('button', { name: 'Delete the project' }).click()
    for (const page of [hers, his]) await expect(page.getByText('This project will be deleted on')).toBeVisible()
    await expect(his.getByRole('button', { name: 'Take back' })).toHaveCount(0)
    await hers.getByRole('button', { name: 'Take back' }).click()
    await expect(his.getByText('This project will be deleted on')).toHaveCount(0)
    await expect(his.getByRole('button', { name: 'New conversation' })).toBeVisible()
  })
})

test('the conversations of a project carry its badge, and the list of chats can be narrowed down to them', async ({
  browser,
}) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id: projectId } = await begin(mara, 'Boat house', [noor])
    const hers = await mara.window(browser, `/projects/${projectId}/conversations`)
    await hers.getByRole('button', { name: 'New conversation' }).click()
    await hers.getByRole('dialog').getByLabel('Name').fill('Roof and floor')
    await expectAccessible(hers, 'a new conversation in a project')
    await hers.getByRole('dialog').getByRole('button', { name: 'New conversation' }).click()
    await write(hers, 'Joists every forty')
    await expect(messages(hers).getByText('Joists every forty')).toBeVisible()
    await expect(hers.getByRole('link', { name: 'In the project Boat house', exact: true })).toBeVisible()

    const his = await noor.window(browser, `/projects/${projectId}/conversations`)
    await expect(his.getByText('Roof and floor')).toBeVisible()
    await expectAccessible(his, 'the conversations of a project')
    await his.getByRole('button', { name: 'Join' }).click()
    await expect(messages(his).getByText('Joists every forty')).toBeVisible()
    await expect(chat(his, 'Roof and floor')).toContainText('In the project Boat house')
    await expect(chat(his, 'Lobby')).toBeVisible()

    // The address alone narrows it down, and it stays so from one conversation to the next.
    await his.goto(`${server.url}/chats?project=${projectId}`)
    await expect(chat(his, 'Roof and floor')).toBeVisible()
    await expect(chat(his, 'Boat house').first()).toBeVisible()
    await expect(chat(his, 'Lobby')).toHaveCount(0)
    await chat(his, 'Roof and floor').click()
    await expect(his).toHaveURL(new RegExp(`/chats/[^/]+\\?project=${projectId}$`))
    await expect(chat(his, 'Lobby')).toHaveCount(0)
    await expectAccessible(his, 'the chats of a project')
    await his.getByRole('link', { name: 'Only Boat house; show all chats' }).click()
    await expect(chat(his, 'Lobby')).toBeVisible()
    await expect(his).not.toHaveURL(/project=/)
    await expect(messages(his).getByText('Joists every forty')).toBeVisible()

    // It is found from anywhere by a few letters.
    await his.keyboard.press('Control+k')
    await his.getByRole('combobox').fill('boat')
    await his
      .getByRole('group', { name: 'Projects' })
      .getByRole('option', { name: /Boat house/ })
      .click()
    await expect(his.getByRole('navigation', { name: 'Parts of Boat house' })).toBeVisible()

    await his.goto(`${server.url}/chats?project=${projectId}`)
    await expect(chat(his, 'Lobby')).toHaveCount(0)
    await his.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Chats' }).click()
    await expect(chat(his, 'Lobby')).toBeVisible()
  })
})
