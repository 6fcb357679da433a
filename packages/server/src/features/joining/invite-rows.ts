import type { Database, Tx } from '../../database/database.ts'
import type { InvitesTable, UsersTable } from '../../database/schema.ts'

type Reader = Database['read']

export async function insertInvite(tx: Tx, invite: InvitesTable, conversationIds: readonly string[]): Promise<void> {
  await tx.insertInto('invites').values(invite).execute()
  if (conversationIds.length === 0) return
  await tx
    .insertInto('invite_conversations')
    .values(conversationIds.map((id) => ({ invite_id: invite.id, conversation_id: id })))
    .execute()
}

/** Invites of `inviterId` (null: of everyone), newest first, after the invite `beforeId`. */
export async function invitePage(
  db: Reader,
  inviterId: string | null,
  limit: number,
  beforeId: string | null,
): Promise<InvitesTable[]> {
  return db
    .selectFrom('invites')
    .selectAll()
    .$if(inviterId !== null, (query) => query.where('inviter_id', '=', inviterId ?? ''))
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function inviteById(db: Reader, id: string): Promise<InvitesTable | undefined> {
  return db.selectFrom('invites').selectAll().where('id', '=', id).executeTakeFirst()
}

/** An invite that holds, with its inviter as far as it matters. */
export type InviteHolding = InvitesTable & { inviter_role: UsersTable['role'] }

/** The invite with that code, if it is not revoked, expired or used up and its inviter still belongs here. */
export async function inviteHolding(db: Reader, codeHash: string, now: number): Promise<InviteHolding | undefined> {
  return db
    .selectFrom('invites')
    .innerJoin('users', 'users.id', 'invites.inviter_id')
    .selectAll('invites')
    .select('users.role as inviter_role')
    .where('invites.code_hash', '=', codeHash)
    .where('users.state', '=', 'active')
    .where('invites.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('invites.expires_at', 'is', null), eb('invites.expires_at', '>', now)]))
    .where((eb) => eb.or([eb('invites.uses_max', 'is', null), eb('invites.uses', '<', eb.ref('invites.uses_max'))]))
    .executeTakeFirst()
}

/** Takes one use; false when none is left. The row stays locked, so that of two who come at once one is told so. */
export async function takeUse(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('invites')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('uses_max', 'is', null), eb('uses', '<', eb.ref('uses_max'))]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Locks an invite until the transaction ends, so that it cannot be revoked meanwhile; false when it has been. */
export async function lockInvite(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('invites')
    .set((eb) => ({ uses: eb.ref('uses') }))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function revokeRow(tx: Tx, id: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('invites')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function countHolding(tx: Tx, inviterId: string, now: number): Promise<number> {
  const row = await tx
    .selectFrom('invites')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('inviter_id', '=', inviterId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .where((eb) => eb.or([eb('uses_max', 'is', null), eb('uses', '<', eb.ref('uses_max'))]))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export interface InviteConversationRow {
  invite_id: string
  id: string
  title: string | null
  member_count: number
}

/** Where each of `inviteIds` leads to, by the conversation's id: an order in which they may be locked. */
export async function conversationsOfInvites(
  db: Reader,
  inviteIds: readonly string[],
): Promise<InviteConversationRow[]> {
  if (inviteIds.length === 0) return []
  return db
    .selectFrom('invite_conversations')
    .innerJoin('conversations', 'conversations.id', 'invite_conversations.conversation_id')
    .select(['invite_conversations.invite_id', 'conversations.id', 'conversations.title', 'conversations.member_count'])
    .where('invite_conversations.invite_id', 'in', inviteIds)
    .orderBy('invite_conversations.invite_id')
    .orderBy('conversations.id')
    .execute()
}

/** Who came by an invite, last first, after the account `beforeId`. */
export async function newcomerPage(
  db: Reader,
  inviteId: string,
  limit: number,
  beforeId: string | null,
): Promise<Pick<UsersTable, 'id' | 'created_at'>[]> {
  return db
    .selectFrom('users')
    .select(['id', 'created_at'])
    .where('invite_id', '=', inviteId)
    .where('state', '!=', 'deleted')
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
