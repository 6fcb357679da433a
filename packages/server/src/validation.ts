import type { z } from 'zod'
import { Problem } from './problem.ts'

const ERRORS_MAX = 20

/**
 * `value` as `schema` reads it.
 * @throws Problem `validation-failed` with what is wrong, by path
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.slice(0, ERRORS_MAX).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    code: issue.code.replaceAll('_', '-'),
    message: issue.message.slice(0, 300),
  }))
  throw new Problem('validation-failed', { errors })
}
