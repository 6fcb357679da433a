import type { Database, Tx } from '../../database/database.ts'
import type { DraftsTable } from '../../database/schema-order.ts'

type Reader = Database['read']
type Place = Pick<DraftsTable, 'user_id' | 'conversation_id' | 'thread_id'>

export async function draftAt(db: Reader, place: Place): Promise<DraftsTable | undefined> {
  return db
    .selectFrom('drafts')
    .selectAll()
    .where('user_id', '=', place.user_id)
    .where('conversation_id', '=', place.conversation_id)
    .where('thread_id', '=', place.thread_id)
    .executeTakeFirst()
}

export async function putDraft(tx: Tx, row: DraftsTable): Promise<void> {
  await tx
    .insertInto('drafts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'conversation_id', 'thread_id']).doUpdateSet((eb) => ({
        body: eb.ref('excluded.body'),
        reply_to_id: eb.ref('excluded.reply_to_id'),
        updated_at: eb.ref('excluded.updated_at'),
        rev: eb.ref('excluded.rev'),
      })),
    )
    .execute()
}

export async function deleteDraft(tx: Tx, place: Place): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('user_id', '=', place.user_id)
    .where('conversation_id', '=', place.conversation_id)
    .where('thread_id', '=', place.thread_id)
    .execute()
}

/** Of all that `userId` began only the newest `count` are kept. */
export async function deleteOldest(tx: Tx, userId: string, count: number): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('user_id', '=', userId)
    .where('rev', '<=', (eb) =>
      eb.selectFrom('drafts').select('rev').where('user_id', '=', userId).orderBy('rev', 'desc').limit(1).offset(count),
    )
    .execute()
}

/** Ascending by rev, after `after`: those in conversations that `userId` is still in. */
export async function draftPage(db: Reader, userId: string, after: number, limit: number): Promise<DraftsTable[]> {
  return db
    .selectFrom('drafts')
    .innerJoin('members', (join) =>
      join
        .onRef('members.conversation_id', '=', 'drafts.conversation_id')
        .onRef('members.user_id', '=', 'drafts.user_id'),
    )
    .selectAll('drafts')
    .where('drafts.user_id', '=', userId)
    .where('drafts.rev', '>', after)
    .where('members.left_at', 'is', null)
    .orderBy('drafts.rev')
    .limit(limit)
    .execute()
}
