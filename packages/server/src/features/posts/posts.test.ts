import type { CallInput } from '@kith/protocol/registry.ts'
import { limits } from '@kith/protocol/limits.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf, flat, getFile, storedFiles } from '../../testing/files.ts'
import type { Person } from '../../testing/person.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'

const nobody = '0190aaaa-0000-7000-8000-000000000001'

const post = (who: Person, input: Partial<CallInput<'POST /api/posts'>> = {}) =>
  who.call('POST /api/posts', { caption: 'low tide', clientId: crypto.randomUUID(), ...input })

const bring = async (who: Person, side = 40, background = '#336699') =>
  uploadFile(who.api, fileOf(await flat(side, side, background).jpeg().toBuffer(), 'tide.jpg'))

test('a post has its pictures in their order, what is in them, its tags and whom it names', async () => {
  const { alice, bob } = await world()
  const pictures = [await bring(alice), await bring(alice, 41), await bring(alice, 42)].toReversed()
  const ids = pictures.map(({ id }) => id)
  const made = await post(alice, {
    caption: 'Ebb with @Bob and @nobody.here #Tide #tide #École `#no @carol`',
    uploadIds: ids,
    alts: { [ids[1] ?? '']: 'a boat on sand', [nobody]: 'nothing' },
    warning: 'mud',
    audience: 'followers',
    commentsFrom: 'friends',
  })
  expect(made).toMatchObject({
    author: { id: alice.user.id },
    tags: ['tide', 'école'],
    mentions: {},
    warning: 'mud',
    audience: 'followers',
    commentsFrom: 'friends',
    editedAt: null,
    state: { rev: 1, contentRev: 1, commentsRev: 0, likeCount: 0, commentCount: 0 },
    isLiked: false,
    isSaved: false,
    mayComment: true,
  })
  expect(made.media.map(({ id, alt }) => [id, alt])).toEqual([
    [ids[0], ''],
    [ids[1], 'a boat on sand'],
    [ids[2], ''],
  ])
  expect(made.media[0]).toMatchObject({ kind: 'image', width: 42, jpegUrl: `/api/files/${ids[0]}/jpeg` })
  // Bob does not follow her: what he cannot see does not name him.
  await expectProblem(bob.call('GET /api/posts/:postId', { postId: made.id }), 'not-found')
  await bob.call('PUT /api/follows/:userId', { userId: alice.user.id })
  expect(await bob.call('GET /api/posts/:postId', { postId: made.id })).toEqual({ ...made, mayComment: false })
  const open = await post(alice, { caption: 'with @BOB, @alice and @carol' })
  expect(Object.entries(open.mentions).map(([name, { username }]) => [name, username])).toEqual([
    ['bob', 'bob'],
    ['carol', 'carol'],
  ])
})

test('the same clientId again gives the first post, also at once; with something else it is refused', async () => {
  const { alice, app } = await world()
  const { id } = await bring(alice)
  const input = { caption: 'once', uploadIds: [id], clientId: crypto.randomUUID() }
  const many = await Promise.all(Array.from({ length: 8 }, () => alice.api.callWithStatus('POST /api/posts', input)))
  expect(many.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(new Set(many.map(({ reply }) => reply.id)).size).toBe(1)
  expect(await app.ctx.db.read.selectFrom('posts').select('id').execute()).toHaveLength(1)
  await expectProblem(alice.call('POST /api/posts', { ...input, caption: 'twice' }), 'client-id-reused')
  await expectProblem(alice.call('POST /api/posts', { ...input, uploadIds: [] }), 'client-id-reused')
  const postId = many[0]?.reply.id ?? ''
  await alice.call('PATCH /api/posts/:postId', { postId, caption: 'mended' })
  expect(await alice.call('POST /api/posts', input)).toMatchObject({ id: postId, caption: 'mended' })
})

test('one posts pictures and videos of one’s own alone, each once, twenty at most, or words', async () => {
  const { alice, bob } = await world()
  const picture = await bring(alice)
  const text = await uploadFile(alice.api, fileOf('words', 'words.txt'))
  const ofBob = await bring(bob)
  const film = await uploadFile(alice.api, fileOf('\0\0\0\x20ftypisom\0\0\x02\0moov vide', 'film.mp4'))
  await expectProblem(post(alice, { caption: ' \n' }), 'validation-failed')
  await expectProblem(post(alice, { uploadIds: [text.id] }), 'validation-failed')
  await expectProblem(post(alice, { uploadIds: [ofBob.id] }), 'not-found')
  await expectProblem(post(alice, { uploadIds: [nobody] }), 'not-found')
  await expectProblem(post(alice, { uploadIds: [picture.id, picture.id] }), 'validation-failed')
  await expectProblem(post(alice, { uploadIds: [film.id], posters: { [film.id]: ofBob.id } }), 'not-found')
  await expectProblem(post(alice, { uploadIds: [film.id], posters: { [film.id]: film.id } }), 'validation-failed')
  await expectProblem(
    post(alice, { uploadIds: [picture.id], posters: { [picture.id]: picture.id } }),
    'validation-failed',
  )
  const many = Array.from({ length: limits.postMediaMax + 1 }, (_, index) => `upload-${index}`)
  await expectProblem(post(alice, { uploadIds: many }), 'validation-failed')
  await expectProblem(post(alice, { caption: 'x'.repeat(limits.captionMax + 1) }), 'validation-failed')
  // What was refused took nothing with it.
  const made = await post(alice, { caption: '', uploadIds: [film.id], posters: { [film.id]: picture.id } })
  expect(made.media[0]).toMatchObject({ kind: 'video', posterUrl: `/api/files/${picture.id}/view`, jpegUrl: null })
})

test('an edit marks what says something else, and keeps what names meant', async () => {
  const { alice, bob, carol, place } = await world().then((here) => ({ ...here, place: here }))
  const { id } = await bring(alice)
  const { id: postId } = await post(alice, { caption: 'with @bob', uploadIds: [id] })
  const change = (input: Omit<CallInput<'PATCH /api/posts/:postId'>, 'postId'>, who = alice) =>
    who.call('PATCH /api/posts/:postId', { postId, ...input })
  const seen = await change({ alts: { [id]: 'sand' }, warning: 'mud', commentsFrom: 'nobody' })
  expect(seen).toMatchObject({ editedAt: null, warning: 'mud', mayComment: false, state: { rev: 2, contentRev: 2 } })
  expect(seen.media[0]?.alt).toBe('sand')
  expect(await change({ warning: 'mud' })).toEqual(seen)
  // The name is another's by now.
  await place.app.ctx.db.write(async (tx) => {
    await tx.updateTable('users').set({ username_key: 'robert' }).where('id', '=', bob.user.id).execute()
    await tx.updateTable('users').set({ username_key: 'bob' }).where('id', '=', carol.user.id).execute()
  })
  const mended = await change({ caption: 'with @bob #mended' })
  expect(mended).toMatchObject({ tags: ['mended'], mentions: { bob: { id: bob.user.id } }, state: { contentRev: 3 } })
  expect(mended.editedAt).not.toBe(null)
  expect((await change({ caption: '' })).mentions).toEqual({})
  const bare = await post(alice, { caption: 'words' })
  await expectProblem(alice.call('PATCH /api/posts/:postId', { postId: bare.id, caption: ' ' }), 'validation-failed')
  await expectProblem(change({ caption: 'mine' }, bob), 'forbidden')
  await change({ audience: 'friends' })
  await expectProblem(change({ caption: 'mine' }, bob), 'not-found')
  expect(await place.app.ctx.db.read.selectFrom('post_tags').select('tag').execute()).toEqual([])
})

test('likes count once each, are told to one’s devices and listed newest first, without who is blocked', async () => {
  const { alice, bob, carol, stranger, device, app } = await world()
  const { id: postId } = await post(alice)
  const phone = await device('bob')
  const ear = new Ear(socketOf(phone))
  const like = 'PUT /api/posts/:postId/like'
  const liked = await bob.call(like, { postId })
  expect(liked).toMatchObject({ state: { rev: 2, likeCount: 1, contentRev: 1 }, mark: { postId, isLiked: true } })
  expect(await ear.hears('post_mark')).toEqual(liked.mark)
  const again = await Promise.all(Array.from({ length: 6 }, () => bob.call(like, { postId })))
  for (const one of again) expect(one).toEqual(liked)
  await Promise.all([carol, stranger, alice].map((who) => who.call(like, { postId })))
  expect((await bob.call('GET /api/posts/:postId', { postId })).state).toMatchObject({ rev: 5, likeCount: 4 })
  // In the order of time, which these have one after the other.
  const order = [bob, carol, stranger, alice].map(({ user }) => user.id)
  for (const [index, id] of order.entries()) {
    await app.ctx.db.write(async (tx) => {
      await tx.updateTable('post_likes').set({ created_at: index }).where('user_id', '=', id).execute()
    })
  }
  await carol.call('PUT /api/blocks/:userId', { userId: bob.user.id })
  const listed = async (who: Person) => {
    const names: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { username: string }[]; nextCursor: string | null } = await who.call(
        'GET /api/posts/:postId/likes',
        { postId, limit: 1, ...(cursor === '' ? {} : { cursor }) },
      )
      names.push(...page.items.map(({ username }) => username))
      cursor = page.nextCursor
    }
    return names
  }
  expect(await listed(alice)).toEqual(['alice', 'stranger', 'carol', 'bob'])
  expect(await listed(bob)).toEqual(['alice', 'stranger', 'bob'])
  expect(await listed(carol)).toEqual(['alice', 'stranger', 'carol'])
  const unliked = await bob.call('DELETE /api/posts/:postId/like', { postId })
  expect(unliked).toMatchObject({ state: { likeCount: 3, rev: 6 }, mark: { isLiked: false } })
  expect(await bob.call('DELETE /api/posts/:postId/like', { postId })).toEqual(unliked)
  await expectProblem(bob.call(like, { postId: nobody }), 'not-found')
})

test('what one keeps is one’s own, and let go even where it is not to be seen any more', async () => {
  const { alice, bob } = await world()
  const { id: postId } = await post(alice)
  const saved = await bob.call('PUT /api/posts/:postId/save', { postId })
  expect(saved).toMatchObject({ isSaved: true, isLiked: false })
  expect(await bob.call('GET /api/posts/:postId', { postId })).toMatchObject({ isSaved: true, state: { rev: 1 } })
  expect(await alice.call('GET /api/posts/:postId', { postId })).toMatchObject({ isSaved: false })
  await alice.call('PATCH /api/posts/:postId', { postId, audience: 'friends' })
  await expectProblem(bob.call('PUT /api/posts/:postId/save', { postId }), 'not-found')
  expect(await bob.call('DELETE /api/posts/:postId/save', { postId })).toMatchObject({ isSaved: false })
  await expectProblem(bob.call('PUT /api/posts/:postId/save', { postId: nobody }), 'not-found')
})

test('of posts that are asked for by their ids those come that one may see, in that order', async () => {
  const { alice, bob } = await world()
  const [first, second, third] = [
    await post(alice),
    await post(alice, { audience: 'friends' }),
    await post(bob, { caption: 'flood' }),
  ]
  const ids = [third?.id, nobody, second?.id, first?.id, third?.id].join(',')
  const ask = async (who: Person) => (await who.call('GET /api/posts', { ids })).items.map(({ id }) => id)
  expect(await ask(bob)).toEqual([third?.id, first?.id])
  expect(await ask(alice)).toEqual([third?.id, second?.id, first?.id])
  await expectProblem(bob.call('GET /api/posts', { ids: 'a'.repeat(70) }), 'validation-failed')
  await expectProblem(
    bob.call('GET /api/posts', { ids: Array.from({ length: 51 }, () => 'a').join(',') }),
    'validation-failed',
  )
})

test('a post goes with all that hangs on it: by its author, or by who leads the place where they see it', async () => {
  const here = await world()
  const { alice, bob, carol, app } = here
  const upload = await bring(bob)
  const { id: postId } = await post(bob, { caption: 'flood #tide @carol', uploadIds: [upload.id] })
  await carol.call('PUT /api/posts/:postId/like', { postId })
  await carol.call('PUT /api/posts/:postId/save', { postId })
  await expectProblem(carol.call('DELETE /api/posts/:postId', { postId }), 'forbidden')
  expect((await getFile(here, carol, upload.url)).status).toBe(200)
  // She owns the place.
  await alice.call('DELETE /api/posts/:postId', { postId })
  await expectProblem(bob.call('GET /api/posts/:postId', { postId }), 'not-found')
  expect((await getFile(here, bob, upload.url)).status).toBe(404)
  expect(await storedFiles(here)).toEqual([])
  for (const table of ['posts', 'post_media', 'post_tags', 'post_mentions', 'post_likes', 'post_saves'] as const) {
    expect(await app.ctx.db.read.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  const hidden = await post(bob, { audience: 'friends' })
  await expectProblem(alice.call('DELETE /api/posts/:postId', { postId: hidden.id }), 'not-found')
  await bob.call('DELETE /api/posts/:postId', { postId: hidden.id })
  await expectProblem(bob.call('DELETE /api/posts/:postId', { postId: hidden.id }), 'not-found')
})
