import clsx from 'clsx'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Dialog } from '../../design/dialog.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { recentEmoji } from '../../live/recent-emoji.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { emojiGroups, foundEmoji, inTone, skinTones } from './emoji-data.ts'
import type { Emoji } from './emoji-data.ts'
import { keptTone, keepTone } from './skin-tone.ts'

/** Every emoji there is, by name or by looking. The arrows move, Enter picks. */
export function EmojiDialog({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const { shell } = useWords()
  const { marks: t } = useMoreWords()
  const [text, setText] = useState('')
  const [tone, setTone] = useState(keptTone)
  const grid = useRef<HTMLDivElement>(null)
  const query = text.trim()
  const found = query === '' ? null : foundEmoji(query)
  const recent = recentEmoji().map((emoji): Emoji => ({ emoji, name: emoji, hasTones: false }))

  function pick(emoji: string): void {
    onPick(emoji)
    onClose()
  }

  function onFieldKey(event: KeyboardEvent): void {
    const first = found?.[0]
    if (event.key === 'Enter' && first !== undefined) pick(inTone(first, tone))
    else if (event.key === 'ArrowDown') grid.current?.querySelector('button')?.focus()
    else return
    event.preventDefault()
  }

  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.pickEmoji} closeLabel={shell.close}>
      <div className="sticky top-0 z-10 -mx-1 flex flex-col gap-2 bg-raised px-1 pt-1 pb-2">
        <SearchField
          label={t.searchEmoji}
          clearLabel={shell.clear}
          value={text}
          onValueChange={setText}
          onKeyDown={onFieldKey}
          autoComplete="off"
        />
        <Tones
          tone={tone}
          onToneChange={(next) => {
            setTone(next)
            keepTone(next)
          }}
        />
      </div>
      {/* The arrows move between the buttons that are in it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={grid} onKeyDown={moveInGrid} className="h-[min(24rem,50dvh)]">
        {found !== null && found.length === 0 && (
          <EmptyState illustration={<EmptyPicture name="search" />} title={t.noEmoji} text={t.noEmojiText(query)} />
        )}
        {found !== null && <Group title={t.found} emojis={found} tone={tone} onPick={pick} />}
        {found === null && recent.length > 0 && <Group title={t.recent} emojis={recent} tone="" onPick={pick} />}
        {found === null &&
          emojiGroups.map(({ name, emojis }) => (
            <Group key={name} title={t.groups[name] ?? name} emojis={emojis} tone={tone} onPick={pick} />
          ))}
      </div>
    </Dialog>
  )
}

interface GroupProps {
  title: string
  emojis: readonly Emoji[]
  tone: string
  onPick: (emoji: string) => void
}

function Group({ title, emojis, tone, onPick }: GroupProps) {
  if (emojis.length === 0) return null
  const rows = Math.ceil(emojis.length / 8)
  return (
    <section
      aria-label={title}
      // What is far off is not drawn until one scrolls there.
      className="[content-visibility:auto]"
      style={{ containIntrinsicSize: `auto ${rows * 2.75 + 2}rem` }}
    >
      <h3 className="py-1.5 text-sm font-semibold text-muted">{title}</h3>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))]">
        {emojis.map((each) => {
          const shown = inTone(each, tone)
          return (
            <button
              key={each.emoji}
              type="button"
              title={each.name}
              aria-label={each.name}
              onClick={() => onPick(shown)}
              className="flex h-11 items-center justify-center rounded-md text-2xl outline-offset-[-2px] hover:bg-hover"
            >
              <span aria-hidden="true">{shown}</span>
            </button>
          )
        })}
      </div>
    </section>
  )
}

function Tones({ tone, onToneChange }: { tone: string; onToneChange: (tone: string) => void }) {
  const { marks: t } = useMoreWords()
  return (
    <fieldset aria-label={t.tone} className="flex">
      {skinTones.map((each, index) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === tone}
          aria-label={t.tones[index]}
          onClick={() => onToneChange(each)}
          className={clsx(
            'flex size-11 items-center justify-center rounded-md text-xl hover:bg-hover',
            each === tone && 'bg-accent-soft',
          )}
        >
          <span aria-hidden="true">{`✋${each}`}</span>
        </button>
      ))}
    </fieldset>
  )
}

/** Left and right by one, up and down to what stands there. */
function moveInGrid(event: KeyboardEvent<HTMLDivElement>): void {
  const from = event.target
  if (!(from instanceof HTMLButtonElement)) return
  const all = [...event.currentTarget.querySelectorAll('button')]
  const at = all.indexOf(from)
  const isRtl = getComputedStyle(from).direction === 'rtl'
  const next =
    event.key === 'ArrowRight' || event.key === 'ArrowLeft'
      ? all[at + ((event.key === 'ArrowRight') === isRtl ? -1 : 1)]
      : event.key === 'ArrowDown' || event.key === 'ArrowUp'
        ? beyond(all, at, event.key === 'ArrowDown' ? 1 : -1)
        : undefined
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

/** The nearest button in the next row, up or down. */
function beyond(all: readonly HTMLButtonElement[], at: number, step: 1 | -1): HTMLButtonElement | undefined {
  const from = all[at]
  if (from === undefined) return undefined
  const { left, top } = from.getBoundingClientRect()
  for (let index = at + step; index >= 0 && index < all.length; index += step) {
    const there = all[index]?.getBoundingClientRect()
    if (there === undefined || Math.abs(there.top - top) < 4) continue
    if (Math.abs(there.left - left) < 8) return all[index]
    // A short row ends before this column.
    const after = all[index + step]?.getBoundingClientRect()
    if (after === undefined || Math.abs(after.top - there.top) >= 4) return all[index]
  }
  return undefined
}
