import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { Words } from '../../words/words.ts'
import { plainText } from '../../words/plain-text.ts'

/** The newest message as one line: who, where it is not clear, and what. */
export function previewOf(entry: Conversation, myId: string, t: Words['chats']): { who: string | null; text: string } {
  const last = entry.lastMessage
  if (last === null) return { who: null, text: t.noMessages }
  const name = last.author.id === myId ? t.you : firstWord(last.author.displayName)
  if (last.kind === 'system') return { who: null, text: `${name} ${systemText(last, t)}` }
  const isClear = entry.kind === 'direct' && last.author.id !== myId
  const text = last.deletedAt === null ? plainText(last.body) : t.deleted
  return { who: isClear ? null : name, text }
}

function systemText({ system }: Message, { system: t }: Words['chats']): string {
  switch (system?.type) {
    case 'added':
      return t.added(system.users.map(({ displayName }) => displayName).join(', '))
    case 'removed':
      return t.removed(system.user.displayName)
    case 'joined':
      return t.joined
    case 'left':
      return t.left
    case 'renamed':
      return t.renamed(system.title)
    case 'topic':
      return t.topic
    case 'role':
      return t.role(system.user.displayName)
    case 'created':
    case undefined:
      return t.created
  }
}

const firstWord = (name: string): string => name.split(/\s/u)[0] ?? name
