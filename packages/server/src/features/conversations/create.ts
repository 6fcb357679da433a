import { randomUUIDv7 } from 'node:crypto'
import type { Conversation } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import type { ConversationsTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { insertAnnouncement } from '../messages/messages.ts'
import { refuseUnlessPermitted } from '../relations/relations.ts'
import { directByKey, insertConversation, insertMembers } from './conversation-rows.ts'
import { entryOf, tellEntry } from './entries.ts'
import { refuseUnlessBeginning } from './of-project.ts'

type Input = CallParsed<'POST /api/conversations'>

/**
 * Starts a conversation. For a direct one that exists already, that one (`isNew` false).
 * @throws Problem `not-found` (somebody or some project that the caller cannot know of), `forbidden` (by their role in the
 *   project), `not-accepting`, `validation-failed` (somebody who is not in the project among others)
 */
export async function createConversation(
  ctx: AppContext,
  caller: Caller,
  input: Input,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const others = [...new Set(input.memberIds)].filter((id) => id !== caller.userId)
  refuseNonsense(input, others.length)
  const made =
    input.kind === 'direct'
      ? await makeDirect(ctx, caller, others[0] ?? '')
      : await makeMany(ctx, caller, input, others)
  if (made.isNew) {
    ctx.jobs.wake()
    for (const userId of [caller.userId, ...others]) {
      ctx.live.admit(userId, made.id, 0)
      tellEntry(ctx, userId, made.id)
    }
  }
  return { conversation: await entryOf(ctx.db.read, caller.userId, made.id), isNew: made.isNew }
}

function refuseNonsense(input: Input, others: number): void {
  const fault = (path: string, message: string): Problem =>
    new Problem('validation-failed', { errors: [{ path, code: 'custom', message }] })
  if (input.kind === 'direct' && others !== 1) throw fault('memberIds', 'must name one other person')
  if (input.kind === 'direct' && (input.projectId ?? null) !== null) {
    throw fault('projectId', 'a direct conversation belongs to no project')
  }
  if (input.kind === 'direct' && (input.title ?? null) !== null) throw fault('title', 'a direct conversation has none')
  if (input.kind === 'channel' && (input.title ?? null) === null) throw fault('title', 'a channel needs one')
  if (input.kind !== 'channel' && input.isPublic === true) throw fault('isPublic', 'only a channel can be public')
  if (others + 1 > limits.groupMembersMax)
    throw fault('memberIds', `has more than ${limits.groupMembersMax - 1} people`)
}

interface Made {
  id: string
  isNew: boolean
}

async function makeDirect(ctx: AppContext, caller: Caller, otherId: string): Promise<Made> {
  const key = [caller.userId, otherId].toSorted().join(' ')
  try {
    return await ctx.db.write(async (tx) => {
      const known = await directByKey(tx, key)
      if (known !== undefined) return { id: known.id, isNew: false }
      await refuseUnlessPermitted(tx, caller.userId, [otherId], 'may_message')
      const row = emptyConversation(caller.userId, ctx.now())
      await insertConversation(tx, { ...row, kind: 'direct', direct_key: key, head: 2, member_count: 2 })
      await insertMembers(tx, memberRows(row.id, [caller.userId, otherId], ctx.now(), 1))
      return { id: row.id, isNew: true }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Both wrote to each other at the same moment; one conversation came of it.
    const known = await directByKey(ctx.db.read, key)
    if (known === undefined) throw error
    return { id: known.id, isNew: false }
  }
}

async function makeMany(ctx: AppContext, caller: Caller, input: Input, others: string[]): Promise<Made> {
  const now = ctx.now()
  const isChannel = input.kind === 'channel'
  const projectId = input.projectId ?? null
  return ctx.db.write(async (tx) => {
    if (projectId !== null) await refuseUnlessBeginning(tx, caller.userId, { projectId, others, now })
    await refuseUnlessPermitted(tx, caller.userId, others, 'may_add')
    const everyone = [caller.userId, ...others]
    const row = emptyConversation(caller.userId, now)
    const head = everyone.length + 1
    const title = input.title ?? null
    await insertConversation(tx, {
      ...row,
      kind: input.kind,
      project_id: projectId,
      title,
      topic: input.topic ?? '',
      is_public: isChannel && (input.isPublic ?? true) ? 1 : 0,
      is_history_shared: (input.isHistoryShared ?? isChannel) ? 1 : 0,
      head,
      last_seq: 1,
      member_count: everyone.length,
    })
    await insertMembers(tx, memberRows(row.id, everyone, now, 1, caller.userId))
    const place = { conversationId: row.id, authorId: caller.userId, seq: 1, rev: head, now }
    await insertAnnouncement(tx, place, { type: 'created', title })
    const added = { conversationId: row.id, actorId: caller.userId, userIds: others, seq: 1 }
    if (others.length > 0) await enqueue(tx, 'notify-added', added, { now })
    return { id: row.id, isNew: true }
  })
}

export function emptyConversation(createdBy: string, now: number): ConversationsTable {
  return {
    id: randomUUIDv7(),
    kind: 'group',
    title: null,
    topic: '',
    project_id: null,
    is_main: 0,
    is_closed: 0,
    is_lobby: 0,
    is_public: 0,
    is_history_shared: 1,
    mention_all: null,
    direct_key: null,
    created_by: createdBy,
    created_at: now,
    head: 0,
    rev: 0,
    last_seq: 0,
    member_count: 0,
    last_activity_at: now,
  }
}

/** One row a person, with consecutive revs from `firstRev`. */
export function memberRows(conversationId: string, userIds: string[], now: number, firstRev: number, ownerId?: string) {
  return userIds.map((userId, index) => ({
    conversation_id: conversationId,
    user_id: userId,
    role: userId === ownerId ? ('owner' as const) : ('member' as const),
    rev: firstRev + index,
    visible_from: 0,
    // A millisecond apart, so that the order of joining is total.
    joined_at: now + index,
    left_at: null,
    last_read_seq: 0,
    personal_rev: 0,
    has_written: 0 as const,
  }))
}
