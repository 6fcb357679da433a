import type { Database } from '../../database/database.ts'
import { asSeen } from './trash-move-rows.ts'

/** By id what files are called now, in whatever project; those in the trash are left out. */
export async function fileNames(db: Database['read'], ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('project_entries')
    .select(['id', 'name', 'trash_id'])
    .where('id', 'in', ids)
    .where('trash_id', 'is', null)
    .where('is_gone', '=', 0)
    .execute()
  const shown = (await asSeen(db, rows)).filter((row) => row.trash_id === null)
  return new Map(shown.map((row) => [row.id, row.name]))
}
