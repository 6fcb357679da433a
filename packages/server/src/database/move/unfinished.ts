import { sql } from 'kysely'
import { StartError } from '../../start-error.ts'
import type { Tx } from '../database.ts'

/** The table of a move that is under way: what of the source lies here. It goes when the move is finished. */
export const CHUNKS = 'move_chunks'

/** Refuses a database into which a place has moved by half. @throws StartError */
export async function refuseUnfinished(db: Tx): Promise<void> {
  const { rows } = await sql<{ isUnfinished: boolean }>`
    select to_regclass(${CHUNKS}) is not null as "isUnfinished"
  `.execute(db)
  if (rows[0]?.isUnfinished !== true) return
  throw new StartError(
    'This PostgreSQL holds a place that has moved into it by half. Finish that with "npm run kith -- migrate", or start with an empty database.',
  )
}
