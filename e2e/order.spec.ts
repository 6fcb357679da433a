import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { composer, messages, moveIn, write } from './people.ts'
import type { Inhabitant } from './people.ts'
import { startServer } from './server.ts'
import type { ServerUnderTest } from './server.ts'

const idOf = ({ client }: Inhabitant): string => client.state.me?.id ?? ''
const row = (page: Page, name: string) => page.locator('[data-conversation] > a', { hasText: name })
const list = (page: Page, name: string) => page.getByRole('list', { name, exact: true })

async function onServer(act: (server: ServerUnderTest) => Promise<void>): Promise<void> {
  const server = await startServer()
  try {
    await act(server)
  } finally {
    await server.remove()
  }
}

test('what one begins at the desk goes on at the sofa, and is gone from both when it is sent', async ({ browser }) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(idOf(noor))
    await noor.client.send(id, 'When do we sail?').sent
    const desk = await mara.window(browser, `/chats/${id}`)
    const sofa = await mara.window(browser)
    await composer(desk).fill('At four, if')
    await expect(row(sofa, 'Noor')).toContainText('Draft At four, if')
    await row(sofa, 'Noor').click()
    await expect(composer(sofa)).toHaveValue('At four, if')

    // Both at once: what gives way stays at hand.
    await sofa.context().setOffline(true)
    await composer(sofa).fill('On the sofa')
    await composer(desk).fill('At the desk')
    await expect.poll(() => mara.client.state.drafts.get(id)?.body).toBe('At the desk')
    await sofa.context().setOffline(false)
    await expect(sofa.getByText('Begun on another device')).toBeVisible()
    await sofa.getByRole('button', { name: 'Take this' }).click()
    await expect(composer(sofa)).toHaveValue('At the desk')
    await expect(composer(desk)).toHaveValue('At the desk')
    await composer(sofa).press('Enter')
    for (const page of [sofa, desk]) {
      await expect(messages(page).getByText('At the desk')).toBeVisible()
      await expect(composer(page)).toHaveValue('')
    }
  })
})

test('a message is sent, delivered and read, and one sees by whom', async ({ browser }) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [idOf(noor)] })
    await noor.client.send(id, 'Hello').sent
    noor.client.stop()
    const desk = await mara.window(browser, `/chats/${id}`)
    await write(desk, 'The dinghy is dry')
    await expect(messages(desk).getByText('Sent', { exact: true })).toBeAttached()
    const phone = await noor.window(browser)
    await expect(messages(desk).getByText('Delivered', { exact: true })).toBeAttached()
    await row(phone, 'Boats').click()
    await expect(messages(phone).getByText('The dinghy is dry')).toBeVisible()
    await expect(messages(desk).getByText('Read', { exact: true })).toBeAttached()
    await messages(desk).getByText('The dinghy is dry').click({ button: 'right' })
    await desk.getByRole('menuitem', { name: 'Who has read this' }).click()
    const dialog = desk.getByRole('dialog', { name: 'Who has read this' })
    await expect(dialog.getByRole('region', { name: 'Read by 1' })).toContainText('Noor Haddad')
    await expectAccessible(desk, 'who has read a message')
  })
})

test('the list is put in order by menu and by key: favourites, the archive, what is unread', async ({ browser }) => {
  await onServer(async (server) => {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const osk = await moveIn(server, 'osk', 'Oskar Ahl')
    const ofNoor = await noor.client.directWith(idOf(mara))
    const ofOsk = await osk.client.directWith(idOf(mara))
    await noor.client.send(ofNoor.id, 'From Noor').sent
    await osk.client.send(ofOsk.id, 'From Oskar').sent
    const desk = await mara.window(browser)

    // From the keyboard.
    await row(desk, 'Noor').focus()
    await desk.keyboard.press('f')
    await expect(list(desk, 'Favourites').getByText('Noor Haddad')).toBeVisible()
    await expect(row(desk, 'Noor')).toBeFocused()
    await row(desk, 'Oskar').focus()
    await desk.keyboard.press('e')
    await expect(row(desk, 'Oskar')).toHaveCount(0)
    await expectAccessible(desk, 'favourites and an archive')
    await desk.getByRole('button', { name: '1 archived chat' }).click()
    await expect(list(desk, 'Archive').getByText('Oskar Ahl')).toBeVisible()

    // What comes takes it out.
    await osk.client.send(ofOsk.id, 'Are you there?').sent
    await expect(list(desk, 'Chats').getByText('Oskar Ahl')).toBeVisible()

    // By the menu, and taken back.
    await row(desk, 'Oskar').click({ button: 'right' })
    await desk.getByRole('menuitem', { name: 'Archive' }).click()
    await expect(list(desk, 'Chats').getByText('Oskar Ahl')).toHaveCount(0)
    await desk.getByRole('button', { name: 'Undo' }).click()
    await expect(list(desk, 'Chats').getByText('Oskar Ahl')).toBeVisible()

    // To the next that is unread, then only those, then none.
    await desk.keyboard.press('Alt+Shift+ArrowDown')
    await expect(messages(desk).getByText('From Noor')).toBeVisible()
    await expect(row(desk, 'Noor')).not.toContainText('unread')
    await desk.getByRole('button', { name: 'Order of the list' }).click()
    await desk.getByRole('menuitemcheckbox', { name: 'Unread only' }).click()
    await expect(row(desk, 'Lobby')).toHaveCount(0)
    await expect(row(desk, 'Oskar')).toBeVisible()
    await desk.goto(`${server.url}/chats`)
    await desk.getByRole('button', { name: 'Order of the list' }).click()
    await desk.getByRole('menuitem', { name: 'Mark all as read' }).click()
    await expect(desk.getByRole('heading', { name: 'All read' })).toBeVisible()
    await desk.getByRole('button', { name: 'Show all chats' }).last().click()
    await expect(row(desk, 'Lobby')).toBeVisible()
  })
})
