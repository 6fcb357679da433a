import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Scrim } from '../../design/dialog.tsx'
import { focusFirstField } from '../../design/focus-first-field.ts'
import { Kbd } from '../../design/kbd.tsx'
import { Spinner } from '../../design/spinner.tsx'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import type { Entry } from './entry.ts'
import { SwitcherRow } from './switcher-row.tsx'
import { useGroups } from './use-groups.tsx'

const PAGE = 6

/** Goes anywhere by a few letters. The focus stays in the field; the arrows choose, Enter opens, Escape leaves. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const id = useId()
  const { switcher: t } = useMoreWords()
  const report = useReport()
  const [text, setText] = useState('')
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const [opening, setOpening] = useState<string | null>(null)
  const q = text.trim()
  const { groups, isAsking } = useGroups(q)
  const entries = groups.flatMap((group) => group.entries)
  const active = entries.find(({ key }) => key === activeKey) ?? entries[0]

  async function open(entry: Entry): Promise<void> {
    if (opening !== null) return
    setOpening(entry.key)
    try {
      // Closed first: what is opened may stand above the page in its place.
      if (entry.isInstant === true) onClose()
      await entry.open()
      if (entry.isInstant !== true) onClose()
    } catch (error) {
      report(t.failed, error)
    } finally {
      setOpening(null)
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      void open(active)
    }
    const at = active === undefined ? -1 : entries.indexOf(active)
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: Math.min(at + PAGE, entries.length - 1),
      PageUp: Math.max(at - PAGE, 0),
    }[event.key]
    if (to === undefined || entries.length === 0) return
    event.preventDefault()
    const next = entries[(to + entries.length) % entries.length]
    if (next === undefined) return
    setActiveKey(next.key)
    document.getElementById(`${id}-${next.key}`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Scrim isOpen />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirstField}
          className="motion-rise fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[min(34rem,calc(100dvh-1rem))] max-w-xl flex-col overflow-hidden rounded-lg bg-raised shadow-float outline-none md:top-[12dvh] md:max-h-[min(34rem,76dvh)]"
        >
          <Radix.Title className="sr-only">{t.title}</Radix.Title>
          <div className="flex shrink-0 items-center gap-3 border-b border-line px-4">
            {isAsking ? (
              <Spinner className="size-5! text-muted" />
            ) : (
              <Search aria-hidden="true" className="size-5 shrink-0 text-muted" />
            )}
            <input
              role="combobox"
              aria-expanded={entries.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={active === undefined ? undefined : `${id}-${active.key}`}
              aria-autocomplete="list"
              aria-label={t.field}
              placeholder={t.field}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value)
                setActiveKey(null)
              }}
              onKeyDown={onKeyDown}
              className="h-14 w-full min-w-0 bg-transparent text-lg outline-none"
            />
          </div>
          <div className="min-h-0 overflow-y-auto overscroll-contain p-2" aria-busy={isAsking}>
            <output className="block px-3 py-8 text-center text-muted empty:hidden">
              {entries.length === 0 && !isAsking && t.nothing}
            </output>
            {/* No element of HTML shows pictures in groups of options. */}
            {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
            <div role="listbox" id={`${id}-list`} aria-label={t.results}>
              {groups.map(
                (group) =>
                  group.entries.length > 0 && (
                    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
                    <div key={group.key} role="group" aria-labelledby={`${id}-${group.key}`} className="pb-1">
                      <div id={`${id}-${group.key}`} className="px-2.5 pt-2 pb-1 text-xs font-semibold text-muted">
                        {group.label}
                      </div>
                      {group.entries.map((entry) => (
                        <SwitcherRow
                          key={entry.key}
                          id={`${id}-${entry.key}`}
                          entry={entry}
                          isActive={entry === active}
                          isOpening={entry.key === opening}
                          onPoint={() => setActiveKey(entry.key)}
                          onOpen={() => void open(entry)}
                        />
                      ))}
                    </div>
                  ),
              )}
            </div>
          </div>
          <footer
            aria-hidden="true"
            className="flex shrink-0 gap-4 border-t border-line px-4 py-2.5 text-xs text-muted pointer-coarse:hidden"
          >
            <Hint keys={['↑', '↓']} label={t.move} />
            <Hint keys={['↵']} label={t.choose} />
            <Hint keys={['Esc']} label={t.leave} />
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Hint({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <Kbd keys={keys} />
      {label}
    </span>
  )
}
