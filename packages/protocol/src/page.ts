import { z } from 'zod'
import { limits } from './limits.ts'

/** What every list takes. Numbers arrive as text in a query string. */
export const pageInput = {
  limit: z.coerce.number<number | string>().int().min(1).max(limits.pageMax).default(limits.pageDefault),
  cursor: z.string().min(1).max(512).optional(),
}

/** What every list answers: `nextCursor` is null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** A whole number that may come as text, for query strings. */
export function queryInt(min: number, max: number = Number.MAX_SAFE_INTEGER) {
  return z.coerce.number<number | string>().int().min(min).max(max)
}
