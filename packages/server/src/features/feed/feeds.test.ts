import { randomUUID } from 'node:crypto'
import type { Post } from '@kith/protocol/posts.ts'
import { expect, test } from 'vitest'
import type { PostLevel } from '../../database/schema-posts.ts'
import { putPosts } from '../../testing/put-posts.ts'
import { relate } from '../../testing/relate.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { Person } from '../../testing/person.ts'
import type { World } from '../../testing/world.ts'
import { LOOKED_AT_MAX } from './picking.ts'

const friends = { friendship: 'friends' } as const
const following = { follow: 'following' } as const

const idsOf = (posts: readonly Post[]): string[] => posts.map(({ id }) => id)

/** A list from its beginning to its end. */
async function walk(ask: (cursor: string | undefined) => Promise<{ items: Post[]; nextCursor: string | null }>) {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await ask(cursor)
    ids.push(...idsOf(items))
    if (nextCursor === null) return ids
    cursor = nextCursor
  }
}

const feedOf = (who: Person, of: 'home' | 'everyone' | 'explore' | 'saved', limit = 50) =>
  walk((cursor) => who.call('GET /api/feed', { of, limit, ...(cursor === undefined ? {} : { cursor }) }))
const taggedFor = (who: Person, tag: string, limit = 50) =>
  walk((cursor) => who.call('GET /api/tags/:tag/posts', { tag, limit, ...(cursor === undefined ? {} : { cursor }) }))
const postsOf = (who: Person, username: string, limit = 50) =>
  walk((cursor) =>
    who.call('GET /api/users/:username/posts', { username, limit, ...(cursor === undefined ? {} : { cursor }) }),
  )

/** One post of each level by somebody, oldest first. */
async function oneOfEach(place: World, author: Person, caption = ''): Promise<string[]> {
  return putPosts(
    place,
    ([0, 1, 2] as const).map((level) => ({ author_id: author.user.id, level, caption })),
  )
}

test('home has what friends, the followed and oneself posted, as far as each of them lets one', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  await relate(place, alice, bob, friends)
  await relate(place, alice, carol, following)
  const ofBob = await oneOfEach(place, bob)
  const ofCarol = await oneOfEach(place, carol)
  await oneOfEach(place, stranger)
  const ofAlice = await oneOfEach(place, alice)
  const expected = [...ofBob, ...ofCarol.slice(0, 2), ...ofAlice].toReversed()
  expect(await feedOf(alice, 'home')).toEqual(expected)
  expect(await feedOf(alice, 'home', 1)).toEqual(expected)
  expect(await feedOf(stranger, 'home')).toHaveLength(3)
})

test('home leaves out who is muted, blocked or suspended, and whose account was closed to one', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const dora = await place.person('dora')
  for (const each of [bob, carol, stranger, dora]) await relate(place, alice, each, friends)
  await relate(place, alice, bob, { is_muted: 1 })
  await relate(place, alice, carol, { is_blocked: 1 })
  await relate(place, alice, stranger, { is_blocked_by: 1 })
  await place.app.ctx.db.write(async (tx) => {
    await tx.updateTable('users').set({ state: 'suspended' }).where('id', '=', dora.user.id).execute()
  })
  for (const each of [bob, carol, stranger, dora]) await oneOfEach(place, each)
  expect(await feedOf(alice, 'home')).toEqual([])
  await relate(place, alice, bob, { is_muted: 0 })
  expect(await feedOf(alice, 'home')).toHaveLength(3)
  await relate(place, alice, bob, { friendship: 'none' })
  expect(await feedOf(alice, 'home')).toEqual([])
})

test('one who posts very much does not hide what others posted before', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, alice, bob, friends)
  await relate(place, alice, carol, following)
  const [old = ''] = await putPosts(place, [{ author_id: carol.user.id }])
  const many = await putPosts(
    place,
    Array.from({ length: 300 }, (_, at) => ({ author_id: bob.user.id, level: (at % 3) as PostLevel })),
  )
  expect(await feedOf(alice, 'home', 7)).toEqual([...many.toReversed(), old])
})

test('what is new is counted without one’s own, up to a bound', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, alice, bob, friends)
  await relate(place, alice, carol, following)
  const [first = '', ofCarol = ''] = await putPosts(place, [{ author_id: bob.user.id }, { author_id: carol.user.id }])
  await putPosts(place, [{ author_id: alice.user.id }, { author_id: bob.user.id, level: 2 }])
  const news = await alice.call('GET /api/feed/new', { after: first })
  expect(news.count).toBe(2)
  expect(news.authors.map(({ username }) => username)).toEqual(['bob', 'carol'])
  await alice.call('PUT /api/feed/seen', { postId: ofCarol })
  expect((await alice.call('GET /api/feed/new', {})).count).toBe(1)
  await putPosts(
    place,
    Array.from({ length: 120 }, () => ({ author_id: bob.user.id })),
  )
  expect((await alice.call('GET /api/feed/new', { after: first })).count).toBe(99)
})

test('how far one has come goes forward only, and every device is told', async () => {
  const place = await world()
  const { alice, bob } = place
  const other = await place.device('alice')
  const [first = '', second = '', friendsOnly = ''] = await putPosts(place, [
    { author_id: bob.user.id },
    { author_id: bob.user.id },
    { author_id: bob.user.id, level: 2 },
  ])
  expect((await alice.call('GET /api/feed', {})).seenId).toBe(null)
  const told = Promise.withResolvers<{ seenId: string; personalRev: number }>()
  other.socket?.on('feed_seen', told.resolve)
  const mark = await alice.call('PUT /api/feed/seen', { postId: second })
  expect(mark.seenId).toBe(second)
  expect(await told.promise).toEqual(mark)
  expect(await alice.call('PUT /api/feed/seen', { postId: first })).toEqual(mark)
  expect((await other.call('GET /api/feed', {})).seenId).toBe(second)
  await expectProblem(alice.call('PUT /api/feed/seen', { postId: friendsOnly }), 'not-found')
  await expectProblem(alice.call('PUT /api/feed/seen', { postId: 'zzzz' }), 'not-found')
})

test('of two devices that come to posts at once the newer post stays', async () => {
  const place = await world()
  const other = await place.device('alice')
  const [first = '', second = ''] = await putPosts(
    place,
    [1, 2].map(() => ({ author_id: place.bob.user.id })),
  )
  await Promise.all([
    place.alice.call('PUT /api/feed/seen', { postId: second }),
    other.call('PUT /api/feed/seen', { postId: first }),
  ])
  expect((await other.call('GET /api/feed', {})).seenId).toBe(second)
})

test('the posts of somebody are those of the levels that one is near enough for', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const all = await oneOfEach(place, bob)
  const newestFirst = all.toReversed()
  await relate(place, alice, bob, friends)
  await relate(place, carol, bob, following)
  expect(await postsOf(bob, 'bob', 2)).toEqual(newestFirst)
  expect(await postsOf(alice, 'bob', 1)).toEqual(newestFirst)
  expect(await postsOf(carol, 'BOB')).toEqual(newestFirst.slice(1))
  expect(await postsOf(stranger, 'bob')).toEqual(newestFirst.slice(2))
  for (const [who, count] of [
    [bob, 3],
    [alice, 3],
    [carol, 2],
    [stranger, 1],
  ] as const) {
    expect((await who.call('GET /api/users/:username', { username: 'bob' })).counts.posts).toBe(count)
  }
  await place.app.ctx.db.write(async (tx) => {
    await tx.updateTable('users').set({ is_private: 1 }).where('id', '=', bob.user.id).execute()
  })
  expect(await postsOf(stranger, 'bob')).toEqual([])
  expect(await postsOf(carol, 'bob')).toEqual(newestFirst.slice(1))
  await relate(place, carol, bob, { is_blocked: 1 })
  await expectProblem(postsOf(carol, 'bob'), 'not-found')
  await expectProblem(postsOf(carol, 'nobody'), 'not-found')
})

test('muting hides somebody from feeds, not from their own page', async () => {
  const place = await world()
  const { alice, bob } = place
  const [id = ''] = await putPosts(place, [{ author_id: bob.user.id, caption: '#sea', media_count: 1, like_count: 3 }])
  for (const of of ['everyone', 'explore'] as const) expect(await feedOf(alice, of)).toEqual([id])
  await relate(place, alice, bob, { is_muted: 1 })
  for (const of of ['everyone', 'explore'] as const) expect(await feedOf(alice, of)).toEqual([])
  expect(await taggedFor(alice, 'sea')).toEqual([])
  expect(await postsOf(alice, 'bob')).toEqual([id])
})

test('explore has pictures that people liked or talked of, the most of it first, page by page', async () => {
  const place = await world()
  const author_id = place.bob.user.id
  const picture = { author_id, media_count: 1 }
  const [little = '', , , much = '', talked = ''] = await putPosts(place, [
    { ...picture, like_count: 1 },
    picture,
    { author_id, like_count: 50 },
    { ...picture, like_count: 40 },
    { ...picture, comment_count: 5 },
    { ...picture, like_count: 9, level: 1 },
  ])
  expect(await feedOf(place.alice, 'explore')).toEqual([much, talked, little])
  const first = await place.alice.call('GET /api/feed', { of: 'explore', limit: 1 })
  // What comes meanwhile does not move what one reads.
  await putPosts(place, [{ ...picture, like_count: 20 }])
  const cursor = first.nextCursor ?? ''
  const second = await place.alice.call('GET /api/feed', { of: 'explore', limit: 1, cursor })
  expect(idsOf(second.items)).toEqual([talked])
})

test('explore goes on among older posts, and has each once', async () => {
  const place = await world()
  const ids = await putPosts(
    place,
    Array.from({ length: 2_300 }, (_, at) => ({ author_id: place.bob.user.id, media_count: 1, like_count: at % 7 })),
  )
  const found = await feedOf(place.alice, 'explore', 100)
  const liked = ids.filter((_, at) => at % 7 > 0)
  expect(found).toHaveLength(liked.length)
  expect(new Set(found)).toEqual(new Set(liked))
  const newest = new Set(ids.slice(-1_000))
  expect(found.slice(0, 100).filter((id) => !newest.has(id))).toEqual([])
})

test('what one may not see or does not want, however much of it, ends a page and not the list', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const posted = (author: Person, count: number) =>
    putPosts(
      place,
      Array.from({ length: count }, () => ({
        author_id: author.user.id,
        caption: '#sea',
        media_count: 1,
        like_count: 1,
      })),
    )
  const [oldest = ''] = await posted(bob, 1)
  await posted(carol, LOOKED_AT_MAX * 2 + 100)
  const [newest = ''] = await posted(bob, 1)
  await relate(place, alice, carol, { is_muted: 1 })
  const first = await alice.call('GET /api/feed', { of: 'everyone' })
  expect(idsOf(first.items)).toEqual([newest])
  expect(first.nextCursor).not.toBe(null)
  for (const of of ['everyone', 'explore'] as const) expect(await feedOf(alice, of)).toEqual([newest, oldest])
  expect(await taggedFor(alice, 'sea')).toEqual([newest, oldest])
})

test('what one keeps stands in the order of saving, without what one may not see any more', async () => {
  const place = await world()
  const { alice, bob } = place
  const [first = '', second = '', third = ''] = await oneOfEach(place, bob)
  await place.app.ctx.db.write(async (tx) => {
    const saved = [third, first, second].map((post_id, at) => ({ user_id: alice.user.id, post_id, created_at: at }))
    await tx.insertInto('post_saves').values(saved).execute()
  })
  await relate(place, alice, bob, friends)
  expect(await feedOf(alice, 'saved', 1)).toEqual([second, first, third])
  await relate(place, alice, bob, { friendship: 'none', follow: 'following', is_muted: 1 })
  expect(await feedOf(alice, 'saved', 1)).toEqual([second, first])
  expect(await feedOf(bob, 'saved')).toEqual([])
})

test('a hashtag is found however it was written, with those of its posts that one sees', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, carol, bob, following)
  const ids = await oneOfEach(place, bob, 'at the #Café today')
  expect(await taggedFor(alice, 'CAFÉ')).toEqual([ids[0]])
  expect(await taggedFor(alice, '#café')).toEqual([ids[0]])
  expect(await taggedFor(carol, 'café', 1)).toEqual([ids[1], ids[0]])
  expect(await taggedFor(alice, 'caf')).toEqual([])
})

test('hashtags are offered by how much they are used of late, and those that one cannot see are not', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const author_id = bob.user.id
  await putPosts(place, [
    { author_id, caption: '#sea #seal' },
    { author_id, caption: '#sea' },
    { author_id, caption: '#seed', level: 1 },
    { author_id, caption: '#summer' },
  ])
  const offered = async (who: Person, q: string) => (await who.call('GET /api/tags', { q })).items
  expect(await offered(alice, '#SE')).toEqual([
    { tag: 'sea', count: 2 },
    { tag: 'seal', count: 1 },
  ])
  expect(await offered(alice, '')).toHaveLength(3)
  await relate(place, carol, bob, following)
  expect((await offered(carol, 'se')).map(({ tag }) => tag)).toEqual(['sea', 'seal', 'seed'])
  await relate(place, carol, bob, { is_blocked: 1 })
  expect(await offered(carol, 'se')).toEqual([])
})

test('words that one hides are kept once, and every device is told', async () => {
  const { alice, bob, device } = await world()
  const other = await device('alice')
  const told = Promise.withResolvers<{ words: string[]; personalRev: number }>()
  other.socket?.on('hidden_words', told.resolve)
  const kept = await alice.call('PUT /api/me/hidden-words', { words: ['Spoiler', 'the end', 'spoiler'] })
  expect(kept.words).toEqual(['Spoiler', 'the end'])
  expect(await told.promise).toEqual(kept)
  expect(await other.call('GET /api/me/hidden-words', {})).toEqual(kept)
  expect((await bob.call('GET /api/me/hidden-words', {})).words).toEqual([])
  await alice.call('PUT /api/me/hidden-words', { words: [] })
  expect((await other.call('GET /api/me/hidden-words', {})).words).toEqual([])
})

test('a cursor that no list gave out is refused in a sentence', async () => {
  const { alice } = await world()
  for (const place of ['x', { id: 'a\u0000' }, { at: 1 }, { id: 7 }, { top: 'a', last: {} }, null]) {
    const cursor = Buffer.from(JSON.stringify(place)).toString('base64url')
    for (const of of ['home', 'everyone', 'explore', 'saved'] as const) {
      await expectProblem(alice.call('GET /api/feed', { of, cursor }), 'validation-failed')
    }
    await expectProblem(alice.call('GET /api/tags/:tag/posts', { tag: 'x', cursor }), 'validation-failed')
    await expectProblem(alice.call('GET /api/users/:username/posts', { username: 'bob', cursor }), 'validation-failed')
  }
  const end = Buffer.from(JSON.stringify({ id: '0' })).toString('base64url')
  expect((await alice.call('GET /api/feed', { cursor: end })).items).toEqual([])
})

test('what is posted is told, found and gone again as its author does it', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, bob, alice, { follow: 'following' })
  await relate(place, alice, bob, { followed_by: 'following' })
  const [came, went] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()]
  bob.socket?.on('post_added', ({ postId }) => came.resolve(postId))
  const said = { caption: 'a heron #lake', audience: 'followers', clientId: randomUUID() } as const
  const { id } = await alice.call('POST /api/posts', said)
  expect(await came.promise).toBe(id)
  // The same again tells nobody.
  bob.socket?.on('post_added', () => went.reject(new Error('was told twice')))
  bob.socket?.on('feed_seen', () => went.resolve())
  await alice.call('POST /api/posts', said)
  await bob.call('PUT /api/feed/seen', { postId: id })
  await went.promise
  const { db } = place.app.ctx
  const found = async (who: Person, q: string): Promise<number> => {
    await db.postSearch.settled()
    return (await who.call('GET /api/search', { q, type: 'post' })).items.length
  }
  expect([await found(bob, 'heron'), await found(carol, 'heron')]).toEqual([1, 0])
  await alice.call('PATCH /api/posts/:postId', { postId: id, caption: 'a swan #lake', audience: 'everyone' })
  expect([await found(bob, 'heron'), await found(carol, 'swan')]).toEqual([0, 1])
  expect(await feedOf(carol, 'everyone')).toEqual([id])
  await alice.call('DELETE /api/posts/:postId', { postId: id })
  expect(await found(bob, 'swan')).toBe(0)
  expect(await feedOf(bob, 'home')).toEqual([])
})
