import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { personName, shortName } from '../../live/naming.ts'
import type { Words } from '../../words/words.ts'
import { messageInWords } from '../../words/message-in-words.ts'

/** The newest message as one line: who, where it is not clear, and what. */
export function previewOf(entry: Conversation, myId: string, words: Words): { who: string | null; text: string } {
  const { chats: t, files } = words
  const last = entry.lastMessage
  if (last === null) return { who: null, text: t.noMessages }
  const name = last.author.id === myId ? t.you : shortName(last.author)
  if (last.kind === 'system') return { who: null, text: `${name} ${systemText(last, t)}` }
  const isClear = entry.kind === 'direct' && last.author.id !== myId
  const text = last.deletedAt === null ? messageInWords(last, files) : t.deleted
  return { who: isClear ? null : name, text }
}

function systemText({ system }: Message, { system: t }: Words['chats']): string {
  switch (system?.type) {
    case 'added':
      return t.added(system.users.map(personName).join(', '))
    case 'removed':
      return t.removed(personName(system.user))
    case 'joined':
      return t.joined
    case 'left':
      return t.left
    case 'renamed':
      return t.renamed(system.title)
    case 'topic':
      return t.topic
    case 'role':
      return t.role(personName(system.user))
    case 'files':
      return t.files(system.newCount + system.versionCount)
    case 'created':
    case undefined:
      return t.created
  }
}
