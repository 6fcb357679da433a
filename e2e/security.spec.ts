import { expect, test } from '@playwright/test'
import type { CDPSession, Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expectAccessible } from './a11y.ts'
import { moveIn } from './people.ts'
import { startServer } from './server.ts'
import type { ServerUnderTest } from './server.ts'

const password = 'mara keeps bees on the roof'

/** Passkeys belong to a name, so the place is called by one. */
const named = ({ port }: ServerUnderTest): string => `http://localhost:${port}`

/** An authenticator on which somebody puts their finger, or does not. */
async function virtualAuthenticator(page: Page): Promise<{ touch: (isTouched: boolean) => Promise<unknown> }> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    touch: (enabled) => session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  }
}

async function signInByPassword(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Username or email').fill('mara')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function signOut(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/settings`)
  // As in a browser that offers no passkey in the field for the name: the finger on the key would open the door at once.
  await page.evaluate(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
}

test('a passkey is made, signs in without a password, and is the second step after one', async ({ page }) => {
  const server = await startServer()
  const url = named(server)
  try {
    await moveIn(server, 'mara', 'Mara Lind')
    await signInByPassword(page, url)
    await page.getByRole('heading', { name: 'Chats' }).waitFor()
    const authenticator = await virtualAuthenticator(page)
    await page.goto(`${url}/settings/security`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Blue laptop')
    await expectAccessible(page, 'a passkey being added')
    await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
    await expectAccessible(page, 'recovery codes')
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await expect(page.getByText('Blue laptop', { exact: true })).toBeVisible()

    await authenticator.touch(false)
    await signOut(page, url)
    await authenticator.touch(true)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('heading', { name: 'Chats' }).waitFor()

    await authenticator.touch(false)
    await signOut(page, url)
    await signInByPassword(page, url)
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    await expectAccessible(page, 'the second step')
    await authenticator.touch(true)
    await page.getByRole('button', { name: 'Use your passkey' }).click()
    await page.getByRole('heading', { name: 'Chats' }).waitFor()

    // The browser offers it in the field for the name as well; whoever picks it there is in.
    await page.goto(`${url}/settings`)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL('**/sign-in')
    await page.getByRole('heading', { name: 'Chats' }).waitFor()
  } finally {
    await server.remove()
  }
})

test('an authenticator app is set up and asked for; a recovery code stands in for it', async ({ page }) => {
  const server = await startServer()
  const { url } = server
  try {
    await moveIn(server, 'mara', 'Mara Lind')
    await signInByPassword(page, url)
    await page.getByRole('heading', { name: 'Chats' }).waitFor()
    await page.goto(`${url}/settings/security`)
    await page.getByRole('button', { name: 'Set up' }).click()
    const key = ((await page.getByRole('dialog').locator('code').textContent()) ?? '').replaceAll(' ', '')
    const app = new TOTP({ secret: Secret.fromBase32(key) })
    await expectAccessible(page, 'an authenticator app being set up')
    await page.getByLabel('Code').fill(app.generate())
    await page.getByRole('button', { name: 'Turn on' }).click()
    const shown = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await shown.first().waitFor()
    const codes = await shown.allInnerTexts()
    await page.getByRole('button', { name: 'I have kept them' }).click()

    await signOut(page, url)
    await signInByPassword(page, url)
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText(/not right/)
    // The code of the next half minute: the one of now may be used up.
    await page.getByLabel('Code').fill(app.generate({ timestamp: Date.now() + 30_000 }))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Chats' }).waitFor()

    await signOut(page, url)
    await signInByPassword(page, url)
    await page.getByLabel('Code').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Chats' }).waitFor()
  } finally {
    await server.remove()
  }
})

test('a new password ends the other window, and this one goes on', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const other = await mara.window(browser)
    await other.getByRole('heading', { name: 'Chats' }).waitFor()
    const page = await mara.window(browser, '/settings/security')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByLabel('Password until now').fill(password)
    await page.getByRole('textbox', { name: 'New password' }).fill('a quite different sentence')
    await expectAccessible(page, 'a new password')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Your password is new', { exact: true })).toBeVisible()
    await other.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Security' }).first().waitFor()
    await expectAccessible(page, 'security')
  } finally {
    await server.remove()
  }
})

test('without mail the owner hands on a link, and it sets a new password once', async ({ browser, page }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    await moveIn(server, 'noor', 'Noor Haddad')
    const own = await mara.window(browser, '/settings/security')
    await own.getByRole('button', { name: 'Make a link' }).click()
    await own.getByRole('dialog').getByRole('combobox').fill('noor')
    await own.getByRole('option', { name: /Noor/ }).click()
    const link = await own.getByLabel('Link', { exact: true }).inputValue()
    await page.goto(link)
    await page.getByRole('textbox', { name: 'New password' }).fill('a quite different sentence')
    await expectAccessible(page, 'a link for a new password')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'Your password is new' }).waitFor()
    await page.goto(link)
    await page.reload()
    await page.getByRole('textbox', { name: 'New password' }).fill('yet another sentence')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    await expectAccessible(page, 'a link that is used up')
    await page.goto(`${server.url}/forgot-password`)
    await expect(page.getByText(/sends no letters/)).toBeVisible()
    await expectAccessible(page, 'a forgotten password')
  } finally {
    await server.remove()
  }
})
