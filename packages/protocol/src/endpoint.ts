import type { z } from 'zod'
import type { ProblemCode } from './problems.ts'

/** What one HTTP call takes and answers. Its address is its key in the registry: `METHOD /path/:param`. */
export interface Endpoint {
  summary: string
  /** `required`: 401 without a valid session or token. `optional`: the caller may be nobody. */
  session: 'required' | 'optional'
  /** Path parameters, query (GET, DELETE) and body (POST, PUT, PATCH) as one flat object; unknown keys are refused. */
  input: z.ZodObject
  /**
   * One schema a status; `null` where the body is empty, `bytes` where it is a file, which is had by its address, `tus`
   * where what is taken and what is answered stands in the headers of tus 1.0.
   */
  replies: Readonly<Record<number, z.ZodType | 'bytes' | 'tus' | null>>
  /** The problems of its own, beside those that any call may meet. */
  problems: readonly ProblemCode[]
  /** Only from a session whose person proved who they are within the last ten minutes, never by a token. */
  needsRecentAuth?: true
  /**
   * Taken as `multipart/form-data`, with the file in the field `file` and the rest of the input as text before it.
   * `cap` names the setting that bounds it: UPLOAD_MAX_BYTES or PROJECT_FILE_MAX_BYTES. Where `isOptional`, JSON is
   * taken as well.
   */
  file?: { cap: 'upload' | 'project'; isOptional?: true }
  /** What it answers lets somebody in, so it is never compressed: its length would tell of it. */
  holdsSecrets?: true
  /** Refused above this. Default `limits.jsonBodyMaxBytes`. */
  bodyMaxBytes?: number
}

/** Any call may answer with these. */
export const commonProblems: readonly ProblemCode[] = [
  'malformed',
  'too-large',
  'unsupported-media-type',
  'validation-failed',
  'rate-limited',
  'busy',
  'internal',
]

export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition
}

/** What a caller hands in, before parsing. */
export type InputOf<E extends Endpoint> = z.input<E['input']>
/** What a rule receives, after parsing. */
export type ParsedOf<E extends Endpoint> = z.output<E['input']>
/** What comes back: the union of its replies; `undefined` for an empty one. */
export type ReplyOf<E extends Endpoint> = {
  [S in keyof E['replies']]: E['replies'][S] extends z.ZodType ? z.output<E['replies'][S]> : undefined
}[keyof E['replies']]
