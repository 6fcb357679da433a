import type { Conversation } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'

/** The other one of a direct conversation; null for groups, channels and notes to oneself. */
export function peerOf(entry: Conversation, myId: string): UserCard | null {
  return entry.kind === 'direct' ? (entry.members.find(({ id }) => id !== myId) ?? null) : null
}

/** What a conversation is called: its title, else the people in it. */
export function nameOf(entry: Pick<Conversation, 'title' | 'members'>, myId: string): string {
  if (entry.title !== null) return entry.title
  const others = entry.members.filter(({ id }) => id !== myId).map(({ displayName }) => displayName)
  return others.length > 0 ? others.join(', ') : (entry.members[0]?.displayName ?? '')
}
