import clsx from 'clsx'
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'

/** What a list of completions needs of the field above which it stands. The field keeps the focus and the keys. */
export interface CompletionControl {
  /** The id of the list; its options are `id-key`. */
  id: string
  /** Gives the field what answers its keys, true when the key meant the list; null when the list goes. */
  onKeys: (takesKey: ((event: KeyboardEvent) => boolean) | null) => void
  /** Which option is meant now; null when there is none. */
  onActive: (optionId: string | null) => void
  /** Puts `text` in place of what was begun. */
  pick: (text: string) => void
  close: () => void
}

export interface CompletionOption {
  key: string
  /** What is written when it is picked. */
  text: string
  face: ReactNode
  label: string
  detail: string
}

interface CompletionListProps {
  control: CompletionControl
  options: readonly CompletionOption[]
  label: string
  /** Said aloud. */
  found: string
  /** Where there is no room above the field. */
  isBelow?: boolean
}

/** What may be meant by the word that is being written, above the field. */
export function CompletionList({ control, options, label, found, isBelow = false }: CompletionListProps) {
  const { id, onKeys, onActive } = control
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const active = options.find(({ key }) => key === activeKey) ?? options[0]
  const activeId = active === undefined ? null : `${id}-${active.key}`

  function takesKey(event: KeyboardEvent): boolean {
    if (active === undefined || event.nativeEvent.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      const next = options[(options.indexOf(active) + step + options.length) % options.length] ?? active
      setActiveKey(next.key)
      document.getElementById(`${id}-${next.key}`)?.scrollIntoView({ block: 'nearest' })
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      control.pick(active.text)
    } else if (event.key === 'Escape') control.close()
    else return false
    event.preventDefault()
    return true
  }

  // The key press after this drawing is answered by what is drawn.
  const answer = useEffectEvent(takesKey)
  useLayoutEffect(() => {
    onKeys((event) => answer(event))
    return () => onKeys(null)
  }, [onKeys])
  const tell = useEffectEvent(onActive)
  useEffect(() => tell(activeId), [activeId])
  useEffect(() => () => tell(null), [])

  return (
    <>
      <output className="sr-only">{options.length > 0 ? found : ''}</output>
      {options.length > 0 && (
        <div
          // No element of HTML shows faces in a list of options.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="listbox"
          id={id}
          aria-label={label}
          className={clsx(
            'motion-pop absolute start-0 z-20 max-h-72 w-80 max-w-full overflow-y-auto rounded-md bg-raised p-1 shadow-float',
            isBelow ? 'top-full mt-2' : 'bottom-full mb-2',
          )}
        >
          {options.map((option) => (
            <Option
              key={option.key}
              id={`${id}-${option.key}`}
              option={option}
              isActive={option === active}
              onPick={() => control.pick(option.text)}
              onPoint={() => setActiveKey(option.key)}
            />
          ))}
        </div>
      )}
    </>
  )
}

interface OptionProps {
  id: string
  option: CompletionOption
  isActive: boolean
  onPick: () => void
  onPoint: () => void
}

function Option({ id, option, isActive, onPick, onPoint }: OptionProps) {
  return (
    // The field has the focus and the keys; this is for the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // Before the field could lose the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      onPointerMove={onPoint}
      className={clsx(
        'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-sm px-2 pointer-coarse:min-h-11',
        isActive && 'bg-hover',
      )}
    >
      {option.face}
      <span className="min-w-0 truncate font-medium">
        <bdi>{option.label}</bdi>
      </span>
      <bdi className="ms-auto shrink-0 text-sm text-muted">{option.detail}</bdi>
    </div>
  )
}
