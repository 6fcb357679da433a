import { Link } from '@tanstack/react-router'
import { ArrowLeft, SendHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { clockTime, exactTime } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'

/** One conversation: its messages and the place to write. */
export function ConversationPane({ conversationId }: { conversationId: string }) {
  const { conversation: t } = useWords()
  const entry = useKith((state) => state.conversations.get(conversationId))
  const window = useKith((state) => state.timelines.get(conversationId))
  const outbox = useKith((state) => state.outbox)
  const myId = useKith((state) => state.me?.id)
  const [text, setText] = useState('')

  useEffect(() => {
    client.open(conversationId).catch(() => undefined)
    return () => client.close(conversationId)
  }, [conversationId])

  const lastSeq = window?.items.at(-1)?.seq ?? 0
  useEffect(() => {
    if (lastSeq > 0 && !document.hidden) client.markRead(conversationId, lastSeq)
  }, [conversationId, lastSeq])

  function send(): void {
    if (text.trim() === '') return
    client.send(conversationId, text)
    setText('')
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  const name = entry?.title ?? entry?.members.find(({ id }) => id !== myId)?.displayName ?? ''
  return (
    <section className="flex min-w-0 grow flex-col">
      <header className="flex items-center gap-2 border-b border-line px-4 py-3">
        <Link to="/chats" aria-label={t.back} className="md:hidden">
          <ArrowLeft />
        </Link>
        <h1 className="truncate font-bold">{name}</h1>
      </header>
      <ol aria-label={t.messages} className="flex min-h-0 grow flex-col-reverse overflow-y-auto px-4 py-3">
        {outbox
          .filter((each) => each.conversationId === conversationId)
          .toReversed()
          .map((each) => (
            <li key={each.clientId} className="my-0.5 self-end rounded-lg bg-bubble-own px-3 py-1.5 opacity-70">
              {each.body}
            </li>
          ))}
        {(window?.items ?? []).toReversed().map((message) => (
          <li
            key={message.clientId ?? message.id}
            className={`my-0.5 max-w-[75%] rounded-lg px-3 py-1.5 ${message.author.id === myId ? 'self-end bg-bubble-own' : 'self-start bg-bubble-other'}`}
          >
            {message.author.id !== myId && <p className="text-sm font-semibold">{message.author.displayName}</p>}
            <p dir="auto" className="whitespace-pre-wrap">
              {message.kind === 'system'
                ? t.system.other(message.author.displayName)
                : message.deletedAt === null
                  ? message.body
                  : t.deleted}
            </p>
            <time dateTime={message.createdAt} title={exactTime(message.createdAt)} className="text-xs text-muted">
              {clockTime(message.createdAt)}
            </time>
          </li>
        ))}
      </ol>
      <div className="flex items-end gap-2 border-t border-line p-3">
        <textarea
          aria-label={t.write(name)}
          placeholder={t.write(name)}
          value={text}
          rows={1}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-40 min-h-10 grow resize-none rounded-lg bg-raised px-3 py-2"
        />
        <IconButton label={t.send} icon={<SendHorizontal />} variant="accent" onClick={send} />
      </div>
    </section>
  )
}
