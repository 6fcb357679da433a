import { Fragment } from 'react'

const BEFORE = 48
const LENGTH = 220

interface Range {
  from: number
  to: number
}

/** One letter as it is compared: a folded letter may be longer than the letter, so each remembers where it was. */
function foldedLetters(text: string): { folded: string; at: number[] } {
  let folded = ''
  const at: number[] = []
  let index = 0
  for (const letter of text) {
    const plain = letter
      .normalize('NFKD')
      .replaceAll(/[\u0300-\u036F]/g, '')
      .toLowerCase()
      .normalize('NFC')
    for (let part = 0; part < plain.length; part++) at.push(index)
    folded += plain
    index += letter.length
  }
  at.push(text.length)
  return { folded, at }
}

/** Where the words that were looked for are in `text`, in order, without overlap. */
export function rangesOf(text: string, terms: readonly string[]): Range[] {
  const { folded, at } = foldedLetters(text)
  const found: Range[] = []
  for (const word of new Set(terms.flatMap((term) => term.split(' ')))) {
    if (word === '') continue
    for (let from = folded.indexOf(word); from !== -1; from = folded.indexOf(word, from + word.length)) {
      found.push({ from: at[from] ?? 0, to: at[from + word.length] ?? text.length })
    }
  }
  const merged: Range[] = []
  for (const range of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1)
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to)
    else merged.push({ ...range })
  }
  return merged
}

/** The part of a text around what was found in it, with that marked. */
export function Highlight({ text, terms }: { text: string; terms: readonly string[] }) {
  const ranges = rangesOf(text, terms)
  const first = ranges[0]?.from ?? 0
  // From the beginning of a word, and never within a letter that takes two units.
  const start = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1 || first
  const shown = Array.from(text.slice(start)).slice(0, LENGTH).join('')
  const end = start + shown.length
  const inside = ranges.filter(({ from }) => from >= start && from < end)
  return (
    <>
      {start > 0 && '… '}
      {inside.map(({ from, to }, index) => (
        <Fragment key={from}>
          {text.slice(index === 0 ? start : (inside[index - 1]?.to ?? start), from)}
          <mark className="rounded-[0.2em] bg-accent-soft text-on-accent-soft">
            {text.slice(from, Math.min(to, end))}
          </mark>
        </Fragment>
      ))}
      {text.slice(Math.min(inside.at(-1)?.to ?? start, end), end)}
      {end < text.length && ' …'}
    </>
  )
}
