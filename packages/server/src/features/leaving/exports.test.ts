import { exportFiles } from '@kith/protocol/export-format.ts'
import type { ExportFile, ExportFileName } from '@kith/protocol/export-format.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { fileOf, storedFiles } from '../../testing/files.ts'
import { fromBuffer } from 'yauzl'
import type { Entry } from 'yauzl'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/** The files of a zip by name; yauzl itself refuses names that lead out of a folder. */
async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (failed, zip) => {
    if (failed !== null) {
      reject(failed)
      return
    }
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) {
          reject(error)
          return
        }
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(chunks))
          zip.readEntry()
        })
      })
    })
    zip.on('end', () => resolve())
    zip.on('error', reject)
    zip.readEntry()
  })
  await promise
  return files
}

function parsed<N extends ExportFileName>(files: Map<string, Buffer>, name: N): ExportFile<N> {
  return exportFiles[name].parse(JSON.parse(String(files.get(name)))) as ExportFile<N>
}

async function exported(person: Person): Promise<string> {
  const { id } = await person.call('POST /api/me/exports', {})
  await expect.poll(async () => (await person.call('GET /api/me/exports', {})).items[0]?.state).toBe('ready')
  return id
}

function download({ raw }: World, person: Person, id: string): Promise<Response> {
  return raw(`/api/me/exports/${id}/download`, { headers: { cookie: person.api.cookies() } })
}

test('a copy has all that is one’s own by its schema, counted as in the database, and nothing private of others', async () => {
  const here = await world()
  const { alice, bob, app } = here
  const { id: bobId } = bob.user
  const direct = await bob.directWith(alice.user.id)
  const secret = await alice.send(direct.id, 'foreignsecret').sent
  const answer = await bob.send(direct.id, 'my answer', secret.id).sent
  const gone = await bob.send(bob.lobbyId, 'deleted text').sent
  await bob.remove(gone.id)
  const edited = await bob.send(bob.lobbyId, 'a first text').sent
  await bob.edit(edited.id, 'a second text')
  await alice.edit(secret.id, 'foreignsecret, edited')
  await bob.marks.react(secret, '👍', true)
  await bob.marks.save(secret.id)
  const reply = await bob.send(direct.id, 'my reply', null, [], { threadId: secret.id }).sent
  for (let index = 0; index < 15; index++) await bob.send(bob.lobbyId, `line ${index} "quoted" \u2028 ✓`).sent
  await alice.send(bob.lobbyId, 'foreignword').sent
  const group = await alice.create({ kind: 'group', title: 'Foreign title', memberIds: [bobId, here.carol.user.id] })
  await bob.until(({ conversations }) => conversations.has(group.id))
  await bob.leave(group.id)
  await bob.call('POST /api/auth/tokens', { name: 'my program' })
  await bob.call('PUT /api/conversations/:conversationId/draft', { conversationId: direct.id, body: 'my draft' })
  await alice.call('PUT /api/conversations/:conversationId/draft', { conversationId: direct.id, body: 'foreigndraft' })
  const boats = { handle: 'boats', title: 'Those with boats', description: 'And oars', userIds: [bobId] }
  const { id: circleId } = await alice.call('POST /api/circles', boats)
  await alice.call('POST /api/circles', { handle: 'foreignword', title: 'Others', userIds: [alice.user.id] })
  const face = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#aa3311' } })
    .jpeg()
    .toBuffer()
  await bob.call('PUT /api/me/avatar', {}, { file: new Blob([new Uint8Array(face)]) })
  const foreign = await uploadFile(alice.api, fileOf('foreignsecret bytes', 'foreignword.txt'))
  await alice.send(direct.id, '', null, [foreign.id]).sent
  const file = await uploadFile(bob.api, fileOf('tides of June', '../tides.txt'))
  const withFile = await bob.send(direct.id, '', null, [file.id]).sent
  const none = {
    follow: 'none',
    followed_by: 'none',
    is_blocked: 0,
    is_muted: 0,
    is_blocked_by: 0,
    rev: 1,
    changed_at: 1,
  } as const
  await app.ctx.db.write(async (tx) => {
    const pair = { user_id: bobId, other_id: alice.user.id }
    await tx
      .insertInto('relations')
      .values({ ...none, ...pair, friendship: 'received', note: 'foreignnote' })
      .execute()
    const other = { user_id: bobId, other_id: here.carol.user.id }
    await tx
      .insertInto('relations')
      .values({ ...none, ...other, friendship: 'requested', note: 'own note' })
      .execute()
  })
  const told: number[] = []
  bob.socket?.on('export', ({ progress }) => told.push(progress))
  const response = await download(here, bob, await exported(bob))
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/zip',
    'cache-control': 'private, no-store',
    'content-disposition': expect.stringMatching(/^attachment; filename="kith-[\d-]+\.zip"/) as unknown,
  })
  const files = await unzipped(Buffer.from(await response.arrayBuffer()))
  expect([...files.keys()].toSorted()).toEqual(
    [...Object.keys(exportFiles), 'README.txt', 'pictures/avatar.webp', `attachments/${file.id}.txt`].toSorted(),
  )
  const everything = [...files.values()].map(String).join('\n')
  for (const foreign of [
    'foreignsecret',
    'foreigndraft',
    'foreignword',
    'foreignnote',
    'alice@example.org',
    'carol@example.org',
  ]) {
    expect(everything).not.toContain(foreign)
  }
  expect(everything).not.toContain('deleted text')
  expect(everything).not.toContain('Foreign title')
  expect(parsed(files, 'profile.json')).toMatchObject({ id: bobId, username: 'bob', email: 'bob@example.org' })
  expect(parsed(files, 'drafts.json')).toMatchObject([{ conversationId: direct.id, body: 'my draft' }])
  const messages = parsed(files, 'messages.json')
  expect(messages.find(({ id }) => id === answer.id)).toMatchObject({ body: 'my answer', replyTo: secret.id })
  expect(messages.find(({ id }) => id === reply.id)).toMatchObject({ body: 'my reply', threadId: secret.id })
  expect(parsed(files, 'threads.json')).toMatchObject([
    { threadId: secret.id, isFollowing: true, lastReadSeq: reply.seq },
  ])
  expect(parsed(files, 'circles.json')).toMatchObject([
    { id: circleId, handle: 'boats', title: 'Those with boats', description: 'And oars' },
  ])
  expect(parsed(files, 'former-texts.json')).toMatchObject([{ messageId: edited.id, body: 'a first text' }])
  expect(parsed(files, 'reactions.json')).toMatchObject([{ messageId: secret.id, emoji: '👍' }])
  expect(parsed(files, 'saved.json')).toMatchObject([{ messageId: secret.id }])
  const rows = await app.ctx.db.read
    .selectFrom('messages')
    .select('id')
    .where('author_id', '=', bobId)
    .where('kind', '=', 'text')
    .where('deleted_at', 'is', null)
    .execute()
  expect(messages.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
  expect(parsed(files, 'attachments.json')).toMatchObject([
    { id: file.id, name: 'tides.txt', messageIds: [withFile.id], path: `attachments/${file.id}.txt` },
  ])
  expect(String(files.get(`attachments/${file.id}.txt`))).toBe('tides of June')
  expect(parsed(files, 'manifest.json').counts).toMatchObject({
    messages: rows.length,
    conversations: parsed(files, 'conversations.json').length,
    relations: 2,
    sessions: parsed(files, 'sessions.json').length,
    tokens: 1,
    formerTexts: 1,
    reactions: 1,
    saved: 1,
    threads: 1,
    circles: 1,
    attachments: 1,
    pictures: 1,
  })
  expect(
    parsed(files, 'relations.json')
      .map(({ note }) => note)
      .toSorted(),
  ).toEqual(['', 'own note'])
  expect(parsed(files, 'conversations.json')).toHaveLength(3)
  expect(told.at(-1)).toBe(100)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
})

test('a copy is for its own person, once a day, and dead after one', async () => {
  let ahead = 0
  const here = await world({ now: () => Date.now() + ahead })
  const { alice, bob, raw, app } = here
  const id = await exported(bob)
  expect((await raw(`/api/me/exports/${id}/download`)).status).toBe(401)
  expect((await download(here, alice, id)).status).toBe(404)
  const { token } = await bob.call('POST /api/auth/tokens', { name: 'a program' })
  const headers = { authorization: `Bearer ${token}` }
  expect((await raw(`/api/me/exports/${id}/download`, { headers })).status).toBe(403)
  expect((await download(here, bob, id)).status).toBe(200)
  await expectProblem(bob.call('POST /api/me/exports', {}), 'rate-limited')
  const kinds = await app.ctx.db.read.selectFrom('audit').select('kind').where('user_id', '=', bob.user.id).execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['export-asked', 'export-downloaded']))
  ahead = 24 * 60 * 60_000 + 1_000
  expect((await download(here, bob, id)).status).toBe(410)
  app.ctx.jobs.wake()
  await expect.poll(async () => (await bob.call('GET /api/me/exports', {})).items[0]?.state).toBe('expired')
  await expect.poll(() => storedFiles({ app })).toEqual([])
})

test('two who ask at the same moment get one copy', async () => {
  const { bob } = await world()
  const asked = await Promise.allSettled([1, 2, 3].map(() => bob.call('POST /api/me/exports', {})))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})
