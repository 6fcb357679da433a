import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { fold } from '../../database/search/fold.ts'
import type { PostHit, PostSearch } from '../../database/search/post-index.ts'
import { PostgresPostSearch } from '../../database/search/postgres-post-search.ts'
import { findPosts } from '../../database/search/sqlite-post-find.ts'
import type { PostLevel, PostsTable } from '../../database/schema-posts.ts'
import { body, isSpoken, line, sample } from '../../testing/any-words.ts'
import { putPosts } from '../../testing/put-posts.ts'
import { relate } from '../../testing/relate.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { readQuestion } from './question.ts'

/* Whatever way the index of posts takes, it answers as somebody would who reads every post there is. */

const POSTS = 240
const QUESTIONS = 120

type Written = PostsTable & { alts: string[] }

/** Posts of every level, some with what is to be seen in their pictures, by people who stand to each other in every way. */
async function wall(place: World): Promise<void> {
  const { alice, bob, carol, stranger } = place
  await relate(place, alice, bob, { friendship: 'friends' })
  await relate(place, alice, carol, { follow: 'following' })
  await relate(place, bob, carol, { is_blocked: 1 })
  await relate(place, carol, bob, { is_blocked_by: 1, friendship: 'friends' })
  const { db } = place.app.ctx
  await db.write(async (tx) => {
    await tx.updateTable('users').set({ is_private: 1 }).where('id', '=', carol.user.id).execute()
    await tx.updateTable('users').set({ state: 'suspended' }).where('id', '=', stranger.user.id).execute()
  })
  const authors = [alice, bob, carol, stranger]
  const captions = sample(body, POSTS * 2)
  const ids = await putPosts(
    place,
    Array.from({ length: POSTS }, (_, at) => ({
      author_id: authors[(at * 5 + Math.floor(at / 7)) % 4]?.user.id ?? '',
      level: (at % 3) as PostLevel,
      caption: captions[at] ?? '',
      created_at: 1_700_000_000_000 + Math.floor(at / 3) * 1_000,
    })),
  )
  const alts = new Map(
    ids.flatMap((id, at) => (at % 4 === 0 ? [[id, captions.slice(POSTS + at, POSTS + at + 2)]] : [])),
  )
  const media = [...alts].flatMap(([post_id, texts]) => texts.map((alt, position) => ({ post_id, position, alt })))
  await db.write(async (tx) => {
    await tx
      .insertInto('uploads')
      .values(
        media.map(({ post_id, position }) => ({
          id: `${post_id}-${position}`,
          owner_id: alice.user.id,
          kind: 'image' as const,
          name: 'p',
          size_bytes: 1,
          mime_type: 'image/webp',
          stored_bytes: 1,
          created_at: 1,
        })),
      )
      .execute()
    const rows = media.map((each) => ({ ...each, upload_id: `${each.post_id}-${each.position}`, poster_id: null }))
    await tx.insertInto('post_media').values(rows).execute()
    // As whoever wrote the alt texts would: it waits for the index.
    await tx
      .updateTable('posts')
      .set({ content_rev: 2 })
      .where('id', 'in', [...alts.keys()])
      .execute()
  })
}

function questions({ alice, bob, carol }: Ids, written: readonly Written[]): Omit<PostSearch, 'userId' | 'before'>[] {
  const time = fc.option(fc.constantFrom(...written.map((each) => each.created_at)), { freq: 6 })
  const asked = fc.record({
    line,
    authorIds: fc.option(fc.subarray([alice, bob, carol], { minLength: 1 }), { freq: 4 }),
    from: time,
    until: time,
    limit: fc.constantFrom(1, 5, 100),
  })
  return sample(asked, QUESTIONS).map(({ line: typed, ...beside }) => {
    const { parts, phrases } = readQuestion(typed)
    return { ...beside, parts, phrases }
  })
}

function says(post: Written, { parts, phrases }: Pick<PostSearch, 'parts' | 'phrases'>): boolean {
  const texts = [post.caption, ...post.alts].map(fold)
  const isThere = (is: (text: string) => boolean): boolean => texts.some(is)
  return (
    parts.every((one) => isThere((text) => text.includes(one))) &&
    phrases.every((phrase) => isThere((text) => isSpoken(text, phrase)))
  )
}

/** Taken at the beginning: whoever is suspended is signed out. */
type Ids = Record<'alice' | 'bob' | 'carol' | 'stranger', string>

/** By who may see what, said another way than the query says it. */
function isSeen(
  { alice, bob, carol, stranger }: Ids,
  viewerId: string,
  { author_id: authorId, level }: Written,
): boolean {
  if (viewerId === authorId) return true
  if (authorId === stranger) return false
  const between = new Set([viewerId, authorId])
  if (between.has(bob) && between.has(carol)) return false
  if (authorId === carol) return viewerId === alice && level < 2
  if (authorId === bob && viewerId === alice) return true
  return level === 0
}

type Way = (wanted: PostSearch) => Promise<PostHit[]>

/** Every way that the index of this database has, whatever it would choose for so few posts. */
function waysOf(place: World): Record<string, Way> {
  const { db, config } = place.app.ctx
  const asAsked: Way = (wanted) => db.postSearch.find(wanted)
  if (db.dialect === 'postgres') {
    const within = (count: number): Way => {
      const search = new PostgresPostSearch(db.read, () => undefined, count)
      onTestFinished(() => search.close())
      return (wanted) => search.find(wanted)
    }
    return { 'as asked': asAsked, 'some at a time': within(60), 'a few at a time': within(9) }
  }
  const index = new DatabaseSync(join(config.DATA_DIR, 'search-posts.db'), { readOnly: true })
  onTestFinished(() => index.close())
  index.prepare('attach ? as kith').run(join(config.DATA_DIR, 'kith.db'))
  const within = (count: number): Way => {
    return async (wanted) => findPosts(index, wanted, count)
  }
  return { 'as asked': asAsked, 'some at a time': within(60), 'a few at a time': within(9) }
}

/** Goes on until there are enough, as whoever turns the pages does. */
async function ask(find: Way, wanted: PostSearch): Promise<string[]> {
  const ids: string[] = []
  for (let before: number | null = null; ids.length < wanted.limit;) {
    const hits: PostHit[] = await find({ ...wanted, before, limit: wanted.limit - ids.length })
    ids.push(...hits.flatMap(({ postId }) => postId ?? []))
    const last = hits.at(-1)
    if (last === undefined || last.postId !== null) break
    before = last.place
  }
  return ids
}

test('every way of looking for posts finds what reading all of them would, and nothing else', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const ids: Ids = { alice: alice.user.id, bob: bob.user.id, carol: carol.user.id, stranger: stranger.user.id }
  await wall(place)
  const { db } = place.app.ctx
  const posted = (await db.read.selectFrom('posts').select('id').execute()).map(({ id }) => id)
  for (const id of posted) db.postSearch.changed(id)
  await db.postSearch.settled()
  // Nobody tells the index.
  await db.write(async (tx) => {
    await tx
      .deleteFrom('posts')
      .where('id', '=', posted[13] ?? '')
      .execute()
    await tx
      .updateTable('posts')
      .set({ caption: 'gone', content_rev: 9 })
      .where('id', '=', posted[14] ?? '')
      .execute()
  })
  const alts = Map.groupBy(
    await db.read.selectFrom('post_media').selectAll().orderBy('position').execute(),
    (row) => row.post_id,
  )
  const present = (await db.read.selectFrom('posts').selectAll().execute())
    .map((row): Written => ({ ...row, alts: (alts.get(row.id) ?? []).map(({ alt }) => alt) }))
    .toSorted((one, other) => other.created_at - one.created_at)
  const written = present.filter(({ id }) => id !== posted[14])
  const changed = present.filter(({ id }) => id === posted[14])
  const ways = Object.entries(waysOf(place))
  const timeOf = new Map(written.map((row) => [row.id, row.created_at]))
  let found = 0
  for (const userId of Object.values(ids)) {
    for (const question of questions(ids, written)) {
      const wanted = { ...question, userId, before: null }
      const all = written
        .filter((each) => isSeen(ids, userId, each) && says(each, wanted))
        .filter((each) => wanted.authorIds?.includes(each.author_id) ?? true)
        .filter((each) => each.created_at >= (wanted.from ?? 0) && each.created_at < (wanted.until ?? Infinity))
      found += Math.min(all.length, wanted.limit)
      for (const [name, find] of ways) {
        const asked = await ask(find, wanted)
        // The index may have seen by itself what nobody told it: then that is found as it is now.
        const late = changed.filter((each) => isSeen(ids, userId, each) && says(each, wanted)).map(({ id }) => id)
        const got = asked.filter((id) => !late.includes(id))
        const most = wanted.limit - (asked.length - got.length)
        // Those of one moment are in any order.
        const times = got.map((id) => timeOf.get(id))
        expect({ name, wanted, times }).toEqual({
          name,
          wanted,
          times: all.slice(0, most).map((row) => row.created_at),
        })
        const expected = new Set(all.map(({ id }) => id))
        expect(
          got.filter((id) => !expected.has(id)),
          name,
        ).toEqual([])
        expect(new Set(got).size, name).toBe(got.length)
      }
    }
  }
  // Of questions that find nothing a search that never finds anything would answer all.
  expect(found).toBeGreaterThan(1_000)
})
