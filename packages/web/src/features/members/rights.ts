import type { Conversation, MemberRole } from '@kith/protocol/conversations.ts'

const isLeader = (role: MemberRole): boolean => role !== 'member'

/* What to offer. The server decides; see membership.ts there. Of a main conversation much is decided in its project. */

export function maySetTopic({ kind, role }: Conversation): boolean {
  return kind === 'group' || isLeader(role)
}

export function mayRename(entry: Conversation): boolean {
  return !entry.isMain && maySetTopic(entry)
}

export function mayChangeVisibility({ isLobby, isMain, role }: Conversation): boolean {
  return !isLobby && !isMain && isLeader(role)
}

export function mayChooseMentionAll({ kind, role }: Conversation): boolean {
  return kind !== 'direct' && isLeader(role)
}

export function mayAdd({ kind, isLobby, isMain, isPublic, role }: Conversation): boolean {
  return !isLobby && !isMain && (kind === 'group' || isPublic || isLeader(role))
}

export function mayRemove({ isLobby, isMain, role }: Conversation, whose: MemberRole): boolean {
  return !isLobby && !isMain && (whose === 'member' ? isLeader(role) : role === 'owner')
}

export const maySetRole = ({ isMain, role }: Conversation): boolean => !isMain && role === 'owner'
export const mayLeave = ({ isLobby, isMain }: Conversation): boolean => !isLobby && !isMain
export const mayDelete = (entry: Conversation): boolean => mayLeave(entry) && entry.role === 'owner'
