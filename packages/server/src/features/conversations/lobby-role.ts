import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { MembersTable } from '../../database/schema.ts'
import { memberTaking } from '../membership/membership.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { activeMember, lobbyId, updateMember } from './conversation-rows.ts'
import { asMembers } from './entries.ts'

/**
 * Gives somebody in the lobby the role that they have in the place; it is not announced.
 * Call what it returns after the commit.
 */
export async function setLobbyRole(
  ctx: AppContext,
  tx: Tx,
  userId: string,
  role: MembersTable['role'],
): Promise<AfterCommit> {
  const conversationId = await lobbyId(tx)
  if (conversationId === undefined) return () => undefined
  const known = await activeMember(tx, conversationId, userId)
  if (known === undefined || known.role === role) return () => undefined
  const lobby = await memberTaking(tx, userId, conversationId, { revs: 1, seqs: 0, now: ctx.now() })
  const rev = lobby.head
  await updateMember(tx, conversationId, userId, { role, rev })
  const memberCount = lobby.member_count
  const [member] = await asMembers(tx, [{ ...known, role, rev }], memberCount, null)
  return () => {
    if (member === undefined) return
    ctx.live.toConversation({ conversationId }, 'member_changed', { conversationId, rev, memberCount, member })
  }
}
