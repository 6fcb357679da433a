import type { Tx } from '../../database/database.ts'
import type { ReportsTable } from '../../database/schema.ts'

/** Keeps a report; of one that its reporter made before, nothing but its id counts. Gives the id that is kept. */
export async function putReport(tx: Tx, row: ReportsTable): Promise<string> {
  await tx
    .insertInto('reports')
    .values(row)
    .onConflict((conflict) => conflict.columns(['reporter_id', 'target_kind', 'target_id']).doNothing())
    .execute()
  const kept = await tx
    .selectFrom('reports')
    .select('id')
    .where('reporter_id', '=', row.reporter_id)
    .where('target_kind', '=', row.target_kind)
    .where('target_id', '=', row.target_id)
    .executeTakeFirstOrThrow()
  return kept.id
}
