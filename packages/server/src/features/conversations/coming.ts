import type { Conversation } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Message, SystemEvent } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { ConversationsTable, MembersTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { may, memberOf, memberTaking, takeCounters } from '../membership/membership.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { insertAnnouncement } from '../messages/messages.ts'
import { refuseUnlessPermitted } from '../relations/relations.ts'
import { cardsOf } from '../users/users.ts'
import {
  addToMemberCount,
  conversationById,
  insertLobby,
  insertMembers,
  lobbyId,
  presentAmong,
  publicChannel,
} from './conversation-rows.ts'
import { emptyConversation } from './create.ts'
import { asMembers, entryOf, tellEntry } from './entries.ts'
import { lockProjectFor, refuseUnlessInProject } from './of-project.ts'

/** People coming in: their rows, whether it is announced, and what members are told. */
interface Coming {
  actorId: string
  userIds: string[]
  role: MembersTable['role']
  event: SystemEvent | null
  now: number
}

/**
 * Lets a new account into the lobby, which the first of all makes. Nobody is bothered with an announcement.
 * Call what it returns after the commit.
 */
export async function joinLobby(
  ctx: AppContext,
  tx: Tx,
  user: { id: string; role: 'owner' | 'admin' | 'member' },
  now: number,
): Promise<AfterCommit> {
  let id = await lobbyId(tx)
  if (id === undefined) {
    const row = emptyConversation(user.id, now)
    await insertLobby(tx, { ...row, kind: 'channel', title: 'Lobby', is_lobby: 1, is_public: 1 })
    id = await lobbyId(tx)
  }
  if (id === undefined) throw new Error('the lobby could not be made')
  await takeCounters(tx, id, { revs: 1, seqs: 0, now })
  const lobby = await conversationById(tx, id)
  if (lobby === undefined) throw new Error('the lobby is gone')
  return letIn(ctx, tx, lobby, { actorId: user.id, userIds: [user.id], role: user.role, event: null, now })
}

/**
 * Adds people; those who are in it already stay as they are.
 * @throws Problem `not-found` (the conversation or one of them), `forbidden`, `not-accepting`, `validation-failed` (too many,
 *   or somebody who is not in the project that the conversation belongs to)
 */
export async function addMembers(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string; userIds: string[] },
): Promise<Conversation> {
  const asked = [...new Set(input.userIds)]
  const now = ctx.now()
  const known = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  if (!may(known.role, 'add', known)) throw new Problem('forbidden')
  const tell = await ctx.db.write(async (tx) => {
    const cards = await cardsOf(tx, asked)
    if (cards.size !== asked.length) throw new Problem('not-found')
    await refuseUnlessInProject(tx, known.project_id, asked, now)
    // Locked before it is asked who is there: two who add the same person at once must not count them twice.
    await memberTaking(tx, caller.userId, input.conversationId, { revs: 0, seqs: 0, now })
    const present = await presentAmong(tx, input.conversationId, asked)
    const userIds = asked.filter((id) => !present.has(id))
    if (userIds.length === 0) return () => undefined
    await refuseUnlessPermitted(tx, caller.userId, userIds, 'may_add')
    const taking = { revs: userIds.length + 1, seqs: 1, now }
    const taken = await memberTaking(tx, caller.userId, input.conversationId, taking)
    if (!may(taken.role, 'add', taken)) throw new Problem('forbidden')
    if (taken.kind === 'group' && taken.member_count + userIds.length > limits.groupMembersMax) {
      throw new Problem('validation-failed', {
        errors: [
          { path: 'userIds', code: 'too-big', message: `a group has at most ${limits.groupMembersMax} members` },
        ],
      })
    }
    const users = userIds.flatMap((id) => cards.get(id) ?? [])
    const event = { type: 'added' as const, users }
    const added = { conversationId: taken.id, actorId: caller.userId, userIds, seq: taken.last_seq }
    await enqueue(tx, 'notify-added', added, { now })
    return letIn(ctx, tx, taken, { actorId: caller.userId, userIds, role: 'member', event, now })
  })
  tell()
  ctx.jobs.wake()
  return entryOf(ctx.db.read, caller.userId, input.conversationId)
}

/**
 * Joins a public channel, or one that is public to a project of one's own; a member of it already stays as they are.
 * @throws Problem `not-found` for anything else
 */
export async function joinChannel(
  ctx: AppContext,
  caller: Caller,
  input: { conversationId: string },
): Promise<Conversation> {
  const now = ctx.now()
  const tell = await ctx.db.write(async (tx) => {
    const before = await publicChannel(tx, input.conversationId)
    if (before === undefined) {
      await memberOf(tx, caller.userId, input.conversationId)
      return () => undefined
    }
    await lockProjectFor(tx, caller.userId, before.project_id, now)
    // Locked for the same reason as in `addMembers`.
    await takeCounters(tx, before.id, { revs: 0, seqs: 0, now })
    if ((await presentAmong(tx, before.id, [caller.userId])).size > 0) return () => undefined
    const isAnnounced = before.member_count < limits.smallConversationMembers
    await takeCounters(tx, before.id, { revs: isAnnounced ? 2 : 1, seqs: isAnnounced ? 1 : 0, now })
    const channel = await publicChannel(tx, before.id)
    if (channel === undefined) throw new Problem('not-found')
    const event = isAnnounced ? { type: 'joined' as const } : null
    return letIn(ctx, tx, channel, { actorId: caller.userId, userIds: [caller.userId], role: 'member', event, now })
  })
  tell()
  return entryOf(ctx.db.read, caller.userId, input.conversationId)
}

/** Writes the memberships and the announcement at the places taken in `conversation`; the announcement's rev is the last. */
export async function letIn(
  ctx: AppContext,
  tx: Tx,
  conversation: ConversationsTable,
  coming: Coming,
): Promise<AfterCommit> {
  const { userIds, now } = coming
  const announced = coming.event === null ? 0 : 1
  const firstRev = conversation.head - announced - userIds.length + 1
  const lastSeqBefore = conversation.last_seq - announced
  const rows = userIds.map((userId, index) => ({
    conversation_id: conversation.id,
    user_id: userId,
    role: coming.role,
    rev: firstRev + index,
    visible_from: conversation.is_history_shared === 1 ? 0 : lastSeqBefore,
    joined_at: now + index,
    left_at: null,
    last_read_seq: lastSeqBefore,
    personal_rev: 0,
    has_written: 0 as const,
  }))
  await insertMembers(tx, rows)
  await addToMemberCount(tx, conversation.id, userIds.length)
  const memberCount = conversation.member_count + userIds.length
  let message: Message | null = null
  if (coming.event !== null) {
    const place = { seq: conversation.last_seq, rev: conversation.head, now }
    message = await insertAnnouncement(
      tx,
      { conversationId: conversation.id, authorId: coming.actorId, ...place },
      coming.event,
    )
  }
  const members = await asMembers(tx, rows, memberCount, null)
  return () => {
    for (const member of members) {
      const payload = { conversationId: conversation.id, rev: member.rev, memberCount, member }
      ctx.live.toConversation({ conversationId: conversation.id }, 'member_changed', payload)
    }
    if (message !== null) {
      ctx.live.toConversation(
        { conversationId: conversation.id, seq: message.seq, rev: message.rev },
        'message',
        message,
      )
    }
    const visibleFrom = rows[0]?.visible_from ?? 0
    for (const userId of userIds) {
      ctx.live.admit(userId, conversation.id, visibleFrom)
      tellEntry(ctx, userId, conversation.id)
    }
  }
}
