import type { Conversation } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { wordsNow } from '../words/words.ts'

/** The other one of a direct conversation; null for groups, channels and notes to oneself. */
export function peerOf(entry: Conversation, myId: string): UserCard | null {
  return entry.kind === 'direct' ? (entry.members.find(({ id }) => id !== myId) ?? null) : null
}

/** What somebody is called. Of a deleted account no name is left. */
export function personName({ displayName }: Pick<UserCard, 'displayName'>): string {
  return displayName === '' ? wordsNow().shell.deletedAccount : displayName
}

/** What somebody is called where room is short; of a deleted account all of it, for it is no name. */
export function shortName({ displayName }: Pick<UserCard, 'displayName'>): string {
  return displayName === '' ? wordsNow().shell.deletedAccount : (displayName.split(/\s/u)[0] ?? displayName)
}

/** What a conversation is called: its title, else the people in it. */
export function nameOf(entry: Pick<Conversation, 'title' | 'members'>, myId: string): string {
  if (entry.title !== null) return entry.title
  const others = entry.members.filter(({ id }) => id !== myId).map(personName)
  const [first] = entry.members
  return others.length > 0 ? others.join(', ') : first === undefined ? '' : personName(first)
}
