import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { directionOf } from './direction.ts'

interface MessageTextProps {
  body: string
  isDeleted: boolean
  /** Stands at the end of the last line, or below it where there is no room. */
  meta?: ReactNode
}

const onlyEmoji =
  /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u

/** What somebody wrote. Up to three emoji alone are shown large. */
export function MessageText({ body, isDeleted, meta }: MessageTextProps) {
  const { conversation: t } = useWords()
  if (isDeleted) {
    return (
      <div>
        <span className="italic opacity-80">{t.deleted}</span> {meta}
      </div>
    )
  }
  return (
    <div
      dir={directionOf(body)}
      className={clsx('flow-root [&>p:nth-last-child(2)]:inline', onlyEmoji.test(body) && 'text-2xl')}
    >
      <Markdown source={body} />
      {meta ?? <span hidden />}
    </div>
  )
}
