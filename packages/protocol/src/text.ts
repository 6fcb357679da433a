import { z } from 'zod'

const control = /[\p{Cc}\u2028\u2029]/u
// Marks that turn the direction of what follows: "gpj.exe" may not read as "exe.jpg" in a name.
const bidiControl = /[\u202A-\u202E\u2066-\u2069]/

/** Whether `value` has at most `max` code points; cheap for short and for absurdly long strings alike. */
export function hasAtMost(value: string, max: number): boolean {
  if (value.length <= max) return true
  if (value.length > max * 2) return false
  let count = 0
  for (const _ of value) count++
  return count <= max
}

/** Text over many lines, kept exactly as sent: well-formed Unicode without NUL, `max` code points at most. */
export function longText(max: number) {
  return z
    .string()
    .refine((value) => hasAtMost(value, max), { message: `has more than ${max} characters`, abort: true })
    .refine((value) => value.isWellFormed(), { message: 'is not well-formed Unicode', abort: true })
    .refine((value) => !value.includes('\u0000'), { message: 'contains a NUL character' })
}

/** One line for people to read: trimmed, no control or direction-changing characters, `max` code points at most. */
export function lineText(max: number) {
  return z
    .string()
    .refine((value) => hasAtMost(value, max), { message: `has more than ${max} characters`, abort: true })
    .refine((value) => value.isWellFormed(), { message: 'is not well-formed Unicode', abort: true })
    .refine((value) => !control.test(value), { message: 'contains a control character' })
    .refine((value) => !bidiControl.test(value), { message: 'contains a direction-changing character' })
    .transform((value) => value.trim().normalize('NFC'))
}

/** As `lineText`, but something must be left after trimming. */
export function requiredLine(max: number) {
  return lineText(max).refine((value) => value.length > 0, { message: 'is empty' })
}
