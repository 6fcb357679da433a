import type { Database, Tx } from '../../database/database.ts'

const keys = [
  'owner',
  'place-name',
  'registration',
  'members-may-invite',
  'link-previews',
  'edit-history',
  'members-make-circles',
] as const
export type PlaceKey = (typeof keys)[number]

/** What is kept of the place, by key; what nobody chose is missing. `owner` is there once somebody owns it. */
export async function placeValues(db: Database['read']): Promise<Map<string, string>> {
  const rows = await db.selectFrom('settings').selectAll().where('key', 'in', keys).limit(keys.length).execute()
  return new Map(rows.map(({ key, value }) => [key, value]))
}

export async function setPlaceValue(tx: Tx, key: Exclude<PlaceKey, 'owner'>, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
