import { limits } from '@kith/protocol/limits.ts'
import { entryName } from '@kith/protocol/project-files.ts'

const accents = /[\u0300-\u036F]/g
/** What no name may have: control and direction-changing characters, and marks that nobody sees. */
const unseen = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu
const ENDING = /\.[\p{L}\p{N}]{1,10}$/u
const NUMBER = / \((\d{1,6})\)$/
const SORT_KEY_MAX = 300

/** Names with the same key are the same name to people: case and the way a letter is put together do not matter. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC')
}

/** By what names are ordered, byte by byte: without case and accents, and numbers by their value. */
export function sortKeyOf(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFD').replaceAll(accents, '').normalize('NFC')
  const counted = plain.replaceAll(/\d+/g, (digits) => {
    const value = digits.replace(/^0+(?=\d)/, '')
    return String(value.length).padStart(3, '0') + value
  })
  return Array.from(counted).slice(0, SORT_KEY_MAX).join('')
}

/** A name that an entry may have, whatever a program sent: no path, nothing that is hidden, not too long. */
export function fittingName(sent: string): string {
  const last = sent.slice(0, 4_000).toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const name = last.replaceAll(unseen, '').normalize('NFC').trim()
  const short = within(name, limits.entryNameMax)
  const parsed = entryName.safeParse(short)
  return parsed.success ? parsed.data : 'file'
}

/** The same name with a number: `Plan.pdf` becomes `Plan (2).pdf`. */
export function numberedName(name: string, number: number): string {
  const { stem, ending } = partsOf(name)
  const mark = ` (${number})`
  const left = limits.entryNameMax - Array.from(mark + ending).length
  return Array.from(stem.replace(NUMBER, '')).slice(0, left).join('') + mark + ending
}

export function endingOf(name: string): string {
  return partsOf(name).ending.slice(1).toLowerCase()
}

function within(name: string, max: number): string {
  const letters = Array.from(name)
  if (letters.length <= max) return name
  const { stem, ending } = partsOf(name)
  const left = max - Array.from(ending).length
  return Array.from(stem).slice(0, left).join('').trimEnd() + ending
}

/** A dot at the beginning begins no ending. */
function partsOf(name: string): { stem: string; ending: string } {
  const ending = ENDING.exec(name)?.[0] ?? ''
  return ending.length === name.length
    ? { stem: name, ending: '' }
    : { stem: name.slice(0, name.length - ending.length), ending }
}
