import type { Database } from '../../database/database.ts'
import { postsSeen } from '../post-access/post-access.ts'
import type { SeenPost } from '../post-access/post-access.ts'
import { mutedAmong } from './feed-rows.ts'
import type { Candidate } from './feed-rows.ts'

/** Posts that one page looks at, at most: what lies between those that somebody sees may be very much. */
export const LOOKED_AT_MAX = 2_000

export interface Picking<C extends Candidate> {
  /** The candidates after one, null for the first of them, in the order of the feed; fewer than `count` at the end. */
  after: (last: C | null, count: number) => Promise<C[]>
  limit: number
  /** Whether what people who are muted posted is among them. */
  hasMuted: boolean
}

/**
 * A page of those candidates that `viewerId` sees, and the one after which to go on: null at the end. Fewer than `limit`
 * may be found before it.
 */
export async function pick<C extends Candidate>(
  db: Database['read'],
  viewerId: string,
  { after, limit, hasMuted }: Picking<C>,
): Promise<{ rows: SeenPost[]; last: C | null }> {
  const found: { row: SeenPost; candidate: C }[] = []
  let last: C | null = null
  for (
    let lookedAt = 0, count = limit + 1;
    lookedAt < LOOKED_AT_MAX;
    lookedAt += count, count = Math.min(count * 2, 500)
  ) {
    const candidates = await after(last, count)
    const authorIds = [...new Set(candidates.map((each) => each.author_id))]
    const muted = hasMuted ? new Set() : await mutedAmong(db, viewerId, authorIds)
    const wanted = candidates.filter((each) => !muted.has(each.author_id))
    const seen = await postsSeen(
      db,
      viewerId,
      wanted.map(({ id }) => id),
    )
    const rows = new Map(seen.map((row) => [row.id, row]))
    for (const candidate of wanted) {
      const row = rows.get(candidate.id)
      if (row !== undefined) found.push({ row, candidate })
    }
    const shown = found.slice(0, limit)
    if (found.length > limit) return { rows: shown.map(({ row }) => row), last: shown.at(-1)?.candidate ?? null }
    last = candidates.at(-1) ?? null
    if (candidates.length < count) return { rows: shown.map(({ row }) => row), last: null }
  }
  return { rows: found.map(({ row }) => row), last }
}
