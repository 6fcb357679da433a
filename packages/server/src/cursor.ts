import type { z } from 'zod'
import { Problem } from './problem.ts'

/** An opaque place in a list. */
export function writeCursor(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * The place that `cursor` stands for; null for the beginning.
 * @throws Problem `validation-failed` for what no list gave out
 */
export function readCursor<S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | null {
  if (cursor === undefined) return null
  const parsed = schema.safeParse(decoded(cursor))
  if (!parsed.success) {
    throw new Problem('validation-failed', {
      errors: [{ path: 'cursor', code: 'custom', message: 'is not one that a list gave out' }],
    })
  }
  return parsed.data
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
