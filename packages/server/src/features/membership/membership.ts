import type { MemberRole } from '@kith/protocol/conversations.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { ConversationsTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { membershipRow, takeCounters } from './membership-rows.ts'
import type { MembershipRow } from './membership-rows.ts'

export { memberIdsOf, membersAmong, personalHeads, placesOf } from './many-rows.ts'
export {
  behindAmong,
  moveDelivered,
  readToEnd,
  setReadMarker,
  setUnreadFrom,
  unreadCounts,
  unreadMentions,
} from './marker-rows.ts'
export {
  headsOf,
  membershipPage,
  membershipsAmong,
  personalHead,
  setOwnChoice,
  takeCounters,
  takePersonalRev,
  takeSendPlace,
} from './membership-rows.ts'

export type Membership = MembershipRow

/** What is done after a commit, once it is durable: telling sockets. Never throws, never waits. */
export type AfterCommit = () => void

type Action =
  | 'rename'
  | 'set-topic'
  | 'set-visibility'
  | 'set-mention-all'
  | 'add'
  | 'remove-member'
  | 'remove-admin'
  | 'set-role'
  | 'leave'
  | 'delete'
  | 'delete-message'
  | 'pin'

const everyone: readonly MemberRole[] = ['owner', 'admin', 'member']
const leaders: readonly MemberRole[] = ['owner', 'admin']
const owners: readonly MemberRole[] = ['owner']
const nobody: readonly MemberRole[] = []

type Kind = 'direct' | 'group' | 'public' | 'private' | 'lobby' | 'main'

/**
 * Who may do what, by the kind of conversation. What is not here is denied. Who is in the main conversation of a project,
 * as what, and how it is called, is changed in the project.
 */
const policy: Record<Action, Partial<Record<Kind, readonly MemberRole[]>>> = {
  rename: { group: everyone, public: leaders, private: leaders, lobby: leaders },
  'set-topic': { group: everyone, public: leaders, private: leaders, lobby: leaders, main: leaders },
  'set-visibility': { group: leaders, public: leaders, private: leaders },
  'set-mention-all': { group: leaders, public: leaders, private: leaders, lobby: leaders, main: leaders },
  add: { group: everyone, public: everyone, private: leaders },
  'remove-member': { group: leaders, public: leaders, private: leaders },
  'remove-admin': { group: owners, public: owners, private: owners },
  'set-role': { group: owners, public: owners, private: owners, lobby: owners },
  leave: { group: everyone, public: everyone, private: everyone },
  delete: { group: owners, public: owners, private: owners },
  pin: { direct: everyone, group: everyone, public: leaders, private: leaders, lobby: leaders, main: leaders },
  'delete-message': { group: leaders, public: leaders, private: leaders, lobby: leaders, main: leaders },
}

type Ruled = Pick<ConversationsTable, 'kind' | 'is_lobby' | 'is_main' | 'is_public'>

function kindOf(conversation: Ruled): Kind {
  if (conversation.is_lobby === 1) return 'lobby'
  if (conversation.is_main === 1) return 'main'
  if (conversation.kind !== 'channel') return conversation.kind
  return conversation.is_public === 1 ? 'public' : 'private'
}

/** Whether a member with `role` may do `action` in `conversation`. */
export function may(role: MemberRole, action: Action, conversation: Ruled): boolean {
  return (policy[action][kindOf(conversation)] ?? nobody).includes(role)
}

/**
 * The conversation as one of its members has it: the only way to load one.
 * @throws Problem `not-found` when `userId` is not in it, exactly as for an id that does not exist
 */
export async function memberOf(db: Database['read'], userId: string, conversationId: string): Promise<Membership> {
  const row = await membershipRow(db, userId, conversationId)
  if (row === undefined) throw new Problem('not-found')
  return row
}

/** Of what a member is told here, whether or not they ever chose. */
export function notifyLevelOf(member: Pick<Membership, 'kind' | 'notify_level'>): 'all' | 'mentions' | 'nothing' {
  return member.notify_level ?? (member.kind === 'channel' ? 'mentions' : 'all')
}

/**
 * Whether a member has put it away: until something new comes, unless they want to hear nothing of it by then. What came
 * last decides, by its own time, so that the answer is the same whenever it is asked for.
 */
export function isArchived(
  member: Pick<Membership, 'kind' | 'notify_level' | 'muted_until' | 'archived_seq' | 'last_seq' | 'last_activity_at'>,
): boolean {
  if (member.archived_seq === null) return false
  if (member.last_seq <= member.archived_seq || notifyLevelOf(member) === 'nothing') return true
  return member.last_activity_at < (member.muted_until ?? 0)
}

/** How many places a change takes in a conversation. */
export interface Taking {
  revs: number
  seqs: number
  now: number
}

/**
 * Locks the conversation and takes the next `revs` and `seqs` of it, then loads it through the caller, so that whoever
 * was removed a moment before finds nothing. `head` and `last_seq` are those after the taking; refusing later in the
 * transaction gives them back.
 * @throws Problem `not-found` when `userId` is not a member
 */
export async function memberTaking(
  tx: Tx,
  userId: string,
  conversationId: string,
  taking: Taking,
): Promise<Membership> {
  const isThere = await takeCounters(tx, conversationId, taking)
  if (!isThere) throw new Problem('not-found')
  return memberOf(tx, userId, conversationId)
}
