import { limits } from '@kith/protocol/limits.ts'
import type { Message, SystemEvent } from '@kith/protocol/messages.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { memberOf, memberTaking, takeCounters } from '../membership/membership.ts'
import type { AfterCommit, Membership } from '../membership/membership.ts'
import { insertAnnouncement } from '../messages/messages.ts'
import { cardsOf } from '../users/users.ts'
import {
  activeMember,
  addToMemberCount,
  countOwners,
  isAnyoneLeft,
  longestStanding,
  updateMember,
} from './conversation-rows.ts'
import { endConversation } from './end-conversation.ts'
import { asMembers, tellEntry } from './entries.ts'
import { farewell, gone } from './going.ts'

/**
 * Takes somebody out of a conversation whose account goes, or who leaves its project or was taken out of it by
 * `removerId`, whatever their role. One that they alone own is handed to the
 * admin who has been there longest, else to that member; with nobody left it goes too. What two people said to each
 * other stays for the other one. Call what it returns after the commit.
 */
export async function departFrom(
  ctx: AppContext,
  tx: Tx,
  userId: string,
  conversationId: string,
  removerId: string | null = null,
): Promise<AfterCommit> {
  // Locked before it is asked who else owns it: two owners who go at once must not both think that the other stays.
  await takeCounters(tx, conversationId, { revs: 0, seqs: 0, now: ctx.now() })
  const known = await memberOf(tx, userId, conversationId)
  if (known.is_lobby === 0 && known.is_main === 0 && !(await isAnyoneLeft(tx, conversationId, userId))) {
    await endConversation(tx, conversationId)
    return () => gone(ctx, conversationId, [userId])
  }
  if (known.kind === 'direct') {
    const others = (known.direct_key ?? '').split(' ').filter((id) => id !== userId && id !== '')
    return () => {
      for (const otherId of others) tellEntry(ctx, otherId, conversationId)
    }
  }
  const heirId = await heirOf(tx, known)
  const isAnnounced = known.kind === 'group' || known.member_count <= limits.smallConversationMembers
  const announced = (isAnnounced ? 1 : 0) + (heirId === null ? 0 : 1)
  const revs = 1 + (heirId === null ? 0 : 1) + announced
  const now = ctx.now()
  const taken = await memberTaking(tx, userId, conversationId, { revs, seqs: announced, now })
  let rev = taken.head - revs
  let seq = taken.last_seq - announced
  const memberCount = taken.member_count - 1
  const messages: Message[] = []
  const announce = async (event: SystemEvent): Promise<void> => {
    const place = {
      conversationId,
      authorId: event.type === 'removed' ? (removerId ?? userId) : userId,
      seq: ++seq,
      rev: ++rev,
      now,
    }
    messages.push(await insertAnnouncement(tx, place, event))
  }
  const changed: { userId: string; rev: number }[] = []
  if (heirId !== null) {
    await updateMember(tx, conversationId, heirId, { role: 'owner', rev: ++rev })
    changed.push({ userId: heirId, rev })
    const user = (await cardsOf(tx, [heirId])).get(heirId)
    if (user === undefined) throw new Error('an heir has no account')
    await announce({ type: 'role', user, role: 'owner' })
  }
  const own = await activeMember(tx, conversationId, userId)
  if (own === undefined) throw new Error('a member is no member')
  await updateMember(tx, conversationId, userId, { left_at: now, rev: ++rev })
  const left = { ...own, left_at: now, rev }
  await addToMemberCount(tx, conversationId, -1)
  if (isAnnounced) await announce(await farewell(tx, userId, removerId))
  const heir = heirId === null ? undefined : await activeMember(tx, conversationId, heirId)
  const members = await asMembers(tx, heir === undefined ? [left] : [heir, left], memberCount, null)
  return () => {
    ctx.live.expel(userId, conversationId)
    for (const member of members) {
      const payload = { conversationId, rev: member.rev, memberCount, member }
      ctx.live.toConversation({ conversationId }, 'member_changed', payload)
    }
    for (const message of messages) {
      ctx.live.toConversation({ conversationId, seq: message.seq, rev: message.rev }, 'message', message)
    }
    if (heirId !== null) tellEntry(ctx, heirId, conversationId)
  }
}

/** Who is to own a conversation of which `known` is the only owner; null where nobody needs to. */
async function heirOf(tx: Tx, known: Membership): Promise<string | null> {
  // Of the lobby the owners of the place are in charge, of a main conversation those of the project.
  if (known.is_lobby === 1 || known.is_main === 1 || known.role !== 'owner' || (await countOwners(tx, known.id)) > 1)
    return null
  return longestStanding(tx, known.id, known.user_id)
}
