import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Longer than this is not coloured: it would be felt while scrolling. */
const COLOURED_MAX = 20_000

/** Code as it was written, coloured once the colours have been fetched. */
export function CodeBlock({ text, language, className }: { text: string; language: string; className: string }) {
  const { conversation: t } = useConversationWords()
  const [coloured, setColoured] = useState<ReactNode>(null)
  const [isCopied, setIsCopied] = useState(false)
  const name = language.trim().split(/\s/)[0] ?? ''

  useEffect(() => {
    if (name === '' || text.length > COLOURED_MAX) return
    let isWanted = true
    void import('../../design/highlight.tsx').then(({ highlighted }) => {
      if (isWanted) setColoured(highlighted(text, name))
    })
    return () => {
      isWanted = false
    }
  }, [text, name])

  function copy(): void {
    void navigator.clipboard.writeText(text).then(() => {
      setIsCopied(true)
      setTimeout(() => setIsCopied(false), 1_500)
    })
  }

  return (
    <figure className={`group/code relative max-w-full rounded-sm bg-ink/6 ${className}`}>
      {name !== '' && <figcaption className="px-3 pt-1.5 text-xs opacity-75">{name}</figcaption>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre dir="ltr" tabIndex={0} className="max-h-96 overflow-auto px-3 py-2 font-mono text-sm leading-normal">
        <code>{coloured ?? text}</code>
      </pre>
      <IconButton
        size="sm"
        label={isCopied ? t.copied : t.copyCode}
        icon={isCopied ? <Check /> : <Copy />}
        onClick={copy}
        className="absolute! end-1 top-1 opacity-0 group-hover/code:opacity-100 focus-visible:opacity-100"
      />
    </figure>
  )
}
