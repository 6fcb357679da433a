import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { composer, messages, moveIn, write } from './people.ts'
import { startServer } from './server.ts'

async function signUp(page: Page, url: string, name: string, username: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('link', { name: /make an account/i }).click()
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Email').fill(`${username}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill('rain on tin roofs')
  await page.getByRole('button', { name: 'Make the account' }).click()
}

/** Tab until what is wanted has the focus: what a keyboard alone can reach. */
async function tabTo(page: Page, name: RegExp, most = 40): Promise<void> {
  for (let count = 0; count < most; count++) {
    const label = await page.evaluate(() => {
      const at = document.activeElement
      const isSomething = at instanceof HTMLElement && at !== document.body
      return isSomething ? (at.getAttribute('aria-label') ?? at.innerText) : ''
    })
    if (name.test(label.trim())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard did not reach ${name}`)
}

test('a newcomer comes from the sign-up to a first friend and a first message in under a minute', async ({
  browser,
  page,
}) => {
  const server = await startServer()
  try {
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const other = await noor.window(browser, '/people?show=requests')
    await expect(other.getByText('No requests wait')).toBeVisible()
    // Told, not judged: this machine is shared.
    const begun = Date.now()
    await signUp(page, server.url, 'Mara Lind', 'mara')
    await page.getByRole('link', { name: 'Find people' }).click()
    await page.getByRole('link', { name: /Noor Haddad/ }).click()
    await page.getByRole('button', { name: 'Add friend' }).click()
    await page.getByLabel(/few words/).fill('From the choir')
    await page.keyboard.press('Enter')

    // Live on the other side: the request with its note, and the number in the rail.
    await expect(other.getByText('From the choir')).toBeVisible()
    await expect(other.getByRole('link', { name: /^People/ }).getByText('1 request')).toBeAttached()
    await other.getByRole('button', { name: 'Accept Mara Lind' }).click()

    // And back: they are friends without a reload.
    await expect(page.getByRole('button', { name: 'Friends', exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Write a message' }).click()
    await write(page, 'Hello, friend')
    await expect(messages(page).getByText('Hello, friend')).toBeVisible()
    await other.getByRole('link', { name: 'Chats' }).click()
    await other.getByRole('link', { name: /Mara Lind/ }).click()
    await expect(messages(other).getByText('Hello, friend')).toBeVisible()
    const tookMs = Date.now() - begun
    console.log(`from the sign-up to a first friend and a first message: ${Math.round(tookMs / 1000)} s`)
  } finally {
    await server.remove()
  }
})

test('the same by keyboard alone', async ({ page }) => {
  const server = await startServer()
  try {
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    await page.goto(server.url)
    // Told, not judged: this machine is shared.
    const begun = Date.now()
    await tabTo(page, /make an account/i)
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Your name')).toBeVisible()
    for (const [field, text] of [
      ['Your name', 'Mara Lind'],
      ['Username', 'mara'],
      ['Email', 'mara@example.org'],
      ['Password', 'rain on tin roofs'],
    ] as const) {
      const input = page.getByLabel(field, { exact: true })
      for (let count = 0; count < 20; count++) {
        if (await input.evaluate((element) => element === document.activeElement)) break
        await page.keyboard.press('Tab')
      }
      await page.keyboard.type(text)
    }
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: 'Find people' })).toBeVisible()
    await tabTo(page, /^Find people$/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('searchbox', { name: /Search by name/ })).toBeVisible()
    await tabTo(page, /^Search by name/)
    await page.keyboard.type('noor')
    await expect(page.getByRole('link', { name: /Noor Haddad/ })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Noor Haddad' })).toBeVisible()
    await tabTo(page, /^Add friend$/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.type('From the choir')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Asked' })).toBeVisible()
    await expect.poll(() => noor.client.state.relations.size).toBe(1)
    const myId = [...noor.client.state.relations.keys()][0]
    await noor.client.people.accept(myId ?? '')
    await expect(page.getByRole('button', { name: 'Friends', exact: true })).toBeVisible()
    await page.locator('h1').first().waitFor()
    await tabTo(page, /^Write a message$/)
    await page.keyboard.press('Enter')
    await expect(composer(page)).toBeFocused()
    await page.keyboard.type('Hello, friend')
    await page.keyboard.press('Enter')
    await expect(messages(page).getByText('Hello, friend')).toBeVisible()
    const tookMs = Date.now() - begun
    console.log(`by keyboard alone: ${Math.round(tookMs / 1000)} s`)
  } finally {
    await server.remove()
  }
})

test('an ended friendship may be taken back, and is ended for both where it is not', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    await mara.client.people.ask({ username: 'noor' })
    await noor.client.people.accept(mara.client.state.me?.id ?? '')
    const page = await mara.window(browser, '/people/noor')
    const other = await noor.window(browser, '/people?show=friends')
    const friends = page.getByRole('button', { name: 'Friends', exact: true })
    await expect(other.getByRole('link', { name: /Mara Lind/ })).toBeVisible()
    await friends.click()
    await page.getByRole('menuitem', { name: 'Remove from friends' }).click()
    await expect(page.getByRole('button', { name: 'Add friend' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(friends).toBeVisible()
    await expect(other.getByRole('link', { name: /Mara Lind/ })).toBeVisible()
    await friends.click()
    await page.getByRole('menuitem', { name: 'Remove from friends' }).click()
    await expect(other.getByText('No friends yet')).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('what somebody blocked writes in a group is folded away, and may be shown', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const noorId = noor.client.state.me?.id ?? ''
    const group = await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [noorId] })
    await noor.client.send(group.id, 'Out of sight').sent
    const page = await mara.window(browser, '/people/noor')
    await page.getByRole('button', { name: 'More about Noor Haddad' }).click()
    await page.getByRole('menuitem', { name: 'Block' }).click()
    await expect(page.getByRole('dialog').getByText(/folded away/)).toBeVisible()
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await expect(page.getByText('You blocked Noor Haddad')).toBeVisible()
    await page.goto(`${server.url}/chats/${group.id}`)
    const fold = messages(page).getByText('Message of somebody you blocked')
    await expect(fold).toBeVisible()
    await expect(page.getByText('Out of sight')).toHaveCount(0)
    await messages(page).getByRole('button', { name: 'Show' }).click()
    await expect(messages(page).getByText('Out of sight')).toBeVisible()

    // To the one who is blocked all looks as before, but for the profile, which is nobody's.
    const other = await noor.window(browser, `/chats/${group.id}`)
    await expect(messages(other).getByText('Out of sight')).toBeVisible()
    await other.goto(`${server.url}/people/mara`)
    await expect(other.getByText('Nobody is here by that name')).toBeVisible()

    await page.goto(`${server.url}/settings/privacy`)
    await page.getByRole('button', { name: 'Unblock Noor Haddad' }).click()
    await expect(page.getByText('You have blocked nobody.')).toBeVisible()
    await page.goto(`${server.url}/people/noor`)
    await expect(page.getByRole('button', { name: 'Add friend' })).toBeVisible()
  } finally {
    await server.remove()
  }
})

test('who takes messages of friends only is written to by no stranger, and what was written is kept', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await noor.client.directWith(mara.client.state.me?.id ?? '')
    const settings = await mara.window(browser, '/settings/privacy')
    await settings.getByLabel('Who may write to you').selectOption('Friends')
    await expect.poll(() => mara.client.state.me?.privacy.mayMessage).toBe('friends')

    const page = await noor.window(browser, `/chats/${id}`)
    await expect(page.getByText(/Mara Lind does not take messages/)).toBeVisible()
    await write(page, 'Please read this')
    await expect(composer(page)).toHaveValue('Please read this')
    await expect(messages(page).getByText('Please read this')).toHaveCount(0)
    await page.goto(`${server.url}/people/mara`)
    await expect(page.getByText(/does not take new messages/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Write a message' })).toHaveCount(0)

    // As friends they may.
    await noor.client.people.ask({ username: 'mara' })
    await mara.client.people.accept(noor.client.state.me?.id ?? '')
    await page.getByRole('button', { name: 'Write a message' }).click()
    await expect(composer(page)).toHaveValue('Please read this')
    await composer(page).press('Enter')
    await expect(messages(page).getByText('Please read this')).toBeVisible()
    await expect(page.getByText(/does not take messages/)).toHaveCount(0)
  } finally {
    await server.remove()
  }
})

test('an address with a former name becomes that with the present one', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    await noor.client.updateProfile({ username: 'noor.haddad' })
    const page = await mara.window(browser, '/people/noor')
    await expect(page.getByRole('heading', { name: 'Noor Haddad' })).toBeVisible()
    await expect(page).toHaveURL(/\/people\/noor\.haddad$/)
  } finally {
    await server.remove()
  }
})
