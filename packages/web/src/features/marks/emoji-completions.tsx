import { useMemo } from 'react'
import { CompletionList } from '../../design/completion-list.tsx'
import type { CompletionControl } from '../../design/completion-list.tsx'
import { rememberEmoji } from '../../live/recent-emoji.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { emojiCalled, inTone } from './emoji-data.ts'
import { keptTone } from './skin-tone.ts'

const SHOWN = 8

/** The emoji whose name begins like what is written after a colon. */
export function EmojiCompletions({ q, control }: { q: string; control: CompletionControl }) {
  const { marks: t } = useMoreWords()
  const options = useMemo(() => {
    const tone = keptTone()
    return emojiCalled(q, SHOWN).map((each) => {
      const shown = inTone(each, tone)
      const face = (
        <span aria-hidden="true" className="w-7 shrink-0 text-center text-xl">
          {shown}
        </span>
      )
      return { key: each.name.replaceAll(/\W+/g, '-'), text: shown, face, label: each.name, detail: '' }
    })
  }, [q])
  const remembering: CompletionControl = {
    ...control,
    pick: (emoji) => {
      rememberEmoji(emoji)
      control.pick(emoji)
    },
  }
  return (
    <CompletionList control={remembering} options={options} label={t.emojiList} found={t.emojiFound(options.length)} />
  )
}
