import { id } from '@kith/protocol/ids.ts'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import type { SeenPost } from '../post-access/post-access.ts'
import { likedAmongNewest } from './feed-rows.ts'
import type { Candidate, Liked } from './feed-rows.ts'
import { pick } from './picking.ts'

/** So many posts compete with each other; those that are older come after all of them. */
const COMPETING = 1_000

/**
 * Where a page of explore ends: which posts compete there (from `top` downwards), and the last one that was shown of
 * them, null at their beginning.
 */
export const explorePlace = z.strictObject({ top: id, last: z.strictObject({ heat: z.int(), id }).nullable() })
export type ExplorePlace = z.infer<typeof explorePlace>

/**
 * What people liked and talked of among the newest posts for everyone here, then among those before them. Later pages go
 * on among the same posts. What was shown comes again only if it was liked less meanwhile.
 */
export async function explorePage(
  db: Database['read'],
  viewerId: string,
  { after, limit }: { after: ExplorePlace | null; limit: number },
): Promise<{ rows: SeenPost[]; next: ExplorePlace | null }> {
  const competing = await likedAmongNewest(db, after?.top ?? null, COMPETING)
  if (competing === null) return { rows: [], next: null }
  const { top, nextTop } = competing
  const last = after?.last ?? null
  const ranked = competing.rows
    .map((row): Ranked => ({ id: row.id, author_id: row.author_id, heat: heatOf(row) }))
    .filter((each) => last === null || byHeat(last, each) < 0)
    .toSorted(byHeat)
  const picked = await pick<Ranked>(db, viewerId, {
    after: async (one, count) => {
      const from = one === null ? 0 : ranked.indexOf(one) + 1
      return ranked.slice(from, from + count)
    },
    limit,
    hasMuted: false,
  })
  const end = picked.last
  if (end !== null) return { rows: picked.rows, next: { top, last: { heat: end.heat, id: end.id } } }
  return { rows: picked.rows, next: nextTop === null ? null : { top: nextTop, last: null } }
}

interface Ranked extends Candidate {
  heat: number
}

function byHeat(a: Pick<Ranked, 'heat' | 'id'>, b: Pick<Ranked, 'heat' | 'id'>): number {
  return b.heat - a.heat || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** In coarse steps, so that a like more or less seldom moves a post while somebody reads on. */
function heatOf({ like_count: likes, comment_count: comments }: Liked): number {
  return Math.floor(2 * Math.log2(1 + likes + 2 * comments))
}
