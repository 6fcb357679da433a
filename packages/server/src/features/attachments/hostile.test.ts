import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '@kith/protocol/limits.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bytesOf, fileOf, filesUnder, flat, getFile, storedFiles } from '../../testing/files.ts'
import { brokenPictures, photographOf, picturesOfAllKinds, pngBomb } from '../../testing/hostile-pictures.ts'
import { expectProblem, world } from '../../testing/world.ts'
import { cleanFileName } from './file-name.ts'

const script = '<script>document.title="ran"</script>'

test('bytes decide what a file is, not its name and not what its sender says', async () => {
  const here = await world()
  const { alice } = here
  const ftyp = (brand: string, rest = ''): string => `\0\0\0\x20ftyp${brand}\0\0\x02\0${rest}`
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
  const cases: [string, Buffer, string, string][] = [
    ['photo.jpg', Buffer.from(`<!doctype html>${script}`), 'file', 'application/octet-stream'],
    [
      'photo.png',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`),
      'file',
      'application/octet-stream',
    ],
    ['page.html', Buffer.from(script), 'file', 'application/octet-stream'],
    ['sheet.xml', Buffer.from('<?xml version="1.0"?><x/>'), 'file', 'application/octet-stream'],
    ['scan.tiff', latin('II*\0\x08\0\0\0'), 'file', 'application/octet-stream'],
    ['drawing.psd', latin('8BPS\0\x01'), 'file', 'application/octet-stream'],
    ['old.bmp', latin('BM\x46\0\0\0'), 'file', 'application/octet-stream'],
    ['archive.jpg', latin('PK\x03\x04\x14\0'), 'file', 'application/octet-stream'],
    ['letter.txt', latin('%PDF-1.7\n'), 'pdf', 'application/pdf'],
    ['film.exe', latin(ftyp('isom', 'moov vide soun')), 'video', 'video/mp4'],
    ['sound.jpg', latin(ftyp('isom', 'moov soun')), 'audio', 'audio/mp4'],
    ['unknown.mp4', latin(ftyp('evil')), 'file', 'application/octet-stream'],
    ['film.webm', latin('\x1a\x45\xdf\xa3\x42\x82\x84webm V_VP9 A_OPUS'), 'video', 'video/webm'],
    ['sound.webm', latin('\x1a\x45\xdf\xa3\x42\x82\x84webm A_OPUS'), 'audio', 'audio/webm'],
    ['sound.ogg', latin('OggS\0\x02OpusHead'), 'audio', 'audio/ogg'],
    ['sound.mp3', latin('ID3\x03\0\0'), 'audio', 'audio/mpeg'],
    ['sound.wav', latin('RIFF\x24\0\0\0WAVEfmt '), 'audio', 'audio/wav'],
    ['empty.png', Buffer.alloc(0), 'file', 'application/octet-stream'],
  ]
  for (const [name, bytes, kind, mimeType] of cases) {
    const upload = await uploadFile(alice.api, fileOf(bytes, name, 'image/jpeg'))
    expect(upload, name).toMatchObject({ name, kind, mimeType, size: bytes.length, width: null, previewUrl: null })
    const response = await getFile(here, alice, upload.url)
    const { headers } = response
    expect((await bytesOf(response)).equals(bytes)).toBe(true)
    expect(headers.get('content-type')).toBe(mimeType)
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-site')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('private, max-age=60, immutable')
    const isShown = kind === 'video' || kind === 'audio'
    expect(headers.get('content-disposition')?.startsWith(isShown ? 'inline' : 'attachment; filename='), name).toBe(
      true,
    )
    const saved = await getFile(here, alice, `${upload.url}?download=1`)
    expect(saved.headers.get('content-disposition')).toContain('attachment; filename=')
    if (kind === 'file') {
      await expectProblem(
        uploadFile(alice.api, fileOf(bytes, name, 'image/jpeg'), { as: 'photo' }),
        'unsupported-media-type',
      )
    }
  }
})

test('a picture loses what was hidden in it and beside it, and stays upright', async () => {
  const here = await world()
  const { alice } = here
  const photo = await flat(400, 200)
    .jpeg()
    .withExif({ IFD0: { Make: 'CANARYMAKE' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' } })
    .toBuffer()
  const turned = Buffer.from([0x12, 0x01, 0x03, 0, 1, 0, 0, 0, 1, 0])
  photo[photo.indexOf(turned) + 8] = 6
  const polyglots = [
    Buffer.concat([photo, Buffer.from(`PK\x03\x04CANARYZIP${script}`)]),
    Buffer.concat([await flat(64, 64).gif().toBuffer(), Buffer.from(`/*CANARYJS*/=1;${script}`)]),
    Buffer.concat([await flat(64, 64).png().toBuffer(), Buffer.from(`%PDF-1.7 CANARYPDF ${script}`)]),
  ]
  for (const bytes of polyglots) {
    const upload = await uploadFile(alice.api, fileOf(bytes, 'photo.jpg'), { as: 'photo' })
    expect(upload.kind).toBe('image')
    for (const url of [upload.url, upload.previewUrl, upload.thumbnailUrl]) {
      const served = await bytesOf(await getFile(here, alice, url))
      expect(served.toString('latin1')).not.toMatch(/CANARY|script|%PDF/)
      const { format, exif, xmp, iptc, orientation } = await sharp(served).metadata()
      expect([format, exif, xmp, iptc, orientation]).toEqual(['webp', undefined, undefined, undefined, undefined])
    }
    if (bytes === polyglots[0]) expect([upload.width, upload.height]).toEqual([200, 400])
  }
  for (const path of await storedFiles(here)) {
    const stored = await sharp(path).metadata()
    expect([stored.format, stored.exif]).toEqual(['webp', undefined])
  }
})

test('a picture that was made to eat up memory is refused; sent as anything, as a photograph or by thirty at once', async () => {
  const here = await world()
  const { alice, app } = here
  const bomb = pngBomb(20_000)
  expect(bomb.length).toBeLessThan(1_000_000)
  const frames = await sharp(
    Buffer.from(Array.from({ length: 8 * 8 * 3 * 400 }, (_, at) => (Math.floor(at / 192) * 37) % 256)),
    {
      raw: { width: 8, height: 8 * 400, channels: 3, pageHeight: 8 },
    },
  )
    .gif({ delay: Array.from({ length: 400 }, () => 20), effort: 1 })
    .toBuffer()
  const before = process.memoryUsage.rss()
  const many = Array.from({ length: 30 }, (_, index) => uploadFile(alice.api, fileOf(bomb, `${index}.png`)))
  const outcomes = await Promise.allSettled([
    ...many,
    uploadFile(alice.api, fileOf(bomb, 'x.png'), { as: 'photo' }),
    uploadFile(alice.api, fileOf(frames, 'x.gif')),
  ])
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'validation-failed' } })
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024)
  expect(await storedFiles(here)).toEqual([])
  expect(await filesUnder(join(app.ctx.config.DATA_DIR, 'tmp'))).toEqual([])
})

test(
  'a photograph as large as is taken becomes a picture, and one byte more is too large',
  { timeout: 120_000 },
  async () => {
    const { alice, app } = await world()
    const most = app.ctx.config.UPLOAD_MAX_BYTES
    const whole = await photographOf(most)
    const before = process.memoryUsage.rss()
    const upload = await uploadFile(alice.api, fileOf(whole, 'photo.jpg'))
    expect(upload).toMatchObject({ kind: 'image', width: 2_560, height: 1_707 })
    // The test itself holds the photograph some times over.
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
    await expectProblem(uploadFile(alice.api, fileOf(Buffer.concat([whole, Buffer.alloc(1)]), 'x.jpg')), 'too-large')
  },
)

test('a picture that cannot be opened goes out as a file, without a preview', async () => {
  const here = await world()
  const { alice } = here
  const broken = (await flat(64, 64).jpeg().toBuffer()).subarray(0, 200)
  const upload = await uploadFile(alice.api, fileOf(broken, 'broken.jpg'))
  expect(upload).toMatchObject({ kind: 'file', mimeType: 'application/octet-stream', previewUrl: null })
  await expectProblem(uploadFile(alice.api, fileOf(broken, 'broken.jpg'), { as: 'photo' }), 'validation-failed')
  const { attachments } = await alice.send(alice.lobbyId, 'look', null, [upload.id]).sent
  expect(attachments).toEqual([upload])
  expect((await getFile(here, alice, upload.url)).headers.get('content-disposition')).toContain('attachment')
})

test('what moves goes on moving, but for its thumbnail', async () => {
  const here = await world()
  const raw = Buffer.from(Array.from({ length: 400 * 40 * 3 * 6 }, (_, at) => Math.floor(at / (400 * 40 * 3)) * 40))
  const gif = await sharp(raw, { raw: { width: 400, height: 40 * 6, channels: 3, pageHeight: 40 } })
    .gif()
    .toBuffer()
  const upload = await uploadFile(here.alice.api, fileOf(gif, 'cat.gif'))
  expect(upload).toMatchObject({ kind: 'image', width: 400, height: 40 })
  const pages = async (url: string | null) =>
    (await sharp(await bytesOf(await getFile(here, here.alice, url))).metadata()).pages ?? 1
  expect([await pages(upload.url), await pages(upload.previewUrl), await pages(upload.thumbnailUrl)]).toEqual([6, 6, 1])
})

test('a recorded message keeps its outline and its length; a picture is none', async () => {
  const { alice } = await world()
  const sound = fileOf(Buffer.from('OggS\0\x02OpusHead', 'latin1'), 'voice.ogg')
  const voice = await uploadFile(alice.api, sound, { as: 'voice', durationMs: '4200', waveform: '0,50,100' })
  expect(voice).toMatchObject({ kind: 'voice', durationMs: 4_200, waveform: [0, 50, 100] })
  for (const waveform of ['101', '1,,2', 'x', Array.from({ length: 101 }, () => '1').join()]) {
    await expectProblem(uploadFile(alice.api, sound, { as: 'voice', waveform }), 'validation-failed')
  }
  const picture = fileOf(await flat(8, 8).png().toBuffer(), 'voice.ogg')
  await expectProblem(uploadFile(alice.api, picture, { as: 'voice' }), 'unsupported-media-type')
})

test('a name is for people to read and never a path', async () => {
  const names: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
    ['C:autoexec.bat', 'autoexec.bat'],
    ['.htaccess', 'htaccess'],
    ['..', 'file'],
    ['', 'file'],
    ['a\0b\r\nset-cookie: x.txt', 'abset-cookie: x.txt'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['Zoë 👩‍👩‍👧.jpg', 'Zoë 👩‍👩‍👧.jpg'],
    [`${'é'.repeat(300)}.tar`, `${'é'.repeat(125)}.tar`],
  ]
  for (const [sent, kept] of names) expect(cleanFileName(sent)).toBe(kept)
  expect(Buffer.byteLength(cleanFileName('😀'.repeat(300)))).toBeLessThanOrEqual(limits.fileNameMaxBytes)
  const here = await world()
  const name = `../../${'a"b;c\u202E'.repeat(40)}.txt`
  const upload = await uploadFile(here.alice.api, fileOf('x', name))
  expect(upload.name).not.toMatch(/[/\u202E]/)
  expect(Buffer.byteLength(upload.name)).toBeLessThanOrEqual(limits.fileNameMaxBytes)
  const { headers } = await getFile(here, here.alice, upload.url)
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="[\w.\- ]+"; filename\*=UTF-8''[\w%.\-!~]+$/,
  )
  for (const path of await storedFiles(here)) expect(path).toMatch(/\/files\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/)
})

test('sound is had in parts, and what the disk cut short is said to be gone', async () => {
  const here = await world()
  const sound = Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(5_000, 7)])
  const { url } = await uploadFile(here.alice.api, fileOf(sound, 'a.flac'))
  const part = await getFile(here, here.alice, url, { range: 'bytes=2-5' })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 2-5/5004',
    'aC\u0007\u0007',
  ])
  const again = await getFile(here, here.alice, url, { 'if-none-match': part.headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
  const [path = ''] = await storedFiles(here)
  await truncate(path, 100)
  expect((await getFile(here, here.alice, url)).status).toBe(410)
})

test(
  'two hundred broken pictures: each goes out or is refused, and the next good one is made',
  { timeout: 180_000 },
  async () => {
    const { alice } = await world()
    const mutants = brokenPictures(await picturesOfAllKinds(), 20_261_121)
    const kinds = new Map<string, number>()
    for (let round = 0; round < 200; round++) {
      const kind = await uploadFile(alice.api, fileOf(mutants.next().value, `${round}.jpg`)).then(
        (upload) => upload.kind,
        (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
      )
      expect(['image', 'file', 'pdf', 'audio', 'video', 'validation-failed']).toContain(kind)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    expect(kinds.get('image')).toBeGreaterThan(0)
    expect(kinds.get('file')).toBeGreaterThan(0)
    const good = await uploadFile(alice.api, fileOf(await flat(90, 60).jpeg().toBuffer(), 'good.jpg'))
    expect(good.kind).toBe('image')
  },
)
