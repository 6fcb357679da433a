import { sql } from 'kysely'
import type { Database } from '../../packages/server/src/database/database.ts'
import { atWork, hasBeenAtWork } from './mark.ts'

type OpenDatabase = (...given: unknown[]) => Promise<Database>

/** The index on (author, clientId) is dropped, and nobody looks whether a clientId is there already. */
export const plant = {
  openDatabase: async (real: OpenDatabase, given: unknown[]): Promise<Database> => {
    const db = await real(...given)
    await db.write(async (tx) => {
      const { rows } = await sql<{ name: string }>`
        select name from sqlite_master
        where type = 'index' and tbl_name = 'messages' and sql like '%unique%client_id%'
      `.execute(tx)
      // It was dropped by the run before a kill.
      if (rows.length === 0 && !hasBeenAtWork())
        throw new Error('The fault cannot be planted: messages have no unique index with client_id.')
      for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(tx)
      // The look-up may be asked for only when the index complains, and then never.
      atWork()
    })
    return db
  },
  messageByClientId: async (): Promise<undefined> => undefined,
}
