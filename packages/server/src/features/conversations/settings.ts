import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message, SystemEvent } from '@kith/protocol/messages.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { ConversationsTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { may, memberOf, memberTaking } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { insertAnnouncement } from '../messages/messages.ts'
import { updateConversation } from './conversation-rows.ts'
import { entryOf, mentionAllOf, sharedOf } from './entries.ts'

type Input = CallParsed<'PATCH /api/conversations/:conversationId'>
type Change = Partial<Pick<ConversationsTable, 'title' | 'topic' | 'is_public' | 'is_history_shared' | 'mention_all'>>

/**
 * Renames, sets the topic, who may find it or who may mention everybody; each new title and topic is announced.
 * @throws Problem `not-found`, `forbidden`
 */
export async function changeConversation(ctx: AppContext, caller: Caller, input: Input): Promise<Conversation> {
  const before = await memberOf(ctx.db.read, caller.userId, input.conversationId)
  refuseWithoutRight(before, input)
  const change = changeOf(before, input)
  if (Object.keys(change).length === 0) return entryOf(ctx.db.read, caller.userId, before.id)
  const events = eventsOf(change)
  const now = ctx.now()
  const made = await ctx.db.write(async (tx) => {
    const taking = { revs: 1 + events.length, seqs: events.length, now }
    const taken = await memberTaking(tx, caller.userId, before.id, taking)
    refuseWithoutRight(taken, input)
    const rev = taken.head - events.length
    await updateConversation(tx, taken.id, { ...change, rev })
    const messages: Message[] = []
    for (const [index, event] of events.entries()) {
      const seq = taken.last_seq - events.length + 1 + index
      const place = { conversationId: taken.id, authorId: caller.userId, seq, rev: rev + 1 + index, now }
      messages.push(await insertAnnouncement(tx, place, event))
    }
    return { shared: sharedOf({ ...taken, ...change, rev }), messages }
  })
  ctx.live.toConversation({ conversationId: before.id }, 'conversation_changed', made.shared)
  for (const message of made.messages) {
    ctx.live.toConversation({ conversationId: before.id, seq: message.seq, rev: message.rev }, 'message', message)
  }
  return entryOf(ctx.db.read, caller.userId, before.id)
}

function refuseWithoutRight(member: Membership, input: Input): void {
  if (input.title !== undefined && !may(member.role, 'rename', member)) throw new Problem('forbidden')
  if (input.topic !== undefined && !may(member.role, 'set-topic', member)) throw new Problem('forbidden')
  if (input.mentionAll !== undefined && !may(member.role, 'set-mention-all', member)) throw new Problem('forbidden')
  const isVisibility = input.isPublic !== undefined || input.isHistoryShared !== undefined
  if (isVisibility && !may(member.role, 'set-visibility', member)) throw new Problem('forbidden')
  if (input.isPublic === true && member.kind !== 'channel') throw new Problem('forbidden')
}

/** Only what really changes: saying the same again takes no rev. */
function changeOf(before: Membership, input: Input): Change {
  const change: Change = {}
  if (input.title !== undefined && input.title !== before.title) change.title = input.title
  if (input.topic !== undefined && input.topic !== before.topic) change.topic = input.topic
  if (input.isPublic !== undefined && input.isPublic !== (before.is_public === 1)) {
    change.is_public = input.isPublic ? 1 : 0
  }
  if (input.isHistoryShared !== undefined && input.isHistoryShared !== (before.is_history_shared === 1)) {
    change.is_history_shared = input.isHistoryShared ? 1 : 0
  }
  if (input.mentionAll !== undefined && input.mentionAll !== mentionAllOf(before)) {
    change.mention_all = input.mentionAll === 'usual' ? null : input.mentionAll
  }
  return change
}

function eventsOf(change: Change): SystemEvent[] {
  const events: SystemEvent[] = []
  if (change.title !== undefined && change.title !== null) events.push({ type: 'renamed', title: change.title })
  if (change.topic !== undefined) events.push({ type: 'topic', topic: change.topic })
  return events
}
