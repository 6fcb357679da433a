import type { Message } from '@kith/protocol/messages.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bytesOf, fileOf, flat, getFile, storedFiles } from '../../testing/files.ts'
import { expectProblem, world } from '../../testing/world.ts'
import { messageById } from '../messages/messages.ts'
import { shareAttachments, sweepUploads } from './attachments.ts'

const DAY_MS = 24 * 60 * 60 * 1000

test('a picture goes with a message to all of the conversation, and to nobody else', async () => {
  const here = await world()
  const { alice, bob, stranger } = here
  const { id } = await alice.directWith(bob.user.id)
  const upload = await uploadFile(alice.api, fileOf(await flat(640, 480).jpeg().toBuffer(), 'Änn & boat.jpg'))
  expect(upload).toMatchObject({
    kind: 'image',
    name: 'Änn & boat.jpg',
    mimeType: 'image/webp',
    width: 640,
    height: 480,
  })
  expect(upload.thumbhash).toMatch(/^[\w+/]+=*$/)
  // Before it is sent it is its own person's alone.
  expect((await getFile(here, bob, upload.url)).status).toBe(404)
  expect((await getFile(here, alice, upload.url)).status).toBe(200)
  await bob.open(id)
  await alice.send(id, '', null, [upload.id]).sent
  await bob.until(({ timelines }) => timelines.get(id)?.items.length === 1)
  expect(bob.state.timelines.get(id)?.items[0]?.attachments).toEqual([upload])
  for (const url of [upload.url, upload.previewUrl, upload.thumbnailUrl]) {
    const response = await getFile(here, bob, url)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp'])
    const { width } = await sharp(await bytesOf(response)).metadata()
    expect(width).toBe(url === upload.thumbnailUrl ? 320 : 640)
    expect((await getFile(here, stranger, url)).status).toBe(404)
    expect((await here.raw(url ?? '')).status).toBe(401)
  }
  // An answer shows what it answers.
  const answer = await bob.send(id, 'lovely', bob.state.timelines.get(id)?.items[0]?.id ?? null).sent
  expect(answer.replyTo).toMatchObject({ excerpt: '', attachmentCount: 1, attachment: { id: upload.id } })
})

test('twelve files stay in their order; a thirteenth, one twice, a stranger’s, or one sent before is refused', async () => {
  const { alice, bob } = await world()
  const conversationId = alice.lobbyId
  const uploads = await Promise.all(
    Array.from({ length: 13 }, (_, index) => uploadFile(alice.api, fileOf(`file ${index}`, `${index}.txt`))),
  )
  const ids = uploads.map(({ id }) => id).toReversed()
  const send = (person: typeof alice, attachmentIds: string[], body = '') =>
    person.call('POST /api/conversations/:conversationId/messages', {
      conversationId,
      body,
      clientId: crypto.randomUUID(),
      attachmentIds,
    })
  await expectProblem(send(alice, ids), 'validation-failed')
  await expectProblem(send(alice, [ids[0] ?? '', ids[0] ?? '']), 'validation-failed')
  await expectProblem(send(alice, []), 'validation-failed')
  await expectProblem(send(alice, [], ' \n'), 'validation-failed')
  await expectProblem(send(bob, [ids[0] ?? '']), 'not-found')
  await expectProblem(send(alice, ['nothing-of-the-sort']), 'not-found')
  const sent = await send(alice, ids.slice(0, 12))
  expect(sent.attachments.map(({ id }) => id)).toEqual(ids.slice(0, 12))
  expect(sent.attachments[0]).toMatchObject({ kind: 'file', size: 7, mimeType: 'application/octet-stream' })
  await expectProblem(send(alice, [ids[12] ?? '', ids[0] ?? '']), 'not-found')
  // What was refused took nothing with it.
  expect((await send(alice, [ids[12] ?? ''])).attachments).toHaveLength(1)
})

test('the same clientId again gives the first message; with other files it is refused', async () => {
  const { alice } = await world()
  const [one, two] = await Promise.all(['1', '2'].map((name) => uploadFile(alice.api, fileOf(name, name))))
  const input = { conversationId: alice.lobbyId, body: '', clientId: crypto.randomUUID() }
  const key = 'POST /api/conversations/:conversationId/messages'
  const first = await alice.api.callWithStatus(key, { ...input, attachmentIds: [one?.id ?? ''] })
  const again = await alice.api.callWithStatus(key, { ...input, attachmentIds: [one?.id ?? ''] })
  expect([first.status, again.status, again.reply]).toEqual([201, 200, first.reply])
  await expectProblem(alice.call(key, { ...input, attachmentIds: [two?.id ?? ''] }), 'client-id-reused')
})

test('the text beside files may be taken away; without files it may not', async () => {
  const { alice } = await world()
  const upload = await uploadFile(alice.api, fileOf('x', 'x.txt'))
  const { id } = await alice.send(alice.lobbyId, 'look', null, [upload.id]).sent
  expect(await alice.edit(id, '')).toMatchObject({ body: '', attachments: [upload] })
  const bare = await alice.send(alice.lobbyId, 'look').sent
  await expectProblem(alice.edit(bare.id, ' '), 'validation-failed')
})

test('what is deleted is gone: its addresses, its bytes, and the space that it took', async () => {
  const here = await world({ settings: { UPLOAD_QUOTA_BYTES: '5000' } })
  const { alice, bob } = here
  const first = await uploadFile(alice.api, fileOf('a'.repeat(3_000), 'a.txt'))
  const { id } = await alice.send(alice.lobbyId, 'mine', null, [first.id]).sent
  await expectProblem(uploadFile(alice.api, fileOf('b'.repeat(3_000), 'b.txt')), 'quota-exceeded')
  expect((await getFile(here, bob, first.url)).status).toBe(200)
  await alice.remove(id)
  expect((await getFile(here, bob, first.url)).status).toBe(404)
  expect((await getFile(here, alice, first.url)).status).toBe(404)
  expect(await storedFiles(here)).toEqual([])
  const second = await uploadFile(alice.api, fileOf('b'.repeat(3_000), 'b.txt'))
  // What was not sent can be taken back, by its own person.
  await expectProblem(bob.call('DELETE /api/uploads/:uploadId', { uploadId: second.id }), 'not-found')
  await alice.call('DELETE /api/uploads/:uploadId', { uploadId: second.id })
  expect(await storedFiles(here)).toEqual([])
})

test('twenty uploads at once never take more than the space there is', async () => {
  const { alice, app } = await world({ settings: { UPLOAD_QUOTA_BYTES: '10500' } })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      uploadFile(alice.api, fileOf(String(index).padEnd(1_000, '.'), `${index}.txt`)),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  const { bytes } = await app.ctx.db.read
    .selectFrom('uploads')
    .select((eb) => eb.fn.sum<string | number>('stored_bytes').as('bytes'))
    .executeTakeFirstOrThrow()
  expect(Number(bytes)).toBe(10_000)
})

test('what is attached to nothing goes after a day, what is attached stays', async () => {
  let now = Date.now()
  const here = await world({ now: () => now })
  const { alice, app } = here
  const [loose, sent] = await Promise.all([
    uploadFile(alice.api, fileOf('loose', 'loose.txt')),
    uploadFile(alice.api, fileOf('sent', 'sent.txt')),
  ])
  await alice.send(alice.lobbyId, '', null, [sent.id]).sent
  now += DAY_MS - 1_000
  await sweepUploads(app.ctx)
  expect((await getFile(here, alice, loose.url)).status).toBe(200)
  now += 2_000
  await sweepUploads(app.ctx)
  expect((await getFile(here, alice, loose.url)).status).toBe(404)
  expect((await getFile(here, alice, sent.url)).status).toBe(200)
  expect(await storedFiles(here)).toHaveLength(1)
})

test('with a conversation goes what was shared in it alone', async () => {
  const here = await world()
  const { alice, bob, app } = here
  const group = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  const upload = await uploadFile(alice.api, fileOf('x', 'x.txt'))
  await alice.send(group.id, '', null, [upload.id]).sent
  await alice.deleteConversation(group.id)
  for (const person of [alice, bob]) expect((await getFile(here, person, upload.url)).status).toBe(404)
  await sweepUploads(app.ctx)
  expect(await storedFiles(here)).toEqual([])
})

test('who came later, or has gone, sees none of it', async () => {
  const here = await world()
  const { alice, bob, carol } = here
  const group = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  const upload = await uploadFile(alice.api, fileOf('x', 'x.txt'))
  await alice.send(group.id, 'https://example.org/boats', null, [upload.id]).sent
  await alice.addMembers(group.id, [carol.user.id])
  expect((await getFile(here, carol, upload.url)).status).toBe(404)
  const shared = (person: typeof alice, kind: 'media' | 'files' | 'links') =>
    person.call('GET /api/conversations/:conversationId/shared', { conversationId: group.id, kind })
  expect((await shared(carol, 'files')).items).toEqual([])
  expect((await shared(carol, 'links')).items).toEqual([])
  expect((await shared(bob, 'files')).items).toMatchObject([{ attachment: upload, author: { username: 'alice' } }])
  expect((await shared(bob, 'links')).items).toMatchObject([{ links: ['https://example.org/boats'] }])
  await alice.removeMember(group.id, bob.user.id)
  expect((await getFile(here, bob, upload.url)).status).toBe(404)
  await expectProblem(shared(bob, 'files'), 'not-found')
})

test('what was shared is paged newest first, by what it is; what is deleted or edited away is not in it', async () => {
  const { alice } = await world()
  const conversationId = alice.lobbyId
  const picture = await flat(40, 30).png().toBuffer()
  const sent: Message[] = []
  for (const [index, count] of [3, 1, 2].entries()) {
    const files = await Promise.all(
      Array.from({ length: count }, (_, at) => uploadFile(alice.api, fileOf(picture, `${index}-${at}.png`))),
    )
    sent.push(
      await alice.send(
        conversationId,
        `https://example.org/${index}`,
        null,
        files.map(({ id }) => id),
      ).sent,
    )
  }
  const list = async (kind: 'media' | 'files' | 'links', limit: number): Promise<string[]> => {
    const names: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { attachment: { name: string } | null; links: string[] }[]; nextCursor: string | null } =
        await alice.call('GET /api/conversations/:conversationId/shared', {
          conversationId,
          kind,
          limit,
          ...(cursor === '' ? {} : { cursor }),
        })
      expect(page.items.length).toBeLessThanOrEqual(limit)
      names.push(...page.items.map(({ attachment, links }) => attachment?.name ?? links.join()))
      cursor = page.nextCursor
    }
    return names
  }
  const names = ['2-1.png', '2-0.png', '1-0.png', '0-2.png', '0-1.png', '0-0.png']
  expect(await list('media', 2)).toEqual(names)
  expect(await list('media', 100)).toEqual(names)
  expect(await list('files', 2)).toEqual([])
  await alice.edit(sent[2]?.id ?? '', 'nothing here: `https://example.org/code`')
  expect(await list('links', 1)).toEqual(['https://example.org/1', 'https://example.org/0'])
  await alice.remove(sent[0]?.id ?? '')
  expect(await list('media', 4)).toEqual(names.slice(0, 3))
  expect(await list('links', 4)).toEqual(['https://example.org/1'])
})

test('what is forwarded is shared, and stays when the first message is deleted', async () => {
  const here = await world()
  const { alice, bob, stranger, app } = here
  const { id: first } = await alice.directWith(bob.user.id)
  const { id: second } = await alice.directWith(stranger.user.id)
  const upload = await uploadFile(alice.api, fileOf('x', 'x.txt'))
  const { id } = await alice.send(first, '', null, [upload.id]).sent
  const target = await alice.send(second, 'for you').sent
  await app.ctx.db.write(async (tx) => {
    const row = await messageById(tx, target.id)
    if (row === undefined) throw new Error('the message is gone')
    await tx
      .updateTable('messages')
      .set({ parts: row.parts | 1 })
      .where('id', '=', row.id)
      .execute()
    expect(await shareAttachments(tx, id, row)).toBe(1)
  })
  await alice.remove(id)
  expect((await getFile(here, bob, upload.url)).status).toBe(404)
  expect((await getFile(here, stranger, upload.url)).status).toBe(200)
  await alice.remove(target.id)
  expect((await getFile(here, stranger, upload.url)).status).toBe(404)
  expect(await storedFiles(here)).toEqual([])
})

test('an account that goes takes what it did not send; what it sent goes where its messages do', async () => {
  const here = await world()
  const { alice, bob, carol, app } = here
  for (const [person, erasesMessages] of [
    [bob, false],
    [carol, true],
  ] as const) {
    const [loose, sent] = await Promise.all([
      uploadFile(person.api, fileOf(`loose ${person.user.id}`, 'loose.txt')),
      uploadFile(person.api, fileOf(`sent ${person.user.id}`, 'sent.txt')),
    ])
    await person.send(person.lobbyId, '', null, [sent.id]).sent
    await person.call('DELETE /api/me', { erasesMessages: erasesMessages ? 'true' : 'false' })
    await app.ctx.background.idle()
    expect((await getFile(here, alice, loose.url)).status).toBe(404)
    expect((await getFile(here, alice, sent.url)).status).toBe(erasesMessages ? 404 : 200)
  }
  expect(await storedFiles(here)).toHaveLength(1)
})
