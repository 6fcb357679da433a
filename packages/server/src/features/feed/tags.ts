import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { foldTag } from '@kith/protocol/tags.ts'
import { id } from '@kith/protocol/ids.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { postViews } from '../posts/posts.ts'
import { tagged } from './feed-rows.ts'
import type { Candidate } from './feed-rows.ts'
import { pick } from './picking.ts'
import { countsOf, tagsBeginning, tagsOfLate } from './tag-rows.ts'

const TAGS_SHOWN = 20
/** Of the posts for everyone so many are looked at for what is posted about of late. */
const LATE = 1_000
/** Of a hashtag that nobody used of late, so many. */
const OF_ONE = 20

const below = z.strictObject({ id })

/**
 * Hashtags that begin with `q`: first those of the newest posts here, by how many have them, then others by their name.
 * The counts say how many of those posts the caller sees that were looked at.
 */
export async function listTags(
  ctx: AppContext,
  caller: Caller,
  { q }: CallParsed<'GET /api/tags'>,
): Promise<CallReply<'GET /api/tags'>> {
  const db = ctx.db.read
  const prefix = foldTag(q.replace(/^#/, ''))
  ctx.limiter.take('search', caller.userId)
  const late = await tagsOfLate(db, caller.userId, { prefix, scannedMax: LATE, limit: TAGS_SHOWN })
  if (late.length === TAGS_SHOWN) return { items: late }
  const known = new Set(late.map(({ tag }) => tag))
  const others = (await tagsBeginning(db, prefix, TAGS_SHOWN * 2)).filter((tag) => !known.has(tag))
  const counted = await countsOf(db, caller.userId, others, OF_ONE)
  counted.sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
  return { items: [...late, ...counted].slice(0, TAGS_SHOWN) }
}

/** The posts with a hashtag, newest first. */
export async function listTagged(
  ctx: AppContext,
  caller: Caller,
  { tag, limit, cursor }: CallParsed<'GET /api/tags/:tag/posts'>,
): Promise<CallReply<'GET /api/tags/:tag/posts'>> {
  const db = ctx.db.read
  const before = readCursor(below, cursor)?.id ?? null
  const wanted = foldTag(tag.replace(/^#/, ''))
  const after = (last: Candidate | null, count: number) => tagged(db, wanted, last?.id ?? before, count)
  const { rows, last } = await pick(db, caller.userId, { after, limit, hasMuted: false })
  return {
    items: await postViews(db, caller.userId, rows),
    nextCursor: last === null ? null : writeCursor({ id: last.id }),
  }
}
