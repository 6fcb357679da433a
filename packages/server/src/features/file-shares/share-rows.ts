import type { Database, Tx } from '../../database/database.ts'
import type { AccessRequestsTable } from '../../database/schema-projects.ts'

type Reader = Database['read']

/** Those of `fileIds` that some message shares which `userId` may see. */
export async function sharedWith(db: Reader, userId: string, fileIds: readonly string[]): Promise<Set<string>> {
  if (fileIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('message_files')
    .innerJoin('members', 'members.conversation_id', 'message_files.conversation_id')
    .select('message_files.file_id')
    .distinct()
    .where('message_files.file_id', 'in', fileIds)
    .where('members.user_id', '=', userId)
    .where('members.left_at', 'is', null)
    .whereRef('message_files.seq', '>', 'members.visible_from')
    .execute()
  return new Set(rows.map((row) => row.file_id))
}

export interface ShareRow {
  message_id: string
  conversation_id: string
  title: string | null
  seq: number
  author_id: string
  created_at: number
  body: string
}

/** The messages that share a file, newest first, as `userId` may see them. */
export async function sharePage(
  db: Reader,
  userId: string,
  fileId: string,
  { limit, before }: { limit: number; before: string | null },
): Promise<ShareRow[]> {
  return db
    .selectFrom('message_files')
    .innerJoin('members', 'members.conversation_id', 'message_files.conversation_id')
    .innerJoin('messages', 'messages.id', 'message_files.message_id')
    .innerJoin('conversations', 'conversations.id', 'message_files.conversation_id')
    .select([
      'message_files.message_id',
      'message_files.conversation_id',
      'conversations.title',
      'message_files.seq',
      'messages.author_id',
      'messages.created_at',
      'messages.body',
    ])
    .where('message_files.file_id', '=', fileId)
    .where('members.user_id', '=', userId)
    .where('members.left_at', 'is', null)
    .whereRef('message_files.seq', '>', 'members.visible_from')
    .$if(before !== null, (query) => query.where('message_files.message_id', '<', before ?? ''))
    .orderBy('message_files.message_id', 'desc')
    .limit(limit)
    .execute()
}

/** False when they had asked before. */
export async function insertRequest(tx: Tx, row: AccessRequestsTable): Promise<boolean> {
  const inserted = await tx
    .insertInto('access_requests')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** False when there was none. */
export async function deleteRequest(tx: Tx, projectId: string, userId: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('access_requests')
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .returning('user_id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** In which of `projectIds` `userId` asked to be let in. */
export async function askedBy(db: Reader, userId: string, projectIds: readonly string[]): Promise<Set<string>> {
  if (projectIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('access_requests')
    .select('project_id')
    .where('user_id', '=', userId)
    .where('project_id', 'in', projectIds)
    .execute()
  return new Set(rows.map((row) => row.project_id))
}

/** Who waits for an answer, oldest first: of those who came in meanwhile, or have no account any more, nobody waits. */
export async function requestsOf(db: Reader, projectId: string, limit: number): Promise<AccessRequestsTable[]> {
  return db
    .selectFrom('access_requests')
    .innerJoin('users', 'users.id', 'access_requests.user_id')
    .selectAll('access_requests')
    .where('access_requests.project_id', '=', projectId)
    .where('users.state', '=', 'active')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('project_members')
            .select('project_members.user_id')
            .whereRef('project_members.project_id', '=', 'access_requests.project_id')
            .whereRef('project_members.user_id', '=', 'access_requests.user_id')
            .where('project_members.left_at', 'is', null),
        ),
      ),
    )
    .orderBy('access_requests.created_at')
    .orderBy('access_requests.user_id')
    .limit(limit)
    .execute()
}
