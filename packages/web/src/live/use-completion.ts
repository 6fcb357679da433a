import { useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { CompletionControl } from '../design/completion-list.tsx'
import { insert } from './insert-text.ts'

/** What can be completed, by the sign that begins it, right before the caret. */
const signs = {
  mention: /(?:^|[^\w.@/\\+-])@([\w.]{0,30})$/,
  // Two letters at least, after a space: ":)" and "10:30" and addresses begin nothing.
  emoji: /(?:^|[\s(])[:]([a-z][\w+-]{1,30})$/i,
  tag: /(?:^|[^\p{L}\p{N}_&/#])#([\p{L}\p{M}\p{N}_]{0,30})$/u,
} as const

export interface Begun {
  kind: keyof typeof signs
  /** Where the sign stands. */
  from: number
  /** What is written after it. */
  q: string
}

export interface Completion {
  /** What is being written, unless it was closed. */
  begun: Begun | null
  control: CompletionControl
  activeId: string | null
  /** To be called whenever the text or the caret moved. */
  look: () => void
  /** True when the key meant the list. */
  takesKey: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
}

const inMessages = ['mention', 'emoji'] as const

function begunBefore(text: string, kinds: readonly Begun['kind'][]): Omit<Begun, 'from'> | null {
  for (const kind of kinds) {
    const q = signs[kind].exec(text)?.[1]
    if (q !== undefined) return { kind, q }
  }
  return null
}

/** What is being written in `field` that may be completed: a name after @, an emoji after a colon; in captions a hashtag. */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  kinds: readonly Begun['kind'][] = inMessages,
): Completion {
  const id = useId()
  const [at, setAt] = useState<Begun | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  /** Where somebody pressed Escape: there it is not offered again. */
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const keys = useRef<((event: KeyboardEvent) => boolean) | null>(null)
  const begun = at === null || at.from === closedAt ? null : at
  const from = at?.from ?? null

  const control = useMemo(
    (): CompletionControl => ({
      id,
      onKeys: (takesKey) => {
        keys.current = takesKey
      },
      onActive: setActiveId,
      pick: (text) => {
        const { current } = field
        if (current === null || from === null) return
        current.setSelectionRange(from, current.selectionStart)
        insert(current, `${text} `)
        setAt(null)
      },
      close: () => setClosedAt(from),
    }),
    [id, field, from],
  )

  function look(): void {
    const { current } = field
    if (current === null) return
    const { selectionStart: start, selectionEnd: end, value } = current
    const found = start === end ? begunBefore(value.slice(Math.max(0, start - 40), start), kinds) : null
    const next = found === null ? null : { ...found, from: start - found.q.length - 1 }
    if (next?.from !== closedAt) setClosedAt(null)
    setAt(next)
  }

  return { begun, control, activeId, look, takesKey: (event) => begun !== null && keys.current?.(event) === true }
}
