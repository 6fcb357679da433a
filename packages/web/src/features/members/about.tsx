import type { Conversation } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import { client } from '../../live/client.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { nameOf } from '../../live/naming.ts'
import { calendarDay } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { EditableLine } from './editable-line.tsx'
import { mayRename, maySetTopic } from './rights.ts'

/** The face, the name and the topic; who may, changes them where they stand. */
export function About({ entry, myId }: { entry: Conversation; myId: string }) {
  const { members: t } = useMoreWords()
  return (
    <div className="flex flex-col items-center text-center">
      <ConversationFace entry={entry} myId={myId} size="xl" />
      <EditableLine
        key={`title-${entry.id}`}
        label={t.title}
        editLabel={t.rename}
        value={entry.title ?? ''}
        maxLength={limits.conversationTitleMax}
        isRequired
        mayChange={mayRename(entry)}
        className="mt-3"
        onSave={(title) => client.change({ conversationId: entry.id, title })}
      >
        <h3 className="text-xl font-bold">
          <bdi>{nameOf(entry, myId)}</bdi>
        </h3>
      </EditableLine>
      <p className="text-sm text-muted">
        {t.count(entry.memberCount)} · {t.created(calendarDay(entry.createdAt))}
      </p>
      <EditableLine
        key={`topic-${entry.id}`}
        label={t.topic}
        editLabel={entry.topic === '' ? t.addTopic : t.editTopic}
        value={entry.topic}
        maxLength={limits.conversationTopicMax}
        mayChange={maySetTopic(entry)}
        className="mt-3"
        onSave={(topic) => client.change({ conversationId: entry.id, topic })}
      >
        <p dir="auto" className={entry.topic === '' ? 'text-muted' : 'text-pretty'}>
          {entry.topic === '' ? t.noTopic : entry.topic}
        </p>
      </EditableLine>
      {entry.isLobby && <p className="mt-2 text-sm text-muted">{t.lobbyText}</p>}
    </div>
  )
}
