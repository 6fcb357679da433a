import type { Database, Tx } from '../../database/database.ts'
import type { HiddenWordsTable } from '../../database/schema-posts.ts'

export async function hiddenWordsRow(db: Database['read'], userId: string): Promise<HiddenWordsTable | undefined> {
  return db.selectFrom('hidden_words').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

export async function putHiddenWords(tx: Tx, row: HiddenWordsTable): Promise<void> {
  await tx
    .insertInto('hidden_words')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ words: row.words, personal_rev: row.personal_rev }),
    )
    .execute()
}
