import { sql } from 'kysely'
import type { Database } from '../../packages/server/src/database/database.ts'
import { atWork } from './mark.ts'

interface Context {
  db: Database
}

/** What is needed of a row of messages. */
interface Row {
  conversation_id: string
  client_id: string | null
  seq: number
}

interface Send {
  conversationId: string
  clientId: string
}

type SendMessage = (...given: unknown[]) => Promise<unknown>
type InsertMessage = (tx: unknown, row: Row) => Promise<unknown>

/** By conversation: the newest place that was given away. */
const newest = new Map<string, number>()
/** By clientId: the place that the latest attempt was given. */
const given = new Map<string, number>()

async function startingPlace({ db }: Context, conversationId: string): Promise<number> {
  const found = await sql<{ seq: number | null }>`
    select max(seq) as seq from messages where conversation_id = ${conversationId}
  `.execute(db.read)
  return found.rows[0]?.seq ?? 0
}

/** Each send takes its place as it arrives, and keeps it whatever comes of it. */
export const plant = {
  sendMessage: async (real: SendMessage, all: [Context, unknown, Send, ...unknown[]]): Promise<unknown> => {
    const [ctx, , { conversationId, clientId }] = all
    const start = newest.has(conversationId) ? 0 : await startingPlace(ctx, conversationId)
    const seq = Math.max(start, newest.get(conversationId) ?? 0) + 1
    newest.set(conversationId, seq)
    given.set(clientId, seq)
    return real(...all)
  },
  insertMessage: async (real: InsertMessage, [tx, row]: [unknown, Row]): Promise<unknown> => {
    const seq = row.client_id === null ? undefined : given.get(row.client_id)
    if (seq !== undefined) {
      atWork()
      row.seq = seq
    }
    newest.set(row.conversation_id, Math.max(newest.get(row.conversation_id) ?? 0, row.seq))
    return real(tx, row)
  },
}
