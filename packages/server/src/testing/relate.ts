import type { RelationsTable } from '../database/schema.ts'
import type { Person } from './person.ts'
import type { World } from './world.ts'

type Standing = Partial<Omit<RelationsTable, 'user_id' | 'other_id' | 'rev' | 'changed_at'>>

/** Puts down how `who` stands to `other`, on this side alone, whatever the rules of relations would say. */
export async function relate({ app }: World, who: Person, other: Person, standing: Standing): Promise<void> {
  await app.ctx.db.write(async (tx) => {
    await tx
      .insertInto('relations')
      .values({
        user_id: who.user.id,
        other_id: other.user.id,
        friendship: 'none',
        note: '',
        follow: 'none',
        followed_by: 'none',
        is_blocked: 0,
        is_blocked_by: 0,
        is_muted: 0,
        rev: 1,
        changed_at: 1,
        ...standing,
      })
      .onConflict((conflict) => conflict.columns(['user_id', 'other_id']).doUpdateSet(standing))
      .execute()
  })
}
