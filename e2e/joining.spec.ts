import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { messages, moveIn, shown, write, strangersWindow } from './people.ts'
import { startServer } from './server.ts'

async function fillAccount(page: Page, username: string, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Email').fill(`${username}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(`${username} keeps bees on the roof`)
}

test('from an empty place to its owner’s chat, and a friend comes by the invite from the first run', async ({
  browser,
  page,
}) => {
  const server = await startServer()
  try {
    await page.goto(server.url)
    await expect(page.getByRole('heading', { name: 'Welcome. This place is yours' })).toBeVisible()
    await expectAccessible(page, 'first run, the account')
    await fillAccount(page, 'mara', 'Mara Lind')
    await page.getByRole('button', { name: 'Make your account' }).click()
    await expect(page.getByRole('heading', { name: 'What is this place called?' })).toBeVisible()
    await expect(page.getByRole('radio', { name: /By invite/ })).toBeChecked()
    await expectAccessible(page, 'first run, the place')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByText('This is needed')).toBeVisible()
    await page.getByLabel('Name of the place').fill('Harbour Street')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('img', { name: /pattern for cameras/ })).toBeVisible()
    await expectAccessible(page, 'first run, the invite')
    const link = await page.getByLabel('Invite link').inputValue()
    await page.getByRole('button', { name: 'Go to your chats' }).click()
    await page.getByRole('link', { name: /Lobby/ }).click()
    await write(page, 'Hello, house')

    const friend = await strangersWindow(browser)
    await friend.goto(`${server.url}/sign-up`)
    await expect(friend.getByRole('heading', { name: 'You need an invite' })).toBeVisible()
    await expectAccessible(friend, 'by invite only')
    await friend.goto(link)
    await expect(friend.getByRole('heading', { name: 'Mara Lind invites you to Harbour Street' })).toBeVisible()
    await expectAccessible(friend, 'an invite')
    await fillAccount(friend, 'juno', 'Juno Park')
    await friend.getByRole('button', { name: 'Make the account' }).click()
    await friend.getByRole('link', { name: /Lobby/ }).click()
    await expect(messages(friend).getByText('Hello, house')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('an invite into a group is made, lands a newcomer there, lets in who is here, shows who came, and is ended', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const ruth = await moveIn(server, 'ruth', 'Ruth Adeyemi')
    await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [] })
    const page = await mara.window(browser, '/settings/invitations')
    await page.getByRole('button', { name: 'New invite' }).click()
    await page.getByLabel('What it is for').fill('The rowers')
    await page.getByRole('checkbox', { name: 'Boats' }).check()
    await expectAccessible(page, 'a new invite')
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByLabel('Invite link').inputValue()
    await page.getByRole('button', { name: 'Show as a pattern' }).click()
    await expect(page.getByRole('img', { name: /pattern for cameras/ })).toBeVisible()
    await expectAccessible(page, 'the link of an invite')
    await page.getByRole('button', { name: 'Done' }).click()

    const friend = await strangersWindow(browser)
    await friend.goto(link)
    await expect(friend.getByText('Boats')).toBeVisible()
    await fillAccount(friend, 'juno', 'Juno Park')
    await friend.getByRole('button', { name: 'Make the account' }).click()
    await expect(friend.getByRole('heading', { name: 'Boats' })).toBeVisible()
    await write(friend, 'Which boat is mine?')
    await expect.poll(() => shown(friend)).toContain('Which boat is mine?')

    const here = await ruth.window(browser, new URL(link).pathname)
    await expect(here.getByText('You are here as Ruth Adeyemi.')).toBeVisible()
    await expectAccessible(here, 'an invite, signed in')
    await here.getByRole('button', { name: 'Join' }).click()
    await expect(here.getByRole('heading', { name: 'Boats' })).toBeVisible()

    await page.reload()
    await page.getByRole('button', { name: 'Who came by The rowers' }).click()
    await expect(page.getByRole('dialog').getByText('Juno Park')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'End The rowers' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'End The rowers' }).click()
    await expect(page.getByText('The invite is ended', { exact: true })).toBeVisible()
    await expect
      .poll(async () => (await (await fetch(`${server.url}/api/invites/${link.split('/').at(-1)}`)).json()).code, {
        timeout: 15_000,
      })
      .toBe('not-found')
    const late = await strangersWindow(browser)
    await late.goto(link)
    await expect(late.getByRole('heading', { name: 'This invite no longer works' })).toBeVisible()
    await expectAccessible(late, 'an invite that ended')
  } finally {
    await server.remove()
  }
})

test('who asks to join waits, is let in by the owner, and can be suspended by them', async ({ browser, page }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const own = await mara.window(browser, '/settings/place')
    await own.getByRole('radio', { name: /By approval/ }).check()
    await expect(own.getByText('Saved', { exact: true })).toBeVisible()
    await own.getByRole('link', { name: /Approvals/ }).click()
    await expect(own.getByText('Nobody waits')).toBeVisible()

    await page.goto(`${server.url}/sign-up`)
    await fillAccount(page, 'juno', 'Juno Park')
    await page.getByLabel('Why you would like to join').fill('I live at number nine.')
    await expectAccessible(page, 'asking to join')
    await page.getByRole('button', { name: 'Ask to join' }).click()
    await expect(page.getByRole('heading', { name: 'You have asked to join' })).toBeVisible()
    await expectAccessible(page, 'waiting')

    await expect(own.getByText('I live at number nine.')).toBeVisible()
    await expectAccessible(own, 'who waits')
    await own.getByRole('button', { name: 'Let in Juno Park' }).click()
    await expect(own.getByText('I live at number nine.')).toHaveCount(0)
    // It is off the list before the server has said so.
    await expect.poll(() => mara.client.api.call('GET /api/admin/approvals', {}).then(({ items }) => items)).toEqual([])
    await page.getByRole('link', { name: 'Go to signing in' }).click()
    await page.getByLabel('Username or email').fill('juno')
    await page.getByLabel('Password', { exact: true }).fill('juno keeps bees on the roof')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('link', { name: /Lobby/ })).toBeVisible()

    await own.getByRole('link', { name: /Members/ }).click()
    await own.getByRole('button', { name: 'What to do with Juno Park' }).click()
    await own.getByRole('menuitem', { name: 'Suspend' }).click()
    await own.getByLabel('Reason').fill('spam')
    await expectAccessible(own, 'suspending')
    await own.getByRole('button', { name: 'Suspend', exact: true }).click()
    await expect(own.getByText('Suspended: spam')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
    await expectAccessible(own, 'members')
  } finally {
    await server.remove()
  }
})
