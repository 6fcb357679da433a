import { connect } from 'node:net'
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { brokenPictures, picturesOfAllKinds } from '../testing/hostile-pictures.ts'
import { expectProblem, world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#336699', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })

async function put({ alice }: World, bytes: Uint8Array, type = 'image/jpeg') {
  return alice.call('PUT /api/me/avatar', {}, { file: new Blob([new Uint8Array(bytes)], { type }) })
}

async function fetched({ alice, raw }: World, path: string, headers: Record<string, string> = {}) {
  return raw(path, { headers: { cookie: alice.api.cookies(), ...headers } })
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const dataOf = ({ app }: World, name: string): string => join(app.ctx.config.DATA_DIR, name)

test('a picture becomes three squares of WebP without metadata, turned as it was meant', async () => {
  const here = await world()
  // Left half red, right half blue, and a note that the whole is to be turned by a quarter: red belongs on top.
  const half = await sharp({ create: { width: 200, height: 400, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
  const photo = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#0000ff' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .jpeg()
    .withExif({
      IFD0: { Make: 'CANARYMAKE' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' },
    })
    .toBuffer()
  // The encoder writes "upright", whatever it is told.
  const upright = Buffer.from([0x12, 0x01, 0x03, 0, 1, 0, 0, 0, 1, 0])
  photo[photo.indexOf(upright) + 8] = 6
  const { exif: brought, orientation: turned } = await sharp(photo).metadata()
  expect([brought?.includes('CANARYMAKE'), brought?.includes('N\0'), turned]).toEqual([true, true, 6])
  const me = await put(here, photo)
  expect(me.avatarUrl).toMatch(/^\/api\/avatars\/[\w-]{22}\/256$/)
  for (const size of [64, 256, 768]) {
    const response = await fetched(here, (me.avatarUrl ?? '').replace('256', String(size)))
    expect(response.status).toBe(200)
    const bytes = Buffer.from(await response.arrayBuffer())
    const { format, width, height, exif, xmp, iptc, orientation } = await sharp(bytes).metadata()
    expect({ format, width, height }).toEqual({ format: 'webp', width: size, height: size })
    expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined])
    expect(bytes.includes('CANARYMAKE')).toBe(false)
    const strip = await sharp(bytes)
      .extract({ left: 10, top: 10, width: size - 20, height: 4 })
      .png()
      .toBuffer()
    const top = await sharp(strip).stats()
    expect(top.channels[0]?.mean).toBeGreaterThan(200)
  }
  for (const path of await filesUnder(dataOf(here, 'files'))) {
    expect((await readFile(path)).includes('CANARYMAKE')).toBe(false)
  }
})

test('everyone who is signed in sees it by its address, nobody else, and it cannot be guessed', async () => {
  const here = await world()
  const { avatarUrl } = await put(here, await noise(300, 300).jpeg().toBuffer())
  const cookie = here.bob.api.cookies()
  expect((await here.raw(avatarUrl ?? '', { headers: { cookie } })).status).toBe(200)
  expect((await here.raw(avatarUrl ?? '')).status).toBe(401)
  expect((await here.raw('/api/avatars/aaaaaaaaaaaaaaaaaaaaaa/256', { headers: { cookie } })).status).toBe(404)
  expect((await here.raw((avatarUrl ?? '').replace('256', '65'), { headers: { cookie } })).status).toBe(422)
})

test('a file leaves with headers that let nothing in it run, in parts where parts are asked for', async () => {
  const here = await world()
  const { avatarUrl } = await put(here, await noise(300, 300).png().toBuffer(), 'image/png')
  const whole = await fetched(here, avatarUrl ?? '')
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-site',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-disposition': 'inline',
  })
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(Number(whole.headers.get('content-length'))).toBe(bytes.length)
  const part = await fetched(here, avatarUrl ?? '', { range: 'bytes=2-5' })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 2-5/${bytes.length}`])
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(2, 6))
  const end = await fetched(here, avatarUrl ?? '', { range: 'bytes=-3' })
  expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-3))
  expect((await fetched(here, avatarUrl ?? '', { range: `bytes=${bytes.length}-` })).status).toBe(416)
  expect((await fetched(here, avatarUrl ?? '', { range: 'bytes=0-1,4-5' })).status).toBe(200)
  const etag = whole.headers.get('etag') ?? ''
  expect((await fetched(here, avatarUrl ?? '', { 'if-none-match': etag })).status).toBe(304)
})

test('a face, initials or another picture take its place, and its bytes are gone at once', async () => {
  const here = await world()
  const first = await put(here, await noise(300, 300).jpeg().toBuffer())
  expect(await filesUnder(dataOf(here, 'files'))).toHaveLength(3)
  const second = await put(here, await noise(300, 300).jpeg().toBuffer())
  expect(second.avatarUrl).not.toBe(first.avatarUrl)
  expect(await filesUnder(dataOf(here, 'files'))).toHaveLength(3)
  expect((await fetched(here, first.avatarUrl ?? '')).status).toBe(404)
  expect((await here.alice.call('PUT /api/me/avatar', { face: 'face-03' })).avatarUrl).toBe('/faces/face-03.svg')
  expect(await filesUnder(dataOf(here, 'files'))).toEqual([])
  await put(here, await noise(300, 300).jpeg().toBuffer())
  expect((await here.alice.call('DELETE /api/me/avatar', {})).avatarUrl).toBeNull()
  expect(await filesUnder(dataOf(here, 'files'))).toEqual([])
})

test('two people with the same picture share its bytes, and one who goes takes nothing from the other', async () => {
  const here = await world()
  const bytes = await noise(300, 300).jpeg().toBuffer()
  await put(here, bytes)
  const { avatarUrl } = await here.bob.call('PUT /api/me/avatar', {}, { file: new Blob([new Uint8Array(bytes)]) })
  expect(await filesUnder(dataOf(here, 'files'))).toHaveLength(3)
  await here.alice.call('DELETE /api/me/avatar', {})
  expect((await fetched(here, avatarUrl ?? '')).status).toBe(200)
})

test('whatever is none of the five kinds by its first bytes is refused, however it is called', async () => {
  const here = await world()
  const strangers: [string, string][] = [
    ['html', '<!doctype html><script>alert(1)</script>'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['pdf', '%PDF-1.7\n%\xe2\xe3\xcf\xd3'],
    ['psd', '8BPS\0\x01'],
    ['ico', '\0\0\x01\0\x01\0'],
    ['bmp', 'BM\x46\0\0\0\0\0'],
    ['tiff', 'II*\0\x08\0\0\0'],
    ['mvg', 'push graphic-context\nviewbox 0 0 640 480'],
    ['fits', 'SIMPLE  =                    T'],
    ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['empty', ''],
  ]
  for (const [what, text] of strangers) {
    const outcome = put(here, Buffer.from(text, 'latin1'))
    expect((await expectProblem(outcome, 'unsupported-media-type')).status, what).toBe(415)
  }
  const tiff = await noise(20, 20).tiff().toBuffer()
  await expectProblem(put(here, tiff), 'unsupported-media-type')
  expect(await filesUnder(dataOf(here, 'files'))).toEqual([])
  expect(await filesUnder(dataOf(here, 'tmp'))).toEqual([])
})

test('what hides behind a picture is not in the picture that is made of it', async () => {
  const here = await world()
  const hidden = '<script>CANARYSCRIPT</script>'
  for (const picture of [noise(64, 64).gif(), noise(64, 64).jpeg(), noise(64, 64).png(), noise(64, 64).avif()]) {
    const polyglot = Buffer.concat([await picture.toBuffer(), Buffer.from(`\n${hidden}PK\x03\x04`)])
    const { avatarUrl } = await put(here, polyglot)
    const bytes = Buffer.from(await (await fetched(here, avatarUrl ?? '')).arrayBuffer())
    expect(bytes.includes('CANARYSCRIPT')).toBe(false)
  }
})

test('a picture that would be huge once it is opened is refused before it is', async () => {
  const here = await world()
  const wide = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer()
  expect(wide.length).toBeLessThan(1_500_000)
  const before = process.memoryUsage.rss()
  const refusals = await Promise.all(
    Array.from({ length: 10 }, () => expectProblem(put(here, wide), 'validation-failed')),
  )
  expect(refusals.map(({ body }) => body.errors?.[0]?.message)).toEqual(
    Array.from({ length: 10 }, () => 'has too many pixels'),
  )
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024)
  const frame = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#000' } })
    .raw()
    .toBuffer()
  const film = await sharp(
    Buffer.concat(Array.from({ length: 301 }, (_, index) => frame.map((byte) => byte + (index % 250)))),
    {
      raw: { width: 2, height: 602, channels: 3, pageHeight: 2 },
    },
  )
    .gif({ keepDuplicateFrames: true })
    .toBuffer()
  expect((await sharp(film).metadata()).pages).toBe(301)
  const { body } = await expectProblem(put(here, film, 'image/gif'), 'validation-failed')
  expect(body.errors?.[0]?.message).toBe('has too many frames')
})

test('a hundred broken pictures end neither the server nor the next picture', { timeout: 120_000 }, async () => {
  const here = await world()
  const mutants = brokenPictures(await picturesOfAllKinds({ isNoisy: true }), 20_260_101)
  let taken = 0
  for (let round = 0; round < 100; round++) {
    const code = await put(here, mutants.next().value).then(
      () => 'taken',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
    )
    expect(['taken', 'unsupported-media-type', 'validation-failed']).toContain(code)
    if (code === 'taken') taken++
  }
  expect(taken).toBeGreaterThan(0)
  expect((await put(here, await noise(90, 60).jpeg().toBuffer())).avatarUrl).not.toBeNull()
  expect(await filesUnder(dataOf(here, 'tmp'))).toEqual([])
})

test('a file that is too large is refused, and nothing of it stays', async () => {
  const here = await world({ settings: { UPLOAD_MAX_BYTES: '20000' } })
  await expectProblem(put(here, Buffer.alloc(20_001, 0xff)), 'too-large')
  await expectProblem(put(here, Buffer.alloc(300_000, 0xff)), 'too-large')
  expect(await filesUnder(dataOf(here, 'tmp'))).toEqual([])
  expect((await put(here, await noise(64, 64).jpeg({ quality: 40 }).toBuffer())).avatarUrl).not.toBeNull()
})

test('a body that breaks off, never ends or is no form leaves nothing behind', async () => {
  const here = await world({ settings: { UPLOAD_MAX_BYTES: '100000' } })
  const { port } = new URL(here.url)
  const head = (framing: string) =>
    `PUT /api/me/avatar HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${here.url}\r\ncookie: ${here.alice.api.cookies()}\r\n` +
    `content-type: multipart/form-data; boundary=xx\r\n${framing}\r\n\r\n`
  const part = '--xx\r\ncontent-disposition: form-data; name="file"; filename="../../x.jpg"\r\n\r\n'
  const settled = async (): Promise<void> => {
    await expect.poll(() => filesUnder(dataOf(here, 'tmp'))).toEqual([])
  }
  const spoken = (text: string[], ending: 'end' | 'destroy' | 'wait'): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let heard = ''
      socket.on('data', (chunk) => {
        heard += String(chunk)
        if (ending === 'wait') socket.destroy()
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(heard))
      for (const piece of text) socket.write(piece)
      if (ending === 'end') socket.end()
      if (ending === 'destroy') setTimeout(() => socket.destroy(), 100)
    })
  // The caller vanishes in the middle of the file.
  await spoken([head('content-length: 50000'), part, 'x'.repeat(2_000)], 'destroy')
  await settled()
  // Fewer bytes than were declared.
  expect(await spoken([head('content-length: 50000'), part, 'x'.repeat(2_000)], 'end')).not.toContain('200 OK')
  await settled()
  // A file that goes on and on.
  const chunk = `${(10_000).toString(16)}\r\n${'x'.repeat(10_000)}\r\n`
  const first = `${part.length.toString(16)}\r\n${part}\r\n`
  const endless = [head('transfer-encoding: chunked'), first, ...Array.from({ length: 40 }, () => chunk)]
  expect(await spoken(endless, 'wait')).toContain('413 ')
  await settled()
  // What lies before the first mark goes on and on.
  await spoken([head('transfer-encoding: chunked'), ...Array.from({ length: 40 }, () => chunk)], 'end')
  await settled()
  // No form at all.
  expect(await spoken([head('content-length: 4'), 'abcd'], 'wait')).toContain('400 ')
  expect((await put(here, await noise(64, 64).jpeg().toBuffer())).avatarUrl).not.toBeNull()
})

test('a form is taken only where a file is, and a file only in its field', async () => {
  const here = await world()
  const { alice, raw, url } = here
  const headers = { cookie: alice.api.cookies(), origin: url }
  const form = new FormData()
  form.set('bio', 'x')
  expect((await raw('/api/me', { method: 'PATCH', headers, body: form })).status).toBe(415)
  const text = { ...headers, 'content-type': 'text/plain' }
  expect((await raw('/api/me/avatar', { method: 'PUT', headers: text, body: 'x' })).status).toBe(415)
  const elsewhere = new FormData()
  elsewhere.set('picture', new Blob(['x']))
  expect((await raw('/api/me/avatar', { method: 'PUT', headers, body: elsewhere })).status).toBe(422)
  const both = new FormData()
  both.set('face', 'face-01')
  both.set('file', new Blob([new Uint8Array(await noise(64, 64).jpeg().toBuffer())]))
  expect((await raw('/api/me/avatar', { method: 'PUT', headers, body: both })).status).toBe(422)
  await expectProblem(alice.call('PUT /api/me/avatar', {}), 'validation-failed')
  expect(await filesUnder(dataOf(here, 'tmp'))).toEqual([])
})

test('a file that the disk lost or cut is never sent as if it were whole, and is reported', async () => {
  const here = await world()
  const { avatarUrl } = await put(here, await noise(300, 300).jpeg().toBuffer())
  expect(await here.app.ctx.media.scrub(Infinity)).toEqual([])
  const paths = await filesUnder(dataOf(here, 'files'))
  for (const path of paths) await truncate(path, 20)
  expect((await fetched(here, avatarUrl ?? '')).status).toBe(410)
  expect((await here.app.ctx.media.scrub(Infinity)).map(({ fault }) => fault)).toEqual(['size', 'size', 'size'])
  // A byte at a time, it comes around to all of them.
  const found = new Set<string>()
  for (let turn = 0; turn < 3; turn++) for (const one of await here.app.ctx.media.scrub(1)) found.add(one.sha256)
  expect(found.size).toBe(3)
})

test('what nobody uses is swept after an hour, on the disk and in the books', async () => {
  let ahead = 0
  const here = await world({ now: () => Date.now() + ahead })
  const { media, db } = here.app.ctx
  const path = join(media.temporaryFolder, 'orphan')
  await writeFile(path, 'never attached')
  const { sha256 } = await media.keep(path)
  await media.sweep()
  expect(await media.sizeOf(sha256)).toBe(14)
  ahead = 61 * 60_000
  await media.sweep()
  expect(await media.sizeOf(sha256)).toBeNull()
  expect(await filesUnder(dataOf(here, 'files'))).toEqual([])
  expect(await db.read.selectFrom('blobs').selectAll().execute()).toEqual([])
})
