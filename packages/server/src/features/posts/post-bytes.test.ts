import type { CallInput } from '@kith/protocol/registry.ts'
import { limits } from '@kith/protocol/limits.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { bytesOf, fileOf, flat, getFile, storedFiles } from '../../testing/files.ts'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { sweepUploads } from '../attachments/attachments.ts'

const DAY_MS = 24 * 60 * 60 * 1000

const bring = async (who: Person, side = 40) =>
  uploadFile(who.api, fileOf(await flat(side, side).jpeg().toBuffer(), 'tide.jpg'))

const film = (who: Person) => uploadFile(who.api, fileOf('\0\0\0\x20ftypisom\0\0\x02\0moov vide', 'film.mp4'))

const keep = (who: Person, draftId: string, input: Omit<CallInput<'PUT /api/post-drafts/:draftId'>, 'draftId'>) =>
  who.call('PUT /api/post-drafts/:draftId', { draftId, ...input })

const statuses = (here: World, people: readonly Person[], url: string | null) =>
  Promise.all(people.map(async (who) => (await getFile(here, who, url)).status))

test('a picture of one’s own from a chat is posted without a copy, and each place keeps it for itself', async () => {
  const here = await world()
  const { alice, bob, stranger, app } = here
  const { id: conversationId } = await alice.directWith(bob.user.id)
  const upload = await bring(alice)
  const shown = [alice, bob, stranger]
  const { id: messageId } = await alice.send(conversationId, '', null, [upload.id]).sent
  expect(await statuses(here, shown, upload.url)).toEqual([200, 200, 404])
  await expectProblem(posted(bob, { uploadIds: [upload.id] }), 'not-found')
  const postId = await posted(alice, { uploadIds: [upload.id] })
  const again = await posted(alice, { uploadIds: [upload.id], audience: 'friends' })
  expect(await statuses(here, shown, upload.url)).toEqual([200, 200, 200])
  expect(await app.ctx.db.read.selectFrom('uploads').select('id').execute()).toHaveLength(1)
  await alice.call('DELETE /api/posts/:postId', { postId })
  expect(await statuses(here, shown, upload.url)).toEqual([200, 200, 404])
  await alice.remove(messageId)
  expect(await statuses(here, shown, upload.url)).toEqual([200, 404, 404])
  await expectProblem(alice.call('DELETE /api/uploads/:uploadId', { uploadId: upload.id }), 'not-found')
  await alice.call('DELETE /api/posts/:postId', { postId: again })
  expect(await statuses(here, shown, upload.url)).toEqual([404, 404, 404])
  expect(await storedFiles(here)).toEqual([])
})

test('a post keeps its picture when the conversation that showed it goes', async () => {
  const here = await world()
  const { alice, bob, stranger, app } = here
  const { id } = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  const [both, alone] = [await bring(alice, 40), await bring(alice, 41)]
  await alice.send(id, '', null, [both.id, alone.id]).sent
  await posted(alice, { uploadIds: [both.id] })
  await alice.call('DELETE /api/conversations/:conversationId', { conversationId: id })
  await sweepUploads(app.ctx)
  expect(await statuses(here, [alice, bob, stranger], both.url)).toEqual([200, 200, 200])
  expect(await statuses(here, [alice, bob, stranger], alone.url)).toEqual([404, 404, 404])
})

test('the picture that stands for a video is seen by whoever sees the post, and goes with it', async () => {
  const here = await world()
  const { alice, bob, stranger } = here
  const [video, poster] = [await film(alice), await bring(alice)]
  await alice.call('POST /api/friends', { userId: bob.user.id })
  await bob.call('POST /api/friends/:userId/accept', { userId: alice.user.id })
  const uploads = { uploadIds: [video.id], posters: { [video.id]: poster.id } }
  const postId = await posted(alice, { ...uploads, audience: 'friends' })
  for (const url of [video.url, poster.url, `/api/files/${poster.id}/jpeg`]) {
    expect(await statuses(here, [alice, bob, stranger], url), url).toEqual([200, 200, 404])
  }
  await alice.call('DELETE /api/friends/:userId', { userId: bob.user.id })
  for (const url of [video.url, poster.url]) expect(await statuses(here, [bob], url), url).toEqual([404])
  await alice.call('DELETE /api/posts/:postId', { postId })
  expect(await storedFiles(here)).toEqual([])
})

test('what is in a draft stays, for its own person alone; what was taken out goes a day later', async () => {
  let ahead = 0
  const here = await world({ now: () => Date.now() + ahead })
  const { alice, bob, app } = here
  const [first, second, poster, video] = [
    await bring(alice, 40),
    await bring(alice, 41),
    await bring(alice, 42),
    await film(alice),
  ]
  const draftId = crypto.randomUUID()
  const draft = await keep(alice, draftId, {
    caption: 'begun @bob',
    uploadIds: [second.id, video.id, first.id],
    alts: { [first.id]: 'sand' },
    posters: { [video.id]: poster.id },
    warning: 'mud',
    audience: 'friends',
    commentsFrom: 'nobody',
  })
  expect(draft).toMatchObject({
    id: draftId,
    caption: 'begun @bob',
    warning: 'mud',
    audience: 'friends',
    commentsFrom: 'nobody',
    media: [{ id: second.id }, { id: video.id, posterUrl: `/api/files/${poster.id}/view` }, { alt: 'sand' }],
  })
  expect(await alice.call('GET /api/post-drafts', {})).toEqual({ items: [draft] })
  expect(await bob.call('GET /api/post-drafts', {})).toEqual({ items: [] })
  await expectProblem(bob.call('DELETE /api/post-drafts/:draftId', { draftId }), 'not-found')
  await expectProblem(keep(bob, draftId, { uploadIds: [first.id] }), 'not-found')
  expect(await statuses(here, [alice, bob], first.url)).toEqual([200, 404])
  ahead = 2 * DAY_MS
  await sweepUploads(app.ctx)
  for (const { url } of [first, second, poster, video]) expect((await getFile(here, alice, url)).status).toBe(200)
  expect((await keep(alice, draftId, { uploadIds: [first.id] })).media.map(({ id, alt }) => [id, alt])).toEqual([
    [first.id, ''],
  ])
  // Taken out, it may be put back for a day.
  await keep(alice, draftId, { uploadIds: [first.id, second.id] })
  await keep(alice, draftId, { uploadIds: [first.id] })
  ahead += 2 * DAY_MS
  await sweepUploads(app.ctx)
  for (const { url } of [second, poster, video]) expect((await getFile(here, alice, url)).status).toBe(404)
  expect((await getFile(here, alice, first.url)).status).toBe(200)
  await alice.call('DELETE /api/post-drafts/:draftId', { draftId })
  expect(await storedFiles(here)).toEqual([])
})

test('what is posted is no draft any more, and keeps what it shows', async () => {
  const here = await world()
  const { alice } = here
  const [first, second] = [await bring(alice, 40), await bring(alice, 41)]
  const draftId = crypto.randomUUID()
  await keep(alice, draftId, { uploadIds: [first.id, second.id] })
  await expectProblem(posted(alice, { uploadIds: ['nothing'], draftId }), 'not-found')
  expect((await alice.call('GET /api/post-drafts', {})).items).toHaveLength(1)
  await posted(alice, { uploadIds: [first.id], draftId })
  expect((await alice.call('GET /api/post-drafts', {})).items).toEqual([])
  expect((await getFile(here, alice, first.url)).status).toBe(200)
  expect((await getFile(here, alice, second.url)).status).toBe(404)
  expect(await storedFiles(here)).toHaveLength(1)
  // One that was never kept is no fault.
  await posted(alice, { draftId: crypto.randomUUID() })
})

test('one keeps fifty drafts, however many devices keep them at once; the newest stands first', async () => {
  const { alice } = await world()
  const asked = await Promise.allSettled(
    Array.from({ length: limits.postDraftsMax + 10 }, (_, index) =>
      keep(alice, crypto.randomUUID(), { caption: `draft ${index}` }),
    ),
  )
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(limits.postDraftsMax)
  const { items } = await alice.call('GET /api/post-drafts', {})
  expect(items).toHaveLength(limits.postDraftsMax)
  const [oldest] = items.toReversed()
  await expectProblem(keep(alice, crypto.randomUUID(), {}), 'validation-failed')
  await keep(alice, oldest?.id ?? '', { caption: 'again' })
  expect((await alice.call('GET /api/post-drafts', {})).items.map(({ caption }) => caption)).toContain('again')
  const text = await uploadFile(alice.api, fileOf('words', 'words.txt'))
  await expectProblem(keep(alice, oldest?.id ?? '', { uploadIds: [text.id] }), 'validation-failed')
})

test('of a video what a camera wrote is gone before anybody has it, in a chat too', async () => {
  const here = await world()
  const { alice, bob } = here
  const box = (type: string, payload: string): string =>
    `\0\0\0${String.fromCodePoint(payload.length + 8)}${type}${payload}`
  const about = box('moov', box('mvhd', 'CANARYDATES.') + box('udta', box('\xa9xyz', 'CANARY+48.8577/')))
  const bytes = Buffer.from(box('ftyp', 'isom\0\0\x02\0') + about + box('mdat', 'vide'), 'latin1')
  const { id: conversationId } = await alice.directWith(bob.user.id)
  for (const isInChat of [false, true]) {
    const upload = await uploadFile(alice.api, fileOf(bytes, 'film.mp4'))
    if (isInChat) await alice.send(conversationId, '', null, [upload.id]).sent
    else await posted(alice, { uploadIds: [upload.id] })
    const had = await bytesOf(await getFile(here, bob, upload.url))
    expect([had.length, had.includes('CANARY'), had.includes('mdatvide')]).toEqual([bytes.length, false, true])
  }
})
