/* The tables of work that nobody waits for: parts of the schema in `schema.ts`. */

/** Work that follows a commit. */
export interface JobsTable {
  id: string
  kind: string
  /** JSON. */
  payload: string
  run_at: number
  attempts: number
  /** Nobody else takes it before; by the clock of the database. */
  claimed_until: number
  /** Of whoever took it up last: what they say of it counts only as long as it is theirs. */
  claim: string | null
  created_at: number
  /** Set once it was given up. */
  failed_at: number | null
  last_error: string | null
}

/** What is swept once in a while, by one node for all. Times are by the clock of the database. */
export interface SweepsTable {
  name: string
  due_at: number
  claimed_until: number
  claim: string | null
  ended_at: number | null
  /** Why it failed when it ended last. */
  last_error: string | null
}
