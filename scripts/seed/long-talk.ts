import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '../../packages/server/src/database/database.ts'
import { chatter } from './chatter.ts'

const BATCH = 500

/**
 * Puts `count` messages under what stands in a conversation, straight into the tables: by the API it would take
 * minutes. What was there keeps its order and comes after.
 */
export async function deepen(
  tx: Tx,
  conversationId: string,
  authorIds: readonly string[],
  count: number,
): Promise<void> {
  const place = await tx
    .selectFrom('conversations')
    .select(['head', 'last_seq', 'created_at'])
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const hourMs = 60 * 60_000
  const said = chatter({
    people: authorIds,
    count,
    from: place.created_at + hourMs,
    to: Date.now() - hourMs,
    seed: 7,
  })
  for (let from = 0; from < said.length; from += BATCH) {
    const rows = said.slice(from, from + BATCH).map(({ at, who, body }, index) => ({
      id: randomUUIDv7(),
      conversation_id: conversationId,
      seq: place.last_seq + from + index + 1,
      rev: place.head + from + index + 1,
      kind: 'text' as const,
      author_id: who,
      body,
      client_id: null,
      system: null,
      reply_to_id: null,
      created_at: Math.round(at),
      edited_at: null,
      deleted_at: null,
      parts: 0,
    }))
    await tx.insertInto('messages').values(rows).execute()
  }
  await tx
    .updateTable('conversations')
    .set({
      head: place.head + count,
      last_seq: place.last_seq + count,
      last_activity_at: Math.round(said.at(-1)?.at ?? place.created_at),
    })
    .where('id', '=', conversationId)
    .execute()
}
