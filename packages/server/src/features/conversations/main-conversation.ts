import type { SystemEvent } from '@kith/protocol/messages.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { MembersTable } from '../../database/schema.ts'
import { limits } from '@kith/protocol/limits.ts'
import { takeCounters } from '../membership/membership.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { insertAnnouncement } from '../messages/messages.ts'
import { letIn } from './coming.ts'
import {
  activeMember,
  conversationById,
  conversationsOfProject,
  insertConversation,
  insertMembers,
  updateConversation,
  updateMember,
} from './conversation-rows.ts'
import { emptyConversation, memberRows } from './create.ts'
import { asMembers, sharedOf, tellEntry } from './entries.ts'

/*
 * The main conversation of a project follows the project: who is in it, as what, and how it is called. All of this is
 * done in the transaction that changes the project, which is locked by then. Call what these return after the commit.
 */

interface Made {
  id: string
  tell: AfterCommit
}

/** With its owner and those who are in the project from the beginning; `roleOfOthers` is theirs. */
export async function makeMain(
  ctx: AppContext,
  tx: Tx,
  main: { projectId: string; title: string; ownerId: string; otherIds: readonly string[]; roleOfOthers: Role },
): Promise<Made> {
  const now = ctx.now()
  const everyone = [main.ownerId, ...main.otherIds]
  const head = everyone.length + 1
  const row = {
    ...emptyConversation(main.ownerId, now),
    kind: 'channel' as const,
    title: main.title,
    project_id: main.projectId,
    is_main: 1 as const,
    is_public: 1 as const,
    head,
    last_seq: 1,
    member_count: everyone.length,
  }
  await insertConversation(tx, row)
  const members = memberRows(row.id, everyone, now, 1, main.ownerId)
  await insertMembers(
    tx,
    members.map((each) => (each.role === 'owner' ? each : { ...each, role: main.roleOfOthers })),
  )
  const place = { conversationId: row.id, authorId: main.ownerId, seq: 1, rev: head, now }
  await insertAnnouncement(tx, place, { type: 'created', title: main.title })
  const tell = (): void => {
    for (const userId of everyone) {
      ctx.live.admit(userId, row.id, 0)
      tellEntry(ctx, userId, row.id)
    }
  }
  return { id: row.id, tell }
}

type Role = MembersTable['role']

/** Lets people in who came into the project. Small ones say who came; `event` is how. */
export async function letIntoMain(
  ctx: AppContext,
  tx: Tx,
  conversationId: string,
  { actorId, userIds, role, event }: { actorId: string; userIds: string[]; role: Role; event: SystemEvent },
): Promise<{ seq: number; tell: AfterCommit }> {
  const now = ctx.now()
  const before = await conversationById(tx, conversationId)
  if (before === undefined) throw new Error('a project has no main conversation')
  const isAnnounced = event.type === 'added' || before.member_count < limits.smallConversationMembers
  await takeCounters(tx, conversationId, {
    revs: userIds.length + (isAnnounced ? 1 : 0),
    seqs: isAnnounced ? 1 : 0,
    now,
  })
  const taken = await conversationById(tx, conversationId)
  if (taken === undefined) throw new Error('a project has no main conversation')
  const tell = await letIn(ctx, tx, taken, { actorId, userIds, role, event: isAnnounced ? event : null, now })
  return { seq: taken.last_seq, tell }
}

/** Gives somebody the role that goes with theirs in the project; it is not announced. */
export async function setMainRole(
  ctx: AppContext,
  tx: Tx,
  conversationId: string,
  { userId, role }: { userId: string; role: Role },
): Promise<AfterCommit> {
  const known = await activeMember(tx, conversationId, userId)
  if (known === undefined || known.role === role) return () => undefined
  await takeCounters(tx, conversationId, { revs: 1, seqs: 0, now: ctx.now() })
  const taken = await conversationById(tx, conversationId)
  if (taken === undefined) throw new Error('a project has no main conversation')
  const { head: rev, member_count: memberCount } = taken
  await updateMember(tx, conversationId, userId, { role, rev })
  const [member] = await asMembers(tx, [{ ...known, role, rev }], memberCount, null)
  return () => {
    if (member === undefined) return
    ctx.live.toConversation({ conversationId }, 'member_changed', { conversationId, rev, memberCount, member })
    tellEntry(ctx, userId, conversationId)
  }
}

/** Calls it what the project is called now, and says so in it. */
export async function renameMain(
  ctx: AppContext,
  tx: Tx,
  conversationId: string,
  { actorId, title }: { actorId: string; title: string },
): Promise<AfterCommit> {
  const now = ctx.now()
  await takeCounters(tx, conversationId, { revs: 2, seqs: 1, now })
  const taken = await conversationById(tx, conversationId)
  if (taken === undefined) throw new Error('a project has no main conversation')
  const rev = taken.head - 1
  await updateConversation(tx, conversationId, { title, rev })
  const place = { conversationId, authorId: actorId, seq: taken.last_seq, rev: taken.head, now }
  const message = await insertAnnouncement(tx, place, { type: 'renamed', title })
  return () => {
    ctx.live.toConversation({ conversationId }, 'conversation_changed', sharedOf({ ...taken, title, rev }))
    ctx.live.toConversation({ conversationId, seq: message.seq, rev: message.rev }, 'message', message)
  }
}

/** Says in it what somebody did in the project. */
export async function sayInMain(
  ctx: AppContext,
  tx: Tx,
  conversationId: string,
  { actorId, event }: { actorId: string; event: SystemEvent },
): Promise<AfterCommit> {
  const now = ctx.now()
  await takeCounters(tx, conversationId, { revs: 1, seqs: 1, now })
  const taken = await conversationById(tx, conversationId)
  if (taken === undefined) throw new Error('a project has no main conversation')
  const place = { conversationId, authorId: actorId, seq: taken.last_seq, rev: taken.head, now }
  const message = await insertAnnouncement(tx, place, event)
  return () => ctx.live.toConversation({ conversationId, seq: message.seq, rev: message.rev }, 'message', message)
}

/** Closes or opens every conversation of a project. */
export async function closeConversationsOf(
  ctx: AppContext,
  tx: Tx,
  projectId: string,
  isClosed: boolean,
): Promise<AfterCommit> {
  const changed: Parameters<typeof sharedOf>[0][] = []
  const flag = isClosed ? 1 : 0
  for (const { id, is_closed: was } of await conversationsOfProject(tx, projectId)) {
    if (was === flag) continue
    await takeCounters(tx, id, { revs: 1, seqs: 0, now: ctx.now() })
    const taken = await conversationById(tx, id)
    if (taken === undefined) continue
    await updateConversation(tx, id, { is_closed: flag, rev: taken.head })
    changed.push({ ...taken, is_closed: flag, rev: taken.head })
  }
  return () => {
    for (const row of changed)
      ctx.live.toConversation({ conversationId: row.id }, 'conversation_changed', sharedOf(row))
  }
}
