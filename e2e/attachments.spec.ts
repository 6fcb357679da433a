import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { photo } from '../scripts/seed/scenes.ts'
import type { SceneName } from '../scripts/seed/scenes.ts'
import { expectAccessible } from './a11y.ts'
import { restingBox } from './resting.ts'
import { composer, messages, moveIn, write } from './people.ts'
import { startServer } from './server.ts'

test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    }),
})

interface Given {
  name: string
  mimeType: string
  buffer: Buffer
}

async function given(name: string, width: number, height: number, scene: SceneName = 'harbour'): Promise<Given> {
  const bytes = Buffer.from(await (await photo(scene, width, height)).arrayBuffer())
  return { name, mimeType: 'image/jpeg', buffer: bytes }
}

const tray = (page: Page) => page.getByRole('region', { name: 'What goes along' })
const input = (page: Page) => page.locator('input[type=file]')
const pictures = (page: Page) => messages(page).getByRole('button', { name: /^Open the picture/ })

test('pictures and a file are chosen, ordered, sent, seen by the other and looked at one by one', async ({
  browser,
}) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const desk = await mara.window(browser, `/chats/${id}`)
    const other = await noor.window(browser, `/chats/${id}`)
    await expect(composer(other)).toBeVisible()
    const pass = Promise.withResolvers<void>()
    await other.route('**/api/files/**', async (route) => {
      await pass.promise
      await route.continue()
    })

    await input(desk).setInputFiles([
      await given('harbour.jpg', 1200, 800),
      await given('garden.jpg', 800, 1000, 'garden'),
      await given('woods.jpg', 900, 900, 'woods'),
      { name: 'Plan of the pier.txt', mimeType: 'text/plain', buffer: Buffer.from('Six planks and a rope.') },
    ])
    await expect(tray(desk).getByRole('listitem')).toHaveCount(4)
    await tray(desk).getByRole('button', { name: 'Change the order' }).first().click()
    await desk.getByRole('menuitem', { name: 'Move towards the back' }).click()
    await expect(tray(desk).getByRole('listitem').first()).toHaveAccessibleName('garden.jpg')
    await tray(desk).getByRole('button', { name: 'Remove woods.jpg' }).click()
    await expectAccessible(desk, 'files that go along')
    await write(desk, 'The new pier')
    await expect(tray(desk)).toBeHidden()

    await expect(pictures(other)).toHaveCount(2)
    await expect(pictures(other).first()).toHaveAccessibleName('Open the picture garden.jpg')
    const file = messages(other).getByRole('link', { name: /^Download Plan of the pier.txt/ })
    await expect(file).toBeVisible()
    await expect(messages(other).getByText('The new pier')).toBeVisible()
    const room = await restingBox(messages(other).getByRole('listitem').last())
    pass.resolve()
    await expect
      .poll(() =>
        pictures(other)
          .locator('img')
          .evaluateAll(
            (all) => all.filter((one) => one.clientWidth > 0 && getComputedStyle(one).opacity === '1').length,
          ),
      )
      .toBe(2)
    expect(await messages(other).getByRole('listitem').last().boundingBox(), 'moved while pictures came').toEqual(room)
    const [download] = await Promise.all([other.waitForEvent('download'), file.click()])
    expect(download.suggestedFilename()).toBe('Plan of the pier.txt')

    await pictures(other).first().click()
    const viewer = other.getByRole('dialog', { name: 'Pictures and videos' })
    await expect(viewer.getByRole('img', { name: 'garden.jpg' })).toBeVisible()
    await other.keyboard.press('ArrowRight')
    await expect(viewer.getByRole('img', { name: 'harbour.jpg' })).toBeVisible()
    await other.keyboard.press('+')
    await expect(viewer.getByRole('img', { name: 'harbour.jpg' })).toHaveCSS('transform', /matrix\(1\.5/)
    await expectAccessible(other, 'the viewer')
    await other.keyboard.press('Escape')
    await expect(viewer).toBeHidden()
    await expect(pictures(other).first()).toBeFocused()

    await input(other).setInputFiles(await given('evening.jpg', 900, 600, 'evening'))
    await expect(tray(other).getByRole('listitem')).toHaveCount(1)
    await composer(other).press('Enter')
    await expect(pictures(desk)).toHaveCount(3)
    await expect(desk.locator(`[data-conversation="${id}"]`)).toContainText('Photo')
  } finally {
    await server.remove()
  }
})

test('what is too large is refused in words, and what was chosen waits for the connection and goes then', async ({
  browser,
}) => {
  const server = await startServer({ UPLOAD_MAX_BYTES: '300000' })
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const self = await mara.client.create({ kind: 'group', title: 'Boats', memberIds: [] })
    const page = await mara.window(browser, `/chats/${self.id}`)
    await expect(composer(page)).toBeVisible()
    await input(page).setInputFiles({
      name: 'Regatta.mov',
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(300_001, 1),
    })
    await expect(page.getByText('Regatta.mov is too large', { exact: true })).toBeVisible()
    await expect(
      page.getByText('A file may have 300 kB at most here. It was not added.', { exact: true }),
    ).toBeVisible()
    await expect(tray(page)).toBeHidden()

    // What keeps the tray is there with the page; what draws it is fetched once that has come to rest.
    const trays = (): number =>
      performance.getEntriesByType('resource').filter(({ name }) => /assets\/tray-/.test(name)).length
    await expect.poll(() => page.evaluate(trays)).toBe(2)
    await page.context().setOffline(true)
    await input(page).setInputFiles(await given('harbour.jpg', 600, 400))
    await expect(tray(page).getByText('Waits for the connection')).toBeVisible()
    await composer(page).press('Enter')
    await expect(page.getByText('It is sent as soon as everything is uploaded.')).toBeVisible()
    await page.context().setOffline(false)
    await expect(pictures(page)).toHaveCount(1)
    await expect(tray(page)).toBeHidden()
  } finally {
    await server.remove()
  }
})

test('a voice message is recorded, listened to, sent and played by the other', async ({ browser }) => {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const { id } = await mara.client.directWith(noor.client.state.me?.id ?? '')
    const desk = await mara.window(browser, `/chats/${id}`)
    const other = await noor.window(browser, `/chats/${id}`)
    await desk.getByRole('button', { name: 'Record a voice message' }).click()
    const recorder = desk.getByRole('group', { name: 'Voice message' })
    await expect(recorder.getByText('0:01')).toBeVisible()
    await recorder.getByRole('button', { name: 'Stop and listen' }).click()
    await expect(tray(desk).getByRole('button', { name: 'Play' })).toBeVisible()
    await composer(desk).press('Enter')
    const heard = messages(other).getByRole('group', { name: 'Voice message' })
    await expect(heard).toBeVisible()
    await heard.getByRole('button', { name: 'Play' }).click()
    await heard.getByRole('button', { name: 'Speed 1×' }).click()
    await expect(heard.getByRole('button', { name: 'Speed 1.5×' })).toBeVisible()
    await expect(other.locator(`[data-conversation="${id}"]`)).toContainText(/Voice message 0:0[1-9]/)
  } finally {
    await server.remove()
  }
})
