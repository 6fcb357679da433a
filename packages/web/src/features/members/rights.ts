import type { Conversation, MemberRole } from '@kith/protocol/conversations.ts'

const isLeader = (role: MemberRole): boolean => role !== 'member'

/* What to offer. The server decides; see membership.ts there. */

export function mayRename({ kind, role }: Conversation): boolean {
  return kind === 'group' || isLeader(role)
}

export function mayChangeVisibility({ isLobby, role }: Conversation): boolean {
  return !isLobby && isLeader(role)
}

export function mayChooseMentionAll({ kind, role }: Conversation): boolean {
  return kind !== 'direct' && isLeader(role)
}

export function mayAdd({ kind, isLobby, isPublic, role }: Conversation): boolean {
  return !isLobby && (kind === 'group' || isPublic || isLeader(role))
}

export function mayRemove({ isLobby, role }: Conversation, whose: MemberRole): boolean {
  return !isLobby && (whose === 'member' ? isLeader(role) : role === 'owner')
}

export const maySetRole = ({ role }: Conversation): boolean => role === 'owner'
export const mayLeave = ({ isLobby }: Conversation): boolean => !isLobby
export const mayDelete = ({ isLobby, role }: Conversation): boolean => !isLobby && role === 'owner'
