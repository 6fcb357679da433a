import { CompiledQuery, sql } from 'kysely'
import type { Kysely, KyselyPlugin, RootOperationNode } from 'kysely'
import { expect, test } from 'vitest'
import { directoryPage, firstMembers, memberPage, membersChanged } from '../features/conversations/conversation-rows.ts'
import { headsOf, membershipPage, membershipRow, unreadCounts } from '../features/membership/membership-rows.ts'
import {
  lastMessages,
  messageByClientId,
  messageById,
  messagesBetween,
  messagesByIds,
  messagesChanged,
} from '../features/messages/message-rows.ts'
import { usersByPrefix } from '../features/users/user-rows.ts'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

const MESSAGES = 100_000
const USERS = 20_000
const GROUPS = 20_000

const standing = { id: 'big', head: MESSAGES, last_seq: MESSAGES, last_read_seq: 50_000 }
const all = { after: 0, before: null }

/** The queries that are asked all the time. Those with `sorts` put what they found in order: it is never many.
 * Those with `inOrder` read an index from one end until they have enough. */
const queries: Record<
  string,
  { ask: (db: Kysely<Schema>, userId: string) => Promise<unknown>; sorts?: true; inOrder?: true }
> = {
  'the newest messages': { ask: (db) => messagesBetween(db, 'big', all, 50, true) },
  'messages before a place': { ask: (db) => messagesBetween(db, 'big', { after: 0, before: 60_000 }, 50, true) },
  'messages after a place': { ask: (db) => messagesBetween(db, 'big', { after: 60_000, before: null }, 50, false) },
  'messages of a late comer': { ask: (db) => messagesBetween(db, 'big', { after: 90_000, before: 95_000 }, 50, true) },
  'what changed': {
    ask: (db) => messagesChanged(db, 'big', { since: 99_000, upTo: MESSAGES, visibleFrom: 0 }, 201),
  },
  'what changed long ago, for a late comer': {
    ask: (db) => messagesChanged(db, 'big', { since: 10, upTo: MESSAGES, visibleFrom: 500 }, 201),
  },
  'which members changed': { ask: (db) => membersChanged(db, 'big', { since: 99_000, upTo: MESSAGES }, 201) },
  'one message': { ask: (db) => messageById(db, 'm7') },
  'messages that are quoted': { ask: (db) => messagesByIds(db, ['m7', 'm70', 'm700']) },
  'a message sent again': { ask: (db, userId) => messageByClientId(db, userId, 'c7') },
  'the last message of each': { ask: (db) => lastMessages(db, ['big', 'g1', 'g2']) },
  'unread in one': { ask: (db, userId) => unreadCounts(db, userId, [standing], 1_000) },
  'unread in many': {
    ask: (db, userId) =>
      unreadCounts(
        db,
        userId,
        Array.from({ length: 100 }, (_, at) => ({ ...standing, id: at === 0 ? 'big' : `g${at}` })),
        1_000,
      ),
  },
  'one’s own membership': { ask: (db, userId) => membershipRow(db, userId, 'big') },
  'where everything stands': { ask: (db, userId) => headsOf(db, userId) },
  'one’s conversations': { ask: (db, userId) => membershipPage(db, userId, 51, null), sorts: true },
  'one’s conversations, further on': {
    ask: (db, userId) => membershipPage(db, userId, 51, { at: 1_500, id: 'g1500' }),
    sorts: true,
  },
  'the faces of groups': { ask: (db) => firstMembers(db, ['g1', 'g2', 'g3'], 8), sorts: true },
  'the members of a group': { ask: (db) => memberPage(db, 'g1', '', 51, null), sorts: true },
  'people by prefix': { ask: (db, userId) => usersByPrefix(db, 'person424', userId, 20), sorts: true },
  'people from the first': { ask: (db, userId) => usersByPrefix(db, '', userId, 20), inOrder: true },
  'the directory': { ask: (db, userId) => directoryPage(db, userId, '', 51, null), inOrder: true },
  'the directory, further on': { ask: (db, userId) => directoryPage(db, userId, '', 51, { count: 2, id: 'g9' }) },
}

test('every hot query finds what it wants by an index, in a conversation of 100,000 messages', async () => {
  const place = await world()
  await fill(place)
  const { db } = place.app.ctx
  for (const [name, { ask, sorts, inOrder }] of Object.entries(queries)) {
    const plans = await plansOf(db, (read) => ask(read, place.alice.user.id))
    expect(plans, name).not.toEqual([])
    for (const plan of plans) {
      expect(
        plan.filter((line) => isWalkThrough(line, inOrder)),
        `${name}\n${plan.join('\n')}`,
      ).toEqual([])
      if (sorts !== true) expect(plan.filter(isSort), `${name}\n${plan.join('\n')}`).toEqual([])
    }
  }
})

test('the test of the plans sees a scan and a sort where there are some', async () => {
  const place = await world()
  await fill(place)
  const ask = (read: Kysely<Schema>): Promise<unknown> =>
    read.selectFrom('messages').selectAll().where('body', '=', 'x').orderBy('created_at').limit(5).execute()
  const [plan = []] = await plansOf(place.app.ctx.db, ask)
  expect(plan.filter((line) => isWalkThrough(line)).length, plan.join('\n')).toBeGreaterThan(0)
  expect(plan.filter(isSort).length, plan.join('\n')).toBeGreaterThan(0)
})

/** A whole table read, or a whole index, unless its order makes the first few of it enough. */
function isWalkThrough(line: string, inOrder = false): boolean {
  if (inOrder && /^SCAN \w+ USING INDEX/.test(line)) return false
  return /Seq Scan on (?!mine)|^SCAN (messages|members|users|user_words|conversations)/.test(line)
}

function isSort(line: string): boolean {
  return /USE TEMP B-TREE|^Sort|Incremental Sort/.test(line)
}

/** The plan of each query that `ask` asks, line by line. */
async function plansOf(db: Database, ask: (read: Kysely<Schema>) => Promise<unknown>): Promise<string[][]> {
  const asked: CompiledQuery[] = []
  const listening: KyselyPlugin = {
    transformQuery: ({ node, queryId }): RootOperationNode => {
      const query = db.read.getExecutor().compileQuery(node, queryId)
      // What is prepared is compiled without its values, and seen below, when it is run.
      if (query.parameters.every((each) => each === null || typeof each !== 'object')) asked.push(query)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const read = new Proxy(db.read.withPlugin(listening), {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name, target)
      if (name === 'executeQuery') {
        return (query: CompiledQuery) => {
          asked.push(query)
          return target.executeQuery(query)
        }
      }
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
  await ask(read)
  const explain = db.dialect === 'sqlite' ? 'explain query plan' : 'explain'
  const plans: string[][] = []
  for (const query of asked) {
    const { rows } = await db.read.executeQuery<{ detail?: string; 'QUERY PLAN'?: string }>(
      CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
    )
    plans.push(rows.map((row) => (row.detail ?? row['QUERY PLAN'] ?? '').replace(/^[\s>-]+/, '')))
  }
  return plans
}

async function fill({ app, alice, bob }: World): Promise<void> {
  const { db } = app.ctx
  const numbers = (count: number) =>
    sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${sql.lit(count)})`
  const group = sql`kind, title, topic, is_lobby, is_public, is_history_shared, created_by, created_at, rev`
  const groupValues = sql`'group', null, '', 0, 0, 1, ${sql.lit(alice.user.id)}, 1, 1`
  const member = sql`conversation_id, user_id, role, rev, visible_from, joined_at, last_read_seq, personal_rev`
  await db.write(async (tx) => {
    await sql`insert into users
      (id, username, username_key, display_name, email, email_key, password_hash, bio, role, created_at)
      ${numbers(USERS)} select 'u' || i, 'person' || i, 'person' || i, 'Person', 'p' || i, 'p' || i, '', '', 'member', 1
      from n`.execute(tx)
    await sql`insert into user_words (user_id, word) ${numbers(USERS)} select 'u' || i, 'person' || i from n`.execute(
      tx,
    )
    await sql`insert into conversations (id, ${group}, head, last_seq, member_count, last_activity_at)
      values ('big', ${groupValues}, ${sql.lit(MESSAGES)}, ${sql.lit(MESSAGES)}, 2, 1)`.execute(tx)
    await sql`insert into conversations (id, ${group}, head, last_seq, member_count, last_activity_at)
      ${numbers(GROUPS)} select 'g' || i, ${groupValues}, 1, 1, 2, i from n`.execute(tx)
    // Channels among them, and members of whom the asking person is one in a few.
    await sql`update conversations set kind = 'channel', is_public = 1, title = id
      where last_activity_at % 5 = 0 and is_lobby = 0`.execute(tx)
    for (const { user } of [alice, bob]) {
      await sql`insert into members (${member}) values ('big', ${user.id}, 'member', 1, 0, 1, 50000, 0)`.execute(tx)
    }
    await sql`insert into members (${member}) ${numbers(GROUPS)}
      select 'g' || i, ${sql.lit(alice.user.id)}, 'member', 1, 0, 1, 0, 0 from n where i <= 100`.execute(tx)
    await sql`insert into members (${member}) ${numbers(GROUPS)}
      select 'g' || i, 'u' || (1 + i % ${sql.lit(USERS)}), 'member', 2, 0, 1, 0, 0 from n`.execute(tx)
    await sql`insert into messages (id, conversation_id, seq, rev, kind, author_id, body, client_id, created_at)
      ${numbers(MESSAGES)} select 'm' || i, 'big', i, i, 'text', ${sql.lit(bob.user.id)}, 'message ' || i, 'c' || i, i
      from n`.execute(tx)
    await sql`insert into messages (id, conversation_id, seq, rev, kind, author_id, body, created_at)
      ${numbers(GROUPS)} select 'n' || i, 'g' || i, 1, 1, 'text', ${sql.lit(bob.user.id)}, 'hello', i from n`.execute(
      tx,
    )
    if (db.dialect === 'postgres') await sql`analyze`.execute(tx)
  })
}
