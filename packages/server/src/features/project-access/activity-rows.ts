import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '../../database/database.ts'
import type { ProjectActivityTable } from '../../database/schema-projects.ts'

type What = Pick<ProjectActivityTable, 'project_id' | 'rev' | 'actor_id' | 'kind' | 'at'> &
  Partial<Pick<ProjectActivityTable, 'entry_id' | 'user_id' | 'count' | 'detail'>>

/** Writes down what was done, in the transaction that does it. */
export async function noteActivity(tx: Tx, what: What): Promise<void> {
  await tx
    .insertInto('project_activity')
    .values({ id: randomUUIDv7(), entry_id: null, user_id: null, count: 1, detail: null, ...what })
    .execute()
}
