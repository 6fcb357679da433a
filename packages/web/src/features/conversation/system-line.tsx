import type { Message } from '@kith/protocol/messages.ts'
import { personName } from '../../live/naming.ts'
import { exactTime } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import type { ConversationWords } from '../../words/conversation-words.ts'
import { namesInWords } from './names.ts'

/** What happened in the conversation, in one quiet line. */
export function SystemLine({ message }: { message: Message }) {
  const { conversation: t } = useConversationWords()
  return (
    <p className="mx-auto max-w-md px-4 py-1 text-center text-sm text-balance text-muted">
      <span dir="auto" title={exactTime(message.createdAt)}>
        {sentence(message, t)}
      </span>
    </p>
  )
}

function sentence({ system, author }: Message, t: ConversationWords['conversation']): string {
  const who = personName(author)
  switch (system?.type) {
    case 'created':
      return t.system.created(who)
    case 'added':
      return t.system.added(who, namesInWords(system.users.map(personName), t))
    case 'removed':
      return t.system.removed(who, personName(system.user))
    case 'joined':
      return t.system.joined(who)
    case 'left':
      return t.system.left(who)
    case 'renamed':
      return t.system.renamed(who, system.title)
    case 'topic':
      return system.topic === '' ? t.system.topicCleared(who) : t.system.topic(who, system.topic)
    case 'role':
      return t.system.role(who, personName(system.user), t.system.roles[system.role])
    case 'files':
      return t.system.files(who, system)
    case undefined:
      return t.system.other(who)
  }
}
