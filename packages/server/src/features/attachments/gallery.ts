import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import type { SharedItem } from '@kith/protocol/uploads.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { addressesIn } from '../../links-in.ts'
import { toTimestamp } from '../../timestamp.ts'
import { memberOf } from '../membership/membership.ts'
import { cardsOf } from '../users/users.ts'
import { sharedFiles, sharedLinks } from './attachment-rows.ts'
import { asAttachment } from './attachment-view.ts'

/** Of one message. */
const LINKS_MAX = 20

type Key = 'GET /api/conversations/:conversationId/shared'

const place = z.strictObject({ seq: z.int(), position: z.int() })

/** What one row is, before its author has a card. */
interface Found {
  authorId: string
  position: number
  item: Omit<SharedItem, 'author'>
}

/**
 * What the caller may see of all that was shared in a conversation, newest first.
 * @throws Problem `not-found` when the caller is not a member
 */
export async function listShared(ctx: AppContext, caller: Caller, input: CallParsed<Key>): Promise<CallReply<Key>> {
  const before = readCursor(place, input.cursor)
  const member = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  const range = { conversationId: member.id, visibleFrom: member.visible_from, before, limit: input.limit + 1 }
  const found = input.kind === 'links' ? await links(ctx, range) : await files(ctx, input.kind, range)
  const shown = found.slice(0, input.limit)
  const cards = await cardsOf(
    ctx.db.read,
    shown.map(({ authorId }) => authorId),
  )
  const items = shown.flatMap(({ authorId, item }) => {
    const author = cards.get(authorId)
    return author === undefined ? [] : { ...item, author }
  })
  const last = shown.at(-1)
  const isMore = found.length > input.limit && last !== undefined
  return { items, nextCursor: isMore ? writeCursor({ seq: last.item.seq, position: last.position }) : null }
}

type Range = Parameters<typeof sharedLinks>[1]

async function files(ctx: AppContext, shelf: 'media' | 'files', range: Range): Promise<Found[]> {
  return (await sharedFiles(ctx.db.read, shelf, range)).map((row) => ({
    authorId: row.author_id,
    position: row.position,
    item: {
      messageId: row.message_id,
      seq: row.seq,
      createdAt: toTimestamp(row.said_at),
      attachment: asAttachment(row),
      links: [],
    },
  }))
}

async function links(ctx: AppContext, range: Range): Promise<Found[]> {
  return (await sharedLinks(ctx.db.read, range)).map((row) => ({
    authorId: row.author_id,
    position: 0,
    item: {
      messageId: row.id,
      seq: row.seq,
      createdAt: toTimestamp(row.created_at),
      attachment: null,
      links: addressesIn(row.body).slice(0, LINKS_MAX),
    },
  }))
}
