import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectAccessible } from './a11y.ts'
import { moveIn, strangersWindow } from './people.ts'
import { startServer } from './server.ts'

async function signUp(page: Page, url: string, username: string): Promise<void> {
  await page.goto(`${url}/sign-up`)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Email').fill(`${username}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill('rain on tin roofs')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('navigation').first().waitFor()
}

/** Where pictures of the screens go, for whoever wants to look at them. */
const shots = process.env['KITH_TEST_SHOTS']

async function looked(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `${name}, ${colorScheme}`)
    if (shots === undefined) continue
    const before = page.viewportSize()
    for (const [what, size] of [
      ['wide', { width: 1440, height: 900 }],
      ['phone', { width: 390, height: 844 }],
    ] as const) {
      await page.setViewportSize(size)
      await page.screenshot({ path: join(shots, `${name}-${what}-${colorScheme}.png`) })
    }
    if (before !== null) await page.setViewportSize(before)
  }
}

test('a photo is cropped and becomes one’s picture; a copy of one’s data is fetched; the account goes', async ({
  browser,
}, testInfo) => {
  test.setTimeout(240_000)
  const server = await startServer()
  try {
    // The place has an owner already.
    const olive = await moveIn(server, 'olive', 'Olive Berg')
    const page = await strangersWindow(browser)
    const complaints: string[] = []
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await signUp(page, server.url, 'pim')

    await page.goto(`${server.url}/settings/profile`)
    // A photo of two halves, made by the browser itself.
    const photo = await page.evaluate(() => {
      const canvas = document.createElement('canvas')
      canvas.width = 600
      canvas.height = 400
      const pen = canvas.getContext('2d')
      if (pen === null) throw new Error('nothing to draw on')
      pen.fillStyle = '#c0392b'
      pen.fillRect(0, 0, 300, 400)
      pen.fillStyle = '#2e86c1'
      pen.fillRect(300, 0, 300, 400)
      return canvas.toDataURL('image/png').split(',')[1] ?? ''
    })
    const path = testInfo.outputPath('photo.png')
    await writeFile(path, Buffer.from(photo, 'base64'))
    await looked(page, 'picture')
    await page.locator('input[type=file]').setInputFiles(path)
    const dialog = page.getByRole('dialog', { name: 'Which part?' })
    await dialog.getByTestId('container').waitFor()
    await dialog.getByLabel('Zoom').fill('1.5')
    await dialog.getByRole('button', { name: 'Turn right' }).click()
    await looked(page, 'crop')
    await dialog.getByRole('button', { name: 'Use this part' }).click()
    await expect(page.getByText('That is you now', { exact: true })).toBeVisible()
    const picture = page.locator('img[src^="/api/avatars/"]').first()
    await expect(picture).toBeVisible()
    expect(
      await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Remove the photo' }).click()
    await expect(page.getByText('Your photo is gone', { exact: true })).toBeVisible()

    const broken = testInfo.outputPath('broken.jpg')
    await writeFile(broken, 'no picture at all')
    await page.locator('input[type=file]').setInputFiles(broken)
    await expect(dialog.getByText('cannot be opened as a picture')).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await page.goto(`${server.url}/settings/data`)
    await page.getByRole('button', { name: 'Make a copy' }).click()
    const link = page.getByRole('link', { name: 'Download' })
    await expect(link).toBeVisible()
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^kith-\d{4}-\d\d-\d\d\.zip$/)
    await looked(page, 'data')

    await page.getByLabel('Erase everything that I wrote as well').check()
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByLabel('Your username').fill('olive')
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await expect(page.getByText('That is not your username.')).toBeVisible()
    await looked(page, 'delete')
    await page.getByLabel('Your username').fill('pim')
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await expect(page).toHaveURL(/sign-in/)
    await expect
      .poll(() =>
        olive.client.api.call('GET /api/users/:username', { username: 'pim' }).then(
          () => 200,
          ({ status }) => status,
        ),
      )
      .toBe(404)
    // What is not there, what has ended, and the tracer, which fetches pictures to keep them.
    expect(complaints.filter((text) => !/status of 40[14]|WebSocket|Connecting to 'blob:/.test(text))).toEqual([])
  } finally {
    await server.remove()
  }
})
