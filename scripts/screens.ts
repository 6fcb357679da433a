import { spawn } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import type { Browser, Page, Route } from '@playwright/test'
import { browserArguments, findChromium } from './chromium.ts'
import { feedScreens } from './feed-screens.ts'
import type { Screen } from './feed-screens.ts'
import { freePort } from '../packages/server/src/testing/free-port.ts'
import { demoUser } from './seed.ts'
import { demoPassword } from './seed/people.ts'

/*
 * npm run screens [-- --only chats,conversation] [--into docs/screens]
 *
 * Pictures of every screen with the demo's people: desktop and phone, light and dark, and some from right to left.
 */

const { values } = parseArgs({
  options: { only: { type: 'string' }, into: { type: 'string', default: 'docs/screens' }, url: { type: 'string' } },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const into = resolve(root, values.into)
const only = values.only?.split(',')

const openChat = async (page: Page, name: string): Promise<void> => {
  await page.goto(`${address}/chats`)
  await page.getByRole('navigation').first().waitFor()
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('list', { name: 'Messages' }).waitFor()
}

const openProject = async (page: Page, part: string): Promise<void> => {
  await page.goto(`${address}/projects`)
  await page.getByRole('link', { name: 'The boat house', exact: true }).click()
  await page.getByRole('navigation', { name: 'Parts of The boat house' }).getByRole('link', { name: part }).click()
}

const openFiles = async (page: Page): Promise<void> => {
  await openProject(page, 'Files')
  await page.getByRole('grid').waitFor()
}

const openFile = async (page: Page, name: string, pane: string): Promise<void> => {
  await openFiles(page)
  const address = await page.getByRole('link', { name, exact: true }).getAttribute('href')
  await page.goto(`${new URL(address ?? '', page.url()).href}?pane=${pane}`)
  await page.getByRole('dialog', { name }).waitFor()
}

const screens: readonly Screen[] = [
  { name: 'sign-in', isOutside: true, show: (page) => page.goto(`${address}/sign-in`) },
  { name: 'sign-up', isOutside: true, show: (page) => page.goto(`${address}/sign-up`) },
  { name: 'chats', show: (page) => page.goto(`${address}/chats`) },
  { name: 'conversation', show: (page) => openChat(page, 'Choir') },
  { name: 'direct', show: (page) => openChat(page, 'Juno Park') },
  { name: 'group', show: (page) => openChat(page, 'Tuesday dinner') },
  { name: 'code', show: (page) => openChat(page, 'Tideline') },
  { name: 'unread', show: (page) => openChat(page, 'Recipes & table') },
  {
    name: 'details',
    show: async (page) => {
      await openChat(page, 'Garden')
      await page.getByRole('button', { name: 'Details' }).click()
    },
  },
  { name: 'threads', show: (page) => page.goto(`${address}/threads`) },
  {
    name: 'thread',
    show: async (page) => {
      await page.goto(`${address}/threads`)
      await page.getByRole('main').getByRole('link').first().click()
      await page.getByRole('list', { name: 'Replies in the thread' }).waitFor()
    },
  },
  {
    name: 'naming-everybody',
    show: async (page) => {
      await openChat(page, 'Tuesday dinner')
      await page.getByRole('textbox', { name: /^Write to/ }).fill('@')
      await page.getByRole('option', { name: /Everybody/ }).waitFor()
    },
  },
  {
    name: 'telling-many',
    show: async (page) => {
      await openChat(page, 'Tuesday dinner')
      await page.getByRole('textbox', { name: /^Write to/ }).fill('@all, who brings the salad? @stagecrew too')
      await page.getByText(/^This tells/).waitFor()
    },
  },
  {
    name: 'emoji-by-name',
    show: async (page) => {
      await openChat(page, 'Choir')
      await page.getByRole('textbox', { name: /^Write to/ }).fill('Splendid :smil')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'circle',
    show: async (page) => {
      await openChat(page, 'Choir')
      await page.getByRole('button', { name: '@Holders of the keys' }).click()
      await page.getByRole('dialog').getByRole('link').first().waitFor()
    },
  },
  { name: 'settings-circles', show: (page) => page.goto(`${address}/settings/circles`) },
  { name: 'people', show: (page) => page.goto(`${address}/people`) },
  { name: 'profile', show: (page) => page.goto(`${address}/people/misaki`) },
  { name: 'people-friends', show: (page) => page.goto(`${address}/people?show=friends`) },
  { name: 'people-requests', show: (page) => page.goto(`${address}/people/ines?show=requests`) },
  { name: 'people-follows', show: (page) => page.goto(`${address}/people?show=follows`) },
  { name: 'profile-friends', show: (page) => page.goto(`${address}/people/misaki?list=friends`) },
  { name: 'own-profile', show: (page) => page.goto(`${address}/people/mara`) },
  { name: 'nobody', show: (page) => page.goto(`${address}/people/nobody`) },
  {
    name: 'add-friend',
    show: async (page) => {
      await page.goto(`${address}/people`)
      await page.getByRole('button', { name: 'Add a friend' }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'block',
    show: async (page) => {
      await page.goto(`${address}/people/tom`)
      await page.getByRole('button', { name: /^More about/ }).click()
      await page.getByRole('menuitem', { name: 'Block' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'status',
    show: async (page) => {
      await page.goto(`${address}/settings/profile`)
      await page.getByRole('button', { name: 'Change your status' }).filter({ visible: true }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'search', show: (page) => page.goto(`${address}/search`) },
  {
    name: 'search-found',
    show: async (page) => {
      await page.goto(`${address}/search?q=boat`)
      await page.getByRole('region', { name: 'Messages' }).waitFor()
    },
  },
  { name: 'search-files', show: (page) => page.goto(`${address}/search?q=boat&type=file`) },
  { name: 'projects', show: (page) => page.goto(`${address}/projects`) },
  { name: 'projects-open', show: (page) => page.goto(`${address}/projects?show=open`) },
  { name: 'projects-archived', show: (page) => page.goto(`${address}/projects?show=archived`) },
  {
    name: 'new-project',
    show: async (page) => {
      await page.goto(`${address}/projects`)
      await page.getByRole('button', { name: 'New project' }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  { name: 'project', show: (page) => openProject(page, 'Overview') },
  { name: 'files', show: (page) => openFiles(page) },
  {
    name: 'files-grid',
    show: async (page) => {
      await openFiles(page)
      await page.getByRole('button', { name: 'Grid' }).click()
      await page.getByRole('gridcell').first().waitFor()
    },
  },
  {
    name: 'files-chosen',
    show: async (page) => {
      await openFiles(page)
      await page.getByRole('row').nth(2).focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowDown')
    },
  },
  { name: 'file-markdown', show: (page) => openFile(page, 'Schedule.md', 'versions') },
  { name: 'file-table', show: (page) => openFile(page, 'Budget.csv', 'comments') },
  {
    name: 'files-trash',
    show: async (page) => {
      await openFiles(page)
      await page.getByRole('link', { name: 'Trash' }).click()
    },
  },
  { name: 'project-conversations', show: (page) => openProject(page, 'Conversations') },
  { name: 'project-people', show: (page) => openProject(page, 'People') },
  { name: 'project-settings', show: (page) => openProject(page, 'Settings') },
  {
    name: 'project-link',
    show: async (page) => {
      await openProject(page, 'People')
      await page.getByRole('button', { name: 'Make a link' }).click()
      await page.getByRole('button', { name: 'Make the link' }).click()
      await page.getByRole('dialog', { name: 'The link is made' }).waitFor()
    },
  },
  {
    name: 'project-chats',
    show: async (page, isPhone) => {
      await openProject(page, 'Conversations')
      await page.getByRole('link', { name: 'Show them in your chats' }).click()
      if (!isPhone) await page.getByRole('link', { name: /Roof and floor/ }).click()
    },
  },
  ...feedScreens(() => address),
  { name: 'channels', show: (page) => page.goto(`${address}/channels`) },
  { name: 'settings', show: (page) => page.goto(`${address}/settings`) },
  { name: 'settings-profile', show: (page) => page.goto(`${address}/settings/profile`) },
  { name: 'settings-privacy', show: (page) => page.goto(`${address}/settings/privacy`) },
  { name: 'settings-appearance', show: (page) => page.goto(`${address}/settings/appearance`) },
  { name: 'settings-devices', show: (page) => page.goto(`${address}/settings/devices`) },
  { name: 'settings-invitations', show: (page) => page.goto(`${address}/settings/invitations`) },
  { name: 'settings-place', show: (page) => page.goto(`${address}/settings/place`) },
  { name: 'settings-members', show: (page) => page.goto(`${address}/settings/members`) },
  { name: 'settings-approvals', show: (page) => page.goto(`${address}/settings/approvals`) },
  {
    name: 'invite-link',
    show: async (page) => {
      await page.goto(`${address}/settings/invitations`)
      await page.getByRole('button', { name: 'New invite' }).click()
      await page.getByRole('button', { name: 'Make the link' }).click()
      await page.getByRole('button', { name: 'Show as a pattern' }).click()
    },
  },
  { name: 'join-dead', isOutside: true, show: (page) => page.goto(`${address}/join/long-gone`) },
  { name: 'notifications', show: (page) => page.goto(`${address}/notifications`) },
  {
    name: 'bell',
    show: async (page, isPhone) => {
      await page.goto(`${address}/chats`)
      if (isPhone) return
      await page.getByRole('button', { name: /^Notifications/ }).click()
      await page.getByRole('dialog', { name: 'Notifications' }).waitFor()
    },
  },
  { name: 'settings-notifications', show: (page) => page.goto(`${address}/settings/notifications`) },
  { name: 'settings-security', show: (page) => page.goto(`${address}/settings/security`) },
  { name: 'settings-data', show: (page) => page.goto(`${address}/settings/data`) },
  { name: 'forgot-password', isOutside: true, show: (page) => page.goto(`${address}/forgot-password`) },
  { name: 'reset-password', isOutside: true, show: (page) => page.goto(`${address}/reset-password#nothing`) },
  { name: 'verify-email', isOutside: true, show: (page) => page.goto(`${address}/verify-email#nothing`) },
  { name: 'settings-tokens', show: (page) => page.goto(`${address}/settings/tokens`) },
  {
    name: 'switcher',
    show: async (page) => {
      await page.goto(`${address}/chats`)
      await page.getByRole('heading', { name: 'Chats' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('ma')
    },
  },
  {
    name: 'keys',
    show: async (page) => {
      await page.goto(`${address}/settings`)
      await page.getByRole('heading').first().waitFor()
      await page.keyboard.press('?')
    },
  },
  {
    name: 'new-group',
    show: async (page) => {
      await page.goto(`${address}/chats`)
      await page.getByRole('button', { name: 'New conversation' }).click()
      await page.getByRole('menuitem', { name: 'New group' }).click()
    },
  },
  {
    name: 'message-menu',
    show: async (page) => {
      await openChat(page, 'Juno Park')
      await page.getByRole('list', { name: 'Messages' }).getByRole('listitem').last().click({ button: 'right' })
      await page.getByRole('menu').waitFor()
    },
  },
]

/** A page that was turned counts as coming from nowhere, and would not be let through to this machine. */
const notLocal = '--disable-features=LocalNetworkAccessChecks'

const sizes = [
  { name: 'desktop', isPhone: false, viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
  { name: 'phone', isPhone: true, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
] as const
const themes = ['light', 'dark'] as const
const fromRightToLeft = new Set([
  'conversation',
  'chats',
  'feed',
  'feed-everyone',
  'gallery',
  'posting',
  'posting-crop',
  'post-comments',
  'post-shared',
  'projects',
  'project',
  'project-people',
  'thread',
  'naming-everybody',
  'telling-many',
  'settings-circles',
])

async function startDemo(): Promise<{ url: string; stop: () => void }> {
  const port = await freePort()
  const options = ['scripts/demo.ts', '--still', '--name', 'screens', '--port', String(port)]
  const child = spawn(process.execPath, options, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => text.includes('listening') && resolve())
    child.once('exit', () => reject(new Error('the demo did not start')))
  })
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGTERM') }
}

async function signedIn(
  browser: Browser,
): Promise<Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>> {
  const context = await browser.newContext()
  await context.request.post(`${address}/api/auth/login`, {
    headers: { origin: address },
    data: { identifier: demoUser, password: demoPassword },
  })
  const state = await context.storageState()
  await context.close()
  return state
}

async function take(browser: Browser, screen: Screen, size: (typeof sizes)[number], look: string): Promise<void> {
  const isRtl = look === 'rtl'
  const context = await browser.newContext({
    viewport: size.viewport,
    deviceScaleFactor: size.deviceScaleFactor,
    isMobile: size.isPhone,
    hasTouch: size.isPhone,
    colorScheme: look === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    ...(screen.isOutside === true ? {} : { storageState: await session }),
  })
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  if (isRtl) await context.route(/\/(chats|feed|people|posts|projects|settings|tags|threads)/, turned)
  const path = `${into}/${screen.name}-${size.name}-${look}.webp`
  try {
    await screen.show(page, size.isPhone)
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await page.evaluate('document.fonts.ready.then(() => null)')
    await page.waitForTimeout(350)
    writeFileSync(path, await pictureOf(page))
    console.log(`${path} ${Math.round(statSync(path).size / 1024)} KiB`)
  } catch (error) {
    console.error(`${path} NOT TAKEN: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    process.exitCode = 1
  } finally {
    await context.close()
  }
}

/** WebP, which Playwright itself does not make: a third of the size. */
async function pictureOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
  return Buffer.from(data, 'base64')
}

/** The page as a language that is written from right to left will have it. */
async function turned(route: Route): Promise<void> {
  if (route.request().resourceType() !== 'document') return route.continue()
  const response = await route.fetch()
  const body = (await response.text()).replace('<html lang="en"', '<html lang="en" dir="rtl"')
  return route.fulfill({ response, body })
}

const found = await findChromium()
if (found === null) throw new Error('no Chromium was found')
const demo = values.url === undefined ? await startDemo() : { url: values.url, stop: () => undefined }
const address = demo.url
mkdirSync(into, { recursive: true })
Object.assign(process.env, found.environment)
const browser = await chromium.launch({ executablePath: found.path, args: [...browserArguments, notLocal] })
const session = signedIn(browser)
for (const screen of screens) {
  if (only !== undefined && !only.includes(screen.name)) continue
  for (const size of sizes) {
    for (const theme of themes) await take(browser, screen, size, theme)
    if (fromRightToLeft.has(screen.name)) await take(browser, screen, size, 'rtl')
  }
}
await browser.close()
demo.stop()
