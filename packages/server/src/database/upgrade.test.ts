import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { anyMessage } from '../testing/any-message.ts'
import { freshPlace, testDialect } from '../testing/fresh-place.ts'
import type { FreshPlace } from '../testing/fresh-place.ts'
import { openDatabase } from './database.ts'
import type { Database, Tx } from './database.ts'
import { migrate, migrations } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import type { Schema } from './schema.ts'
import { kyselyOver } from './sqlite-dialect.ts'

/* Old data opens: a database as each earlier version left it, with rows in it, taken to the newest. */

interface OldDatabase {
  db: Tx
  migrateTo: (steps: readonly Migration[]) => Promise<void>
  close: () => Promise<void>
}

async function oldSqlite(directory: string): Promise<OldDatabase> {
  const file = new DatabaseSync(join(directory, 'kith.db'), { enableForeignKeyConstraints: true })
  const db: Tx = kyselyOver(file)
  return {
    db,
    migrateTo: (steps) =>
      migrate(
        db,
        {
          dialect: 'sqlite',
          columns: { integer: sql`integer`, prefixable: sql`` },
          begin: async () => file.exec('begin immediate'),
          commit: async () => file.exec('commit'),
          rollback: async () => file.exec('rollback'),
          backUp: async () => undefined,
        },
        steps,
      ),
    close: () => db.destroy(),
  }
}

async function oldPostgres(url: string): Promise<OldDatabase> {
  const db: Tx = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
  })
  return {
    db,
    migrateTo: (steps) =>
      migrate(
        db,
        {
          dialect: 'postgres',
          columns: { integer: sql`bigint`, prefixable: sql`collate "C"` },
          begin: async () => void (await sql`begin`.execute(db)),
          commit: async () => void (await sql`commit`.execute(db)),
          rollback: async () => void (await sql`rollback`.execute(db)),
          backUp: async () => undefined,
        },
        steps,
      ),
    close: () => db.destroy(),
  }
}

const card = (id: string, username: string) => ({ id, username, displayName: username.toUpperCase(), avatarUrl: null })

const announcements = [
  { type: 'created', title: 'Walks' },
  { type: 'added', users: [card('u2', 'ben'), card('u1', 'ann')] },
  { type: 'added', users: [] },
  { type: 'removed', user: card('u2', 'ben') },
  { type: 'joined' },
  { type: 'left' },
  { type: 'renamed', title: 'Long "walks"' },
  { type: 'topic', topic: 'user of users ✓' },
  { type: 'role', user: card('u2', 'ben'), role: 'admin' },
]

const asKept = [
  { type: 'created', title: 'Walks' },
  { type: 'added', userIds: ['u2', 'u1'] },
  { type: 'added', userIds: [] },
  { type: 'removed', userId: 'u2' },
  { type: 'joined' },
  { type: 'left' },
  { type: 'renamed', title: 'Long "walks"' },
  { type: 'topic', topic: 'user of users ✓' },
  { type: 'role', userId: 'u2', role: 'admin' },
]

const TEXTS = 500

/** Rows as the first version wrote them; what later versions added has its initial value. */
async function furnish(db: Tx): Promise<void> {
  await sql`begin`.execute(db)
  await insertAll(db)
  await sql`commit`.execute(db)
}

async function insertAll(db: Tx): Promise<void> {
  for (const [id, name, role] of [
    ['u1', 'ann', 'owner'],
    ['u2', 'ben', 'member'],
  ] as const) {
    await sql`insert into users
      (id, username, username_key, display_name, email, email_key, password_hash, bio, face, role, created_at, personal_head)
      values (${id}, ${name}, ${name}, ${name.toUpperCase()}, ${`${name}@example.org`}, ${`${name}@example.org`},
        'hash', 'a bio', 'face-01', ${role}, 1700000000000, 7)`.execute(db)
    await sql`insert into user_words (user_id, word) values (${id}, ${name})`.execute(db)
    await sql`insert into sessions (id, token_hash, user_id, user_agent, address, created_at, last_used_at, expires_at)
      values (${`s-${id}`}, ${`hash-${id}`}, ${id}, 'agent', '127.0.0.1', 1, 2, 9000000000000)`.execute(db)
  }
  await sql`insert into api_tokens (id, token_hash, user_id, name, scopes, created_at, last_used_at, expires_at)
    values ('t1', 'thash', 'u1', 'bot', 'read', 1, null, null)`.execute(db)
  const last = TEXTS + announcements.length
  await sql`insert into conversations
    (id, kind, title, topic, project_id, is_lobby, is_public, is_history_shared, direct_key, created_by, created_at,
      head, rev, last_seq, member_count, last_activity_at)
    values ('c1', 'channel', 'Lobby', '', null, 1, 1, 1, null, 'u1', 1, ${last}, 1, ${last}, 2, 1)`.execute(db)
  for (const id of ['u1', 'u2']) {
    await sql`insert into members
      (conversation_id, user_id, role, rev, visible_from, joined_at, left_at, last_read_seq, personal_rev)
      values ('c1', ${id}, 'member', 1, 0, 1, null, 3, 4)`.execute(db)
  }
  await sql`insert into settings (key, value) values ('owner', 'u1')`.execute(db)
  for (let seq = 1; seq <= last; seq++) {
    const event = announcements[seq - 1]
    const row =
      event === undefined
        ? { kind: 'text', body: `text ${seq} {"user":{"id":"u1"}} ✓`, client: `client-${seq}`, system: null }
        : { kind: 'system', body: '', client: null, system: JSON.stringify(event) }
    await sql`insert into messages
      (id, conversation_id, seq, rev, kind, author_id, body, client_id, system, reply_to_id, created_at, edited_at, deleted_at)
      values (${`m${String(seq).padStart(5, '0')}`}, 'c1', ${seq}, ${seq}, ${row.kind}, ${seq % 2 === 0 ? 'u1' : 'u2'},
        ${row.body}, ${row.client}, ${row.system}, null, ${seq}, null, null)`.execute(db)
  }
}

/** All that the first version knew, by table, in order: later columns and rewritten announcements aside. */
async function content(db: Database['read']): Promise<Record<string, unknown[]>> {
  const columns: Record<string, string> = {
    users:
      'id, username, username_key, display_name, email, email_key, password_hash, bio, face, role, created_at, personal_head',
    user_words: 'user_id, word',
    sessions: 'id, token_hash, user_id, user_agent, address, created_at, last_used_at, expires_at',
    api_tokens: 'id, token_hash, user_id, name, scopes, created_at, last_used_at, expires_at',
    conversations: 'id, kind, title, topic, is_lobby, created_by, head, rev, last_seq, member_count, last_activity_at',
    members: 'conversation_id, user_id, role, rev, visible_from, joined_at, left_at, last_read_seq, personal_rev',
    messages:
      'id, conversation_id, seq, rev, kind, author_id, body, client_id, reply_to_id, created_at, edited_at, deleted_at',
    settings: 'key, value',
  }
  const found: Record<string, unknown[]> = {}
  for (const [table, names] of Object.entries(columns)) {
    const rows = await sql`select ${sql.raw(names)} from ${sql.table(table)} order by 1, 2`.execute(db)
    found[table] = rows.rows.map((row) => JSON.stringify(row).replaceAll(/"(\d+)"/g, '$1'))
  }
  return found
}

async function oldPlace(): Promise<{ place: FreshPlace; old: OldDatabase; url: string | null }> {
  const place = await freshPlace()
  onTestFinished(() => place.remove())
  const url = place.settings['DATABASE_URL'] ?? null
  return { place, url, old: url === null ? await oldSqlite(place.directory) : await oldPostgres(url) }
}

const PLACES = 8

for (const [index, { name }] of migrations.entries()) {
  test(`a database as ${name} left it opens with all that is in it`, async () => {
    const { place, old, url } = await oldPlace()
    await old.migrateTo(migrations.slice(0, 1))
    await furnish(old.db)
    await old.migrateTo(migrations.slice(0, index + 1))
    const before = await content(old.db)
    expect(before['messages']).toHaveLength(TEXTS + announcements.length)
    await old.close()
    const db = await openDatabase({ dataDirectory: place.directory, databaseUrl: url })
    try {
      expect(await content(db.read)).toEqual(before)
      const kept = await db.read
        .selectFrom('messages')
        .select('system')
        .where('kind', '=', 'system')
        .orderBy('seq')
        .execute()
      expect(kept.map(({ system }): unknown => JSON.parse(system ?? ''))).toEqual(asKept)
      const steps = await sql<{ name: string }>`select name from migrations order by name`.execute(db.read)
      expect(steps.rows.map((row) => row.name)).toEqual(migrations.map((step) => step.name))
      await db.search.settled()
      const wanted = { ...anyMessage, userId: 'u1', phrases: [{ text: 'text 42', isOpen: false }] }
      expect(await db.search.find(wanted)).toMatchObject([{ messageId: 'm00042' }])
    } finally {
      await db.close()
    }
  })
}

test('a step that breaks off at any of its statements leaves the database as it was, and is taken the next time', async () => {
  const { place, old, url } = await oldPlace()
  await old.migrateTo(migrations.slice(0, 1))
  await furnish(old.db)
  const before = await content(old.db)
  const words = {
    dialect: testDialect,
    integer: testDialect === 'sqlite' ? sql`integer` : sql`bigint`,
    prefixable: sql``,
  }
  for (const step of migrations.slice(1)) {
    const count = step.statements(words).length
    // Of a long one some places: whatever comes before them is made and taken back each time.
    const every = Math.max(1, Math.ceil(count / PLACES))
    for (let at = count; at >= 0; at -= every) {
      const broken: Migration = {
        name: step.name,
        statements: (given) => step.statements(given).toSpliced(at, 0, sql`insert into no_such_table values (1)`),
      }
      const steps = migrations.map((one) => (one === step ? broken : one))
      await expect(old.migrateTo(steps.slice(0, steps.indexOf(broken) + 1))).rejects.toThrow()
    }
    await old.migrateTo(migrations.slice(0, migrations.indexOf(step) + 1))
  }
  expect(await content(old.db)).toEqual(before)
  await old.close()
  const db = await openDatabase({ dataDirectory: place.directory, databaseUrl: url })
  await db.close()
})
