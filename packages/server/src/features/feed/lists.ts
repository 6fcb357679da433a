import { id } from '@kith/protocol/ids.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Post } from '@kith/protocol/posts.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Database } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { postsSeen } from '../post-access/post-access.ts'
import type { SeenPost } from '../post-access/post-access.ts'
import { postViews, seenPosts } from '../posts/posts.ts'
import { cardsOf, userByName } from '../users/users.ts'
import { explorePage, explorePlace } from './explore.ts'
import { authorPage, forEveryone, markOfHome, nearnessTo, savedBy } from './feed-rows.ts'
import type { Candidate, Saved } from './feed-rows.ts'
import { homePage } from './home-rows.ts'
import { pick } from './picking.ts'

type Input = CallParsed<'GET /api/feed'>

const below = z.strictObject({ id })
const savedPlace = z.strictObject({ at: z.int(), id })

/** One of the feeds; of home also how far the caller has come. */
export async function listFeed(ctx: AppContext, caller: Caller, input: Input): Promise<CallReply<'GET /api/feed'>> {
  const db = ctx.db.read
  // Read first: what is seen meanwhile is told.
  const mark = input.of === 'home' ? await markOfHome(db, caller.userId) : undefined
  const { rows, next } = await pages[input.of](db, caller.userId, input)
  return {
    items: await postViews(db, caller.userId, rows),
    nextCursor: next === null ? null : writeCursor(next),
    seenId: mark?.seen_id ?? null,
  }
}

type PageOf = (
  db: Database['read'],
  viewerId: string,
  asked: { limit: number; cursor?: string | undefined },
) => Promise<{ rows: SeenPost[]; next: object | null }>

const pages: Record<Input['of'], PageOf> = {
  home: async (db, viewerId, { limit, cursor }) => {
    const before = readCursor(below, cursor)?.id ?? null
    const posted = await homePage(db, viewerId, { before, after: null, hasOwn: true, limit: limit + 1 })
    const ids = posted.slice(0, limit).map(({ id: postId }) => postId)
    const last = posted.length > limit ? ids.at(-1) : undefined
    const rows = await postsSeen(db, viewerId, ids)
    return { rows: rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)), next: last === undefined ? null : { id: last } }
  },
  everyone: async (db, viewerId, { limit, cursor }) => {
    const before = readCursor(below, cursor)?.id ?? null
    const after = (last: Candidate | null, count: number) => forEveryone(db, last?.id ?? before, count)
    const { rows, last } = await pick(db, viewerId, { after, limit, hasMuted: false })
    return { rows, next: last === null ? null : { id: last.id } }
  },
  explore: async (db, viewerId, { limit, cursor }) =>
    explorePage(db, viewerId, { after: readCursor(explorePlace, cursor), limit }),
  saved: async (db, viewerId, { limit, cursor }) => {
    const from = readCursor(savedPlace, cursor)
    const after = (last: Saved | null, count: number) => savedBy(db, viewerId, last ?? from, count)
    const { rows, last } = await pick(db, viewerId, { after, limit, hasMuted: true })
    return { rows, next: last === null ? null : { at: last.at, id: last.id } }
  },
}

/** How many posts of others are newer than `after`, or than the newest that the caller has come to. */
export async function listNew(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'GET /api/feed/new'>,
): Promise<CallReply<'GET /api/feed/new'>> {
  const db = ctx.db.read
  const after = input.after ?? (await markOfHome(db, caller.userId))?.seen_id ?? null
  const rows = await homePage(db, caller.userId, { before: null, after, hasOwn: false, limit: limits.newPostsMax })
  const authorIds = [...new Set(rows.map((row) => row.author_id))].slice(0, 3)
  const cards = await cardsOf(db, authorIds)
  return { count: rows.length, authors: authorIds.flatMap((authorId) => cards.get(authorId) ?? []) }
}

/**
 * The posts of somebody that the caller sees, newest first.
 * @throws Problem `not-found`, as for a profile
 */
export async function listPostsOf(
  ctx: AppContext,
  caller: Caller,
  { username, limit, cursor }: CallParsed<'GET /api/users/:username/posts'>,
): Promise<{ items: Post[]; nextCursor: string | null }> {
  const db = ctx.db.read
  const before = readCursor(below, cursor)?.id ?? null
  const author = await userByName(db, username.toLowerCase())
  if (author === undefined || author.state !== 'active') throw new Problem('not-found')
  const { near, isApart } = await nearnessTo(db, caller.userId, author.id)
  if (isApart) throw new Problem('not-found')
  const ids = await authorPage(db, author.id, { near, before, limit: limit + 1 })
  const shown = ids.slice(0, limit)
  const last = ids.length > limit ? shown.at(-1) : undefined
  return {
    items: await seenPosts(db, caller.userId, shown),
    nextCursor: last === undefined ? null : writeCursor({ id: last }),
  }
}
