import type { Message } from '@kith/protocol/messages.ts'
import { namedNow } from '@kith/sdk/circle-names.ts'
import clsx from 'clsx'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useKith } from '../../live/use-kith.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { Markdown } from '../markdown/markdown.tsx'
import type { NamedMany } from '../markdown/markdown.tsx'
import { directionOf } from './direction.ts'

interface MessageTextProps {
  body: string
  isDeleted: boolean
  mentions: Message['mentions']
  /** What in it stands for many; null as long as it is not sent. */
  many: NamedMany | null
  /** Stands at the end of the last line, or below it where there is no room. */
  meta?: ReactNode
}

const onlyEmoji =
  /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u

/** What somebody wrote. Up to three emoji alone are shown large. */
export function MessageText({ body, isDeleted, mentions, many, meta }: MessageTextProps) {
  const { conversation: t } = useConversationWords()
  const myId = useKith((state) => state.me?.id ?? '')
  const circles = useKith((state) => state.circles)
  const mentioned = useMemo(
    () => ({ people: mentions, many: many && { ...many, circles: namedNow(circles, many.circles) }, myId }),
    [mentions, many, circles, myId],
  )
  if (isDeleted) {
    return (
      <div>
        <span className="italic opacity-80">{t.deleted}</span> {meta}
      </div>
    )
  }
  if (body === '') return meta === undefined ? null : <div className="-mt-2.5 flow-root">{meta}</div>
  return (
    <div
      dir={directionOf(body)}
      className={clsx('flow-root [&>p:nth-last-child(2)]:inline', onlyEmoji.test(body) && 'text-2xl')}
    >
      <Markdown source={body} mentions={mentioned} />
      {meta ?? <span hidden />}
    </div>
  )
}
