import { limits } from '@kith/protocol/limits.ts'

const unseen = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u

/**
 * A name for people to read, whatever was sent: no path, nothing that hides or turns the direction of what follows, no
 * dot first, 255 bytes at most with its ending kept. Nothing on the disk is ever called so.
 */
export function cleanFileName(sent: string): string {
  const last = sent.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(/^[A-Za-z]:/, '')
    .replaceAll(unseen, '')
    .normalize('NFC')
    .trim()
    .replace(/^\.+/, '')
    .trim()
  if (name === '') return 'file'
  if (Buffer.byteLength(name) <= limits.fileNameMaxBytes) return name
  const ending = EXTENSION.exec(name)?.[0] ?? ''
  let stem = ''
  let left = limits.fileNameMaxBytes - Buffer.byteLength(ending)
  for (const letter of name.slice(0, name.length - ending.length)) {
    left -= Buffer.byteLength(letter)
    if (left < 0) break
    stem += letter
  }
  return stem + ending
}
