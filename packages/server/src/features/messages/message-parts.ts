import type { Message } from '@kith/protocol/messages.ts'
import type { Database } from '../../database/database.ts'
import { previewsOf } from '../previews/previews.ts'
import { addressesIn } from '../../links-in.ts'
import { threadSummaries } from '../threads/threads.ts'
import { attachmentsOf } from '../attachments/attachments.ts'
import { toTimestamp } from '../../timestamp.ts'
import { originsOf, reactionsOn } from './mark-view.ts'
import type { MessageRow } from './message-rows.ts'
import { pinsOn } from './pin-rows.ts'
import { sharedIn } from './shared-file-rows.ts'
import { sharedPostsIn } from './shared-post-rows.ts'
import { manyOf } from './wide-mentions.ts'
import type { ManyOfMessage } from './wide-mentions.ts'

/**
 * What a message may have beside its text, as bits of `messages.parts`: rows elsewhere are asked for only where the bit
 * is set. A bit that is set without rows costs a query; one that is not set though there are rows hides them.
 */
export const messageParts = {
  attachments: 1,
  reactions: 2,
  previews: 4,
  thread: 8,
  edits: 16,
  forwarded: 32,
  toMany: 64,
  links: 128,
  pinned: 256,
  files: 512,
  posts: 1_024,
} as const

export type PartsOfMessage = Pick<
  Message,
  'attachments' | 'sharedFiles' | 'sharedPosts' | 'reactions' | 'thread' | 'previews' | 'forwardedFrom' | 'pinnedAt'
> &
  ManyOfMessage

export const noParts: PartsOfMessage = {
  attachments: [],
  sharedFiles: [],
  sharedPosts: [],
  reactions: [],
  thread: null,
  previews: [],
  forwardedFrom: null,
  pinnedAt: null,
  isToAll: false,
  isToHere: false,
  circles: [],
}

/** `parts` as they are with `body`. */
export function withLinks(parts: number, body: string): number {
  return addressesIn(body).length > 0 ? parts | messageParts.links : parts & ~messageParts.links
}

export function has(row: Pick<MessageRow, 'parts'>, part: keyof typeof messageParts): boolean {
  return (row.parts & messageParts[part]) !== 0
}

/** By id what each of `rows` has beside its text; those that have nothing are left out. Of what is deleted its thread stays. */
export async function partsOf(
  db: Database['read'],
  rows: readonly MessageRow[],
): Promise<ReadonlyMap<string, PartsOfMessage>> {
  const withParts = rows.filter((row) => row.parts !== 0)
  const idsWith = (part: keyof typeof messageParts): string[] =>
    withParts.flatMap((row) => (has(row, part) && (row.deleted_at === null || part === 'thread') ? row.id : []))
  const attachments = await attachmentsOf(db, idsWith('attachments'))
  const files = await sharedIn(db, idsWith('files'))
  const posts = await sharedPostsIn(db, idsWith('posts'))
  const previews = await previewsOf(db, idsWith('previews'))
  const reactions = await reactionsOn(db, idsWith('reactions'))
  const origins = await originsOf(db, idsWith('forwarded'))
  const threads = await threadSummaries(db, idsWith('thread'))
  const many = await manyOf(db, idsWith('toMany'))
  const pins = new Map((await pinsOn(db, idsWith('pinned'))).map((pin) => [pin.message_id, toTimestamp(pin.pinned_at)]))
  return new Map(
    withParts.map((row) => [
      row.id,
      {
        ...noParts,
        attachments: attachments.get(row.id) ?? [],
        sharedFiles: files.get(row.id) ?? [],
        sharedPosts: posts.get(row.id) ?? [],
        previews: previews.get(row.id) ?? [],
        reactions: reactions.get(row.id) ?? [],
        thread: threads.get(row.id) ?? null,
        forwardedFrom: origins.get(row.id) ?? null,
        pinnedAt: pins.get(row.id) ?? null,
        ...(row.deleted_at === null ? many.get(row.id) : undefined),
      },
    ]),
  )
}
