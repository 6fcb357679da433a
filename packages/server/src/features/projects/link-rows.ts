import type { Database, Tx } from '../../database/database.ts'
import type { ProjectLinksTable } from '../../database/schema-projects.ts'

type Reader = Database['read']
export type LinkRow = ProjectLinksTable

export async function insertLink(tx: Tx, row: LinkRow): Promise<void> {
  await tx.insertInto('project_links').values(row).execute()
}

/** All links of a project that still hold, newest first; a hundred at most were made. */
export async function linksOf(db: Reader, projectId: string, now: number, limit: number): Promise<LinkRow[]> {
  return holding(db, now)
    .where('project_links.project_id', '=', projectId)
    .orderBy('project_links.id', 'desc')
    .limit(limit)
    .execute()
}

export async function linkByHash(db: Reader, codeHash: string, now: number): Promise<LinkRow | undefined> {
  return holding(db, now).where('project_links.code_hash', '=', codeHash).executeTakeFirst()
}

/** False when it was used up meanwhile, or ended. */
export async function takeLinkUse(tx: Tx, id: string, now: number): Promise<boolean> {
  const rows = await tx
    .updateTable('project_links')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', id)
    .where((eb) => eb.or([eb('uses_max', 'is', null), eb('uses', '<', eb.ref('uses_max'))]))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .returning('id')
    .execute()
  return rows.length > 0
}

export async function deleteLink(tx: Tx, projectId: string, id: string): Promise<boolean> {
  const rows = await tx
    .deleteFrom('project_links')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .returning('id')
    .execute()
  return rows.length > 0
}

function holding(db: Reader, now: number) {
  return db
    .selectFrom('project_links')
    .selectAll('project_links')
    .where((eb) => eb.or([eb('uses_max', 'is', null), eb('uses', '<', eb.ref('uses_max'))]))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
}
