import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Download, Page } from '@playwright/test'
import type { Project } from '@kith/protocol/projects.ts'
import { upload } from '@kith/sdk/upload.ts'
import { pdf } from '../scripts/seed/papers.ts'
import { photo, voice } from '../scripts/seed/scenes.ts'
import { expectAccessible } from './a11y.ts'
import { restingBox } from './resting.ts'
import { moveIn } from './people.ts'
import type { Inhabitant } from './people.ts'
import { startServer } from './server.ts'
import type { ServerUnderTest } from './server.ts'

const entry = (page: Page, name: string) =>
  page.locator('[data-entry]').filter({ has: page.getByRole('link', { name, exact: true }) })
const uploads = (page: Page) => page.getByRole('region', { name: 'Uploads' })
const preview = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })

interface Office {
  server: ServerUnderTest
  mara: Inhabitant
  noor: Inhabitant
  project: Project
  /** The address of its files. */
  path: string
}

/** A project of two people. */
async function office(act: (given: Office) => Promise<void>): Promise<void> {
  const server = await startServer()
  try {
    const mara = await moveIn(server, 'mara', 'Mara Lind')
    const noor = await moveIn(server, 'noor', 'Noor Haddad')
    const memberIds = [noor.client.state.me?.id ?? '']
    const project = await mara.client.api.call('POST /api/projects', { name: 'Pier', memberIds })
    await act({ server, mara, noor, project, path: `/projects/${project.id}/files` })
  } finally {
    await server.remove()
  }
}

function put({ client }: Inhabitant, { id: projectId }: Project, name: string, content: BlobPart, type = 'text/plain') {
  return upload(client.api, 'POST /api/projects/:projectId/files', { projectId }, new File([content], name, { type }))
}

/** Lets a file go over the list, as if it had been dragged there from a folder of the person's own. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([title, text]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text ?? ''], title ?? '', { type: 'text/plain' }))
      return transfer
    },
    [name, content],
  )
  const place = page.getByRole('region', { name: 'Files', exact: true }).locator('> div').first()
  await place.dispatchEvent('dragover', { dataTransfer: data })
  await expect(page.getByText(/^Drop to add to/)).toBeVisible()
  await place.dispatchEvent('drop', { dataTransfer: data })
}

/** Lets a folder of this machine go over the list, as only the browser itself can: no script may make one. */
async function dropFolder(page: Page, path: string): Promise<void> {
  const place = page.getByRole('region', { name: 'Files', exact: true }).locator('> div').first()
  const box = await restingBox(place)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const browser = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, ...at, data })
  }
}

/** A short video, as this browser records it. */
async function video(page: Page): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 64
    canvas.height = 48
    const context = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' })
    const recorded = new Promise<Blob>((resolve) => {
      recorder.addEventListener('dataavailable', ({ data }) => resolve(data))
    })
    recorder.start()
    for (let frame = 0; frame < 5; frame++) {
      context?.fillRect(frame, frame, 20, 20)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    recorder.stop()
    return [...new Uint8Array(await (await recorded).arrayBuffer())]
  })
  return Uint8Array.from(bytes)
}

async function pick(page: Page, what: 'Upload files' | 'Upload a folder', files: Parameters<Page['setInputFiles']>[1]) {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: what }).click(),
  ])
  await chooser.setFiles(files)
}

test('a folder that one person brings comes on the screen of the other; the same name again is the next version', async ({
  browser,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-e2e-folder-'))
  await mkdir(join(folder, 'Plans', 'Sketches'), { recursive: true })
  await mkdir(join(folder, 'Dropped', 'Deep'), { recursive: true })
  await writeFile(join(folder, 'Dropped', 'dropped.txt'), 'here')
  await writeFile(join(folder, 'Dropped', 'Deep', 'dropped deep.txt'), 'deep')
  await writeFile(join(folder, 'Plans', 'roof.txt'), 'a roof')
  await writeFile(join(folder, 'Plans', 'floor.txt'), 'a floor')
  await writeFile(join(folder, 'Plans', 'Sketches', 'first.txt'), 'a line')
  try {
    await office(async ({ mara, noor, project, path }) => {
      const desk = await mara.window(browser, path)
      const other = await noor.window(browser, path)
      await expect(other.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
      await expectAccessible(other, 'no files')

      await pick(desk, 'Upload a folder', join(folder, 'Plans'))
      await expect(uploads(desk).getByText('3 files uploaded').first()).toBeVisible()
      await expectAccessible(desk, 'what was uploaded')
      await entry(other, 'Plans').getByRole('link').click()
      await expect(entry(other, 'roof.txt')).toBeVisible()
      await expect(entry(other, 'floor.txt')).toBeVisible()
      await expect(entry(other, 'Sketches')).toBeVisible()
      await expectAccessible(other, 'a folder')

      await dropFolder(desk, join(folder, 'Dropped'))
      await expect(uploads(desk).getByText('2 files uploaded').first()).toBeVisible()
      await expect(entry(desk, 'Dropped')).toBeVisible()
      const { items } = await mara.client.api.call('GET /api/projects/:projectId/files', {
        projectId: project.id,
        q: 'dropped',
      })
      expect(items.map(({ name }) => name)).toEqual(['Dropped', 'dropped deep.txt', 'dropped.txt'])

      // Both choose the file while it has one version; hers is held until his has come.
      await entry(desk, 'Plans').getByRole('link').click()
      await expect(entry(desk, 'roof.txt')).toBeVisible()
      const pass = Promise.withResolvers<void>()
      await desk.route('**/uploads', async (route) => {
        await pass.promise
        await route.continue()
      })
      await drop(desk, 'roof.txt', 'a flat roof')
      await expect(uploads(desk).getByRole('progressbar', { name: 'How far roof.txt has come' })).toBeVisible()
      await drop(other, 'roof.txt', 'a steep roof')
      await expect(uploads(other).getByText('Version 2 of roof.txt')).toBeVisible()
      await expect(entry(desk, 'roof.txt').getByText('Version 2')).toBeAttached()
      pass.resolve()
      await expect(uploads(desk).getByText('Version 3 of roof.txt')).toBeVisible()
      await expect(uploads(desk).getByText('After version 2 by Noor Haddad')).toBeVisible()
      await expect(entry(other, 'roof.txt').getByText('Version 3')).toBeAttached()

      await other.goto(`${other.url()}`)
      await entry(other, 'roof.txt').getByRole('link').click()
      const dialog = preview(other, 'roof.txt')
      await expect(dialog.getByText('a flat roof')).toBeVisible()
      await dialog.getByRole('button', { name: 'Versions' }).click()
      const versions = dialog.getByRole('list', { name: 'Versions, newest first' })
      await expect(versions.getByRole('listitem')).toHaveCount(3)
      await versions.getByRole('button', { name: /^Version 1/ }).click()
      await expect(dialog.getByText('You are looking at version 1.')).toBeVisible()
      await expect(dialog.getByText('a roof', { exact: true })).toBeVisible()
      await expectAccessible(other, 'an old version')
      await versions.getByRole('button', { name: 'Restore version 1' }).click()
      await expect(versions.getByRole('listitem')).toHaveCount(4)
      await expect(dialog.getByText('a roof', { exact: true })).toBeVisible()
      await expect(entry(desk, 'roof.txt').getByText('Version 4')).toBeAttached()
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('every kind of file is shown as what it is, and nothing of one ever runs', async ({ browser }) => {
  await office(async ({ mara, project, path }) => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="parent.ran=1"><script>window.ran=1</script></svg>'
    const html =
      '<!doctype html><title>ran</title><script>top.ran=1</script><img src=x onerror="top.ran=1"><h1>Hello</h1>'
    const picture = await photo('harbour', 900, 600)
    await put(mara, project, '1 harbour.jpg', picture, 'image/jpeg')
    await put(mara, project, '2 list.csv', 'what,amount\n"planks, larch",42\n<img src=x onerror=ran=1>,7\n')
    await put(
      mara,
      project,
      '3 notes.md',
      '# Notes\n\n**bold** <script>window.ran=1</script>\n\n[x](javascript:ran=1)\n',
    )
    await put(mara, project, '4 tide.ts', 'export const tide = 3 // metres\n')
    await put(mara, project, '5 logo.svg', svg, 'image/svg+xml')
    await put(mara, project, '6 page.html', html, 'text/html')
    await put(
      mara,
      project,
      '10 model.bin',
      Uint8Array.from({ length: 3_000 }, (_, at) => (at * 37) % 256),
    )

    await put(mara, project, '7 quote.pdf', pdf('7 quote.pdf', ['A roof']), 'application/pdf')
    await put(mara, project, '8 horn.wav', voice(1).file, 'audio/wav')

    const desk = await mara.window(browser, path)
    await put(mara, project, '9 tide.webm', await video(desk), 'video/webm')
    await expect(entry(desk, '9 tide.webm')).toBeVisible()
    // As a browser of a person says; this one has no viewer.
    await desk.evaluate(() => Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true }))
    await entry(desk, '1 harbour.jpg').getByRole('link').click()
    const shown = preview(desk, '1 harbour.jpg')
    await expect(shown.getByRole('img', { name: '1 harbour.jpg' })).toHaveJSProperty('complete', true)
    await expect(shown.getByText('1 of 10')).toBeVisible()
    await shown.getByRole('button', { name: 'Details' }).click()
    await expect(shown.getByRole('definition').first()).toContainText('Picture')
    await expectAccessible(desk, 'a picture and what is known of it')
    await shown.getByRole('button', { name: 'Close the pane' }).click()

    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '2 list.csv').getByRole('columnheader', { name: 'amount' })).toBeVisible()
    await expect(desk.getByRole('cell', { name: 'planks, larch' })).toBeVisible()
    await expect(desk.getByRole('cell', { name: '<img src=x onerror=ran=1>' })).toBeVisible()
    await expectAccessible(desk, 'a table')
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '3 notes.md').getByRole('article').getByText('bold', { exact: true })).toBeVisible()
    await expect(desk.getByRole('dialog').getByRole('link', { name: 'x', exact: true })).toHaveCount(0)
    await expectAccessible(desk, 'Markdown')
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '4 tide.ts').locator('.text-code-keyword').first()).toHaveText('export')
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '5 logo.svg').getByText('onload="parent.ran=1"')).toBeVisible()
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '6 page.html').getByText('onerror="top.ran=1"')).toBeVisible()
    await desk.keyboard.press('ArrowRight')
    // In the viewer of the browser, from a copy that is a PDF by our word alone.
    await expect(preview(desk, '7 quote.pdf').locator('iframe')).toHaveAttribute('src', /^blob:/)
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '8 horn.wav').locator('audio')).not.toHaveJSProperty('readyState', 0)
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '9 tide.webm').locator('video')).toHaveJSProperty('videoWidth', 64)
    await desk.keyboard.press('ArrowRight')
    await expect(preview(desk, '10 model.bin').getByText('File · 3 kB').first()).toBeVisible()
    const isModel = (download: Download): boolean => download.suggestedFilename() === '10 model.bin'
    await Promise.all([desk.waitForEvent('download', isModel), desk.keyboard.press('d')])
    await desk.keyboard.press('Escape')
    await expect(desk.getByRole('dialog')).toHaveCount(0)
    await expect(entry(desk, '10 model.bin')).toBeFocused()

    // What lies at the address of a file is saved, not opened.
    const address = (await mara.client.api.call('GET /api/projects/:projectId/files', { projectId: project.id })).items
    const page = address.find(({ name }) => name === '6 page.html')?.url ?? ''
    const [saved] = await Promise.all([
      desk.waitForEvent('download'),
      desk.evaluate((url) => {
        location.href = url
      }, page),
    ])
    expect(saved.suggestedFilename()).toBe('6 page.html')
    expect(await desk.evaluate(() => 'ran' in window)).toBe(false)
    expect(await desk.title()).not.toContain('ran')
  })
})

test('files are chosen, renamed, moved, put into the trash and taken back by keys and menus', async ({ browser }) => {
  await office(async ({ mara, noor, project, path }) => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await put(mara, project, name, name)
    const desk = await mara.window(browser, path)
    const other = await noor.window(browser, path)
    await expect(entry(other, 'c.txt')).toBeVisible()

    await entry(desk, 'a.txt').focus()
    await desk.keyboard.press('F2')
    await desk.getByRole('textbox', { name: 'New name of a.txt' }).fill('b.txt')
    await desk.keyboard.press('Enter')
    await expect(desk.getByText('“b.txt” is there already. Choose another name.').first()).toBeVisible()
    await expect(entry(desk, 'a.txt')).toBeFocused()
    await desk.keyboard.press('F2')
    await desk.getByRole('textbox', { name: 'New name of a.txt' }).fill('z.txt')
    await desk.keyboard.press('Enter')
    await expect(entry(other, 'z.txt')).toBeVisible()
    await expect(other.locator('[data-entry]').last()).toContainText('z.txt')

    await desk.getByRole('button', { name: 'Add', exact: true }).click()
    await desk.getByRole('menuitem', { name: 'New folder' }).click()
    await desk.getByRole('dialog').getByLabel('Name').fill('Old')
    await desk.keyboard.press('Enter')
    await expect(entry(other, 'Old')).toBeVisible()

    await entry(desk, 'b.txt').click()
    await entry(desk, 'z.txt').click({ modifiers: ['Shift'] })
    await expect(desk.getByRole('region', { name: '3 selected' })).toBeVisible()
    await expectAccessible(desk, 'some that are chosen')
    await desk.getByRole('button', { name: 'Move', exact: true }).click()
    const dialog = desk.getByRole('dialog', { name: 'Move 3 things' })
    await dialog.getByRole('button', { name: 'Old' }).click()
    await expect(dialog.getByRole('button', { name: 'Move to Old' })).toBeVisible()
    await expectAccessible(desk, 'where to move')
    await dialog.getByRole('button', { name: 'Move to Old' }).click()
    await expect(entry(other, 'z.txt')).toHaveCount(0)
    await desk.getByRole('button', { name: 'Undo' }).click()
    await expect(entry(other, 'z.txt')).toBeVisible()

    await entry(desk, 'c.txt').click({ button: 'right' })
    await desk.getByRole('menuitem', { name: 'Move to trash' }).click()
    await expect(entry(other, 'c.txt')).toHaveCount(0)
    await other.getByRole('link', { name: 'Trash' }).click()
    await expect(other.getByRole('list', { name: 'Trash' }).getByText('c.txt')).toBeVisible()
    await expect(other.getByRole('button', { name: 'Empty the trash' })).toHaveCount(0)
    await expectAccessible(other, 'the trash')
    await other.getByRole('button', { name: 'Restore c.txt' }).click()
    await expect(entry(desk, 'c.txt')).toBeVisible()
    await expect(other.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()

    await entry(desk, 'b.txt').dragTo(entry(desk, 'Old'))
    await expect(entry(desk, 'b.txt')).toHaveCount(0)
    await desk.getByRole('button', { name: 'Grid' }).click()
    await expect(desk.getByRole('gridcell').filter({ hasText: 'z.txt' })).toBeVisible()
    await expectAccessible(desk, 'the grid')
    await desk.reload()
    await expect(desk.getByRole('button', { name: 'List', exact: true })).toBeVisible()

    await mara.client.api.call('DELETE /api/projects/:projectId/members/:userId', {
      projectId: project.id,
      userId: noor.client.state.me?.id ?? '',
    })
    await expect(other.getByRole('heading', { name: 'This project is not yours to see' })).toBeVisible()
  })
})

test('what is said about a file is heard at once, answered, settled, and can be taken back', async ({ browser }) => {
  await office(async ({ mara, noor, project, path }) => {
    const { id } = await put(mara, project, 'harbour.jpg', await photo('harbour', 900, 600), 'image/jpeg')
    const desk = await mara.window(browser, `${path}/${id}?pane=comments`)
    const other = await noor.window(browser, `${path}/${id}?pane=comments`)
    await expect(other.getByRole('heading', { name: 'Nothing said yet' })).toBeVisible()

    await desk.getByRole('textbox', { name: 'Write a comment' }).pressSequentially('Is this boat yours, @no')
    await desk.getByRole('option', { name: /Noor Haddad/ }).waitFor()
    await desk.keyboard.press('Enter')
    await desk.getByRole('button', { name: 'Mark a part of the picture' }).click()
    const picture = await restingBox(desk.getByRole('img', { name: 'harbour.jpg' }))
    await desk.mouse.move(picture.x + picture.width * 0.2, picture.y + picture.height * 0.2)
    await desk.mouse.down()
    await desk.mouse.move(picture.x + picture.width * 0.5, picture.y + picture.height * 0.6, { steps: 4 })
    await desk.mouse.up()
    await desk.getByRole('textbox', { name: 'Write a comment' }).press('Enter')

    const said = other.getByRole('list', { name: 'Comments' }).getByRole('article').first()
    await expect(said).toContainText('Is this boat yours, @Noor Haddad')
    await said.getByRole('button', { name: 'A part of the picture' }).click()
    const seen = await restingBox(other.getByRole('img', { name: 'harbour.jpg' }))
    const box = await restingBox(other.locator('[data-box]'))
    expect(box.width / seen.width).toBeCloseTo(0.3, 1)
    await expectAccessible(other, 'comments')

    await other.getByRole('button', { name: 'Reply' }).click()
    await other.getByRole('textbox', { name: 'Reply to Mara Lind' }).fill('It was.')
    await other.keyboard.press('Enter')
    await expect(desk.getByRole('article').filter({ hasText: 'It was.' })).toBeVisible()

    await other.getByRole('button', { name: 'What can be done with the comment of Noor Haddad' }).click()
    await other.getByRole('menuitem', { name: 'Edit' }).click()
    await other.getByRole('textbox', { name: 'Edit' }).fill('It still is.')
    await other.keyboard.press('Enter')
    await expect(desk.getByRole('article').filter({ hasText: 'It still is.' })).toContainText('edited')

    await other.getByRole('button', { name: 'What can be done with the comment of Noor Haddad' }).click()
    await other.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(other.getByRole('article')).toHaveCount(1)
    await other.getByRole('button', { name: 'Undo' }).click()
    await expect(other.getByRole('article')).toHaveCount(2)

    await desk.getByRole('button', { name: 'Resolve' }).click()
    await expect(other.getByRole('article')).toHaveCount(0)
    await other.getByRole('button', { name: 'Show 1 that is resolved' }).click()
    await expect(other.getByText('Resolved by Mara Lind')).toBeVisible()
    await desk.keyboard.press('Escape')
    await expect(entry(desk, 'harbour.jpg').getByText(/open comment/)).toHaveCount(0)
  })
})

test('an upload that a reload cut short goes on when its file is chosen again, and one can be taken back', async ({
  browser,
}) => {
  await office(async ({ mara, path }) => {
    const desk = await mara.window(browser, path)
    const file = join(tmpdir(), `kith-e2e-${crypto.randomUUID()}.bin`)
    await writeFile(file, new Uint8Array(3_000_000).fill(7))
    const name = file.split('/').at(-1) ?? ''
    try {
      desk.on('dialog', (dialog) => void dialog.accept())
      await desk.route(/\/uploads\/[\w-]+$/, () => undefined)
      await pick(desk, 'Upload files', file)
      await expect(uploads(desk).getByText('Uploading 1 file')).toBeVisible()
      await desk.waitForRequest(/\/uploads\/[\w-]+$/)
      await desk.unroute(/\/uploads\/[\w-]+$/)
      await desk.reload()
      await expect(desk.getByText(/^1 upload was cut short/)).toBeVisible()
      await expectAccessible(desk, 'an upload that was cut short')
      const [chooser] = await Promise.all([
        desk.waitForEvent('filechooser'),
        desk.getByRole('button', { name: 'Choose again' }).click(),
      ])
      await chooser.setFiles(file)
      await expect(uploads(desk).getByText('1 file uploaded').first()).toBeVisible()
      await expect(entry(desk, name)).toBeVisible()
      await expect(desk.getByText(/was cut short/)).toHaveCount(0)

      await desk.route('**/uploads', () => undefined)
      await drop(desk, 'never.txt', 'never')
      await uploads(desk).getByRole('button', { name: 'Cancel never.txt' }).click()
      await expect(uploads(desk).getByText('never.txt')).toHaveCount(0)
      await desk.reload()
      await expect(entry(desk, name)).toBeVisible()
      await expect(entry(desk, 'never.txt')).toHaveCount(0)
    } finally {
      await rm(file)
    }
  })
})
