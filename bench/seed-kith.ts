import { createHash } from 'node:crypto'
import { freshUser, openDatabase } from '../packages/server/src/database/database.ts'
import type { Database, DatabaseOptions, Tx } from '../packages/server/src/database/database.ts'
import { saidAt } from './natural-talk.ts'
import { insertFeed } from './seed-feed.ts'
import { insertProjects } from './seed-files.ts'
import type { BenchWorld } from './world.ts'
import { conversationId, tokenOf, userId } from './world.ts'

const BATCH = 200
/** So many conversations are written together. */
const CONVERSATIONS_AT_ONCE = 20
/** Talk goes on for so long. */
export const TALK_MS = 3 * 365 * 86_400_000

async function inBatches<T>(rows: T[], insert: (batch: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) await insert(rows.slice(at, at + BATCH))
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

async function insertPeople(tx: Tx, count: number, now: number): Promise<void> {
  const people = range(count).map((index) => ({
    id: userId(index),
    username: `bench${index}`,
    username_key: `bench${index}`,
    display_name: `Bench ${index}`,
    email: `bench${index}@example.org`,
    email_key: `bench${index}@example.org`,
    password_hash: '',
    bio: '',
    face: null,
    role: 'member' as const,
    created_at: now,
    ...freshUser,
  }))
  const tokens = range(count).map((index) => ({
    id: `token-${index}`,
    token_hash: createHash('sha256').update(tokenOf(index)).digest('hex'),
    user_id: userId(index),
    name: 'bench',
    scopes: 'read write',
    created_at: now,
    last_used_at: null,
    expires_at: null,
  }))
  await inBatches(people, (batch) => tx.insertInto('users').values(batch).execute())
  await inBatches(tokens, (batch) => tx.insertInto('api_tokens').values(batch).execute())
}

/** Friends in a ring, and the words by which people are found. */
async function insertFriends(tx: Tx, { people, friendsEach = 0 }: BenchWorld, now: number): Promise<void> {
  const words = range(people).flatMap((index) =>
    [`bench${index}`, 'bench', String(index)].map((word) => ({ user_id: userId(index), word })),
  )
  await inBatches(words, (batch) => tx.insertInto('user_words').values(batch).execute())
  const steps = range(friendsEach).flatMap((at) => [at + 1, -at - 1])
  for (const index of range(people)) {
    const rows = steps.map((step, place) => ({
      user_id: userId(index),
      other_id: userId((index + step + people) % people),
      friendship: 'friends' as const,
      note: '',
      follow: 'none' as const,
      followed_by: 'none' as const,
      is_blocked: 0 as const,
      is_blocked_by: 0 as const,
      is_muted: 0 as const,
      rev: place + 1,
      changed_at: now,
    }))
    await inBatches(rows, (batch) => tx.insertInto('relations').values(batch).execute())
  }
}

async function insertConversations(
  tx: Tx,
  conversations: Required<BenchWorld>['conversations'],
  { firstAt, isTalk, now }: { firstAt: number; isTalk: boolean; now: number },
): Promise<void> {
  for (const [index, { kind, members, messages = 0 }] of conversations.entries()) {
    const at = firstAt + index
    const isHidden = !members.includes(0)
    const stepMs = isTalk ? Math.floor(TALK_MS / Math.max(1, messages)) : 1_000
    const id = conversationId(at)
    await tx
      .insertInto('conversations')
      .values({
        id,
        kind,
        title: kind === 'direct' ? null : `Bench ${at}`,
        topic: '',
        project_id: null,
        is_main: 0,
        is_closed: 0,
        is_lobby: 0,
        is_public: kind === 'channel' ? 1 : 0,
        is_history_shared: 1,
        direct_key: kind === 'direct' ? members.map(userId).join(' ') : null,
        created_by: userId(members[0] ?? 0),
        created_at: now,
        head: messages + members.length,
        rev: 0,
        last_seq: messages,
        member_count: members.length,
        last_activity_at: now,
      })
      .execute()
    const memberRows = members.map((index, place) => ({
      conversation_id: id,
      user_id: userId(index),
      role: 'member' as const,
      rev: place + 1,
      visible_from: 0,
      joined_at: now,
      left_at: null,
      last_read_seq: messages,
      personal_rev: 0,
      has_written: 1 as const,
      is_removed: 0 as const,
      delivered_seq: 0,
      is_favourite: 0 as const,
    }))
    await inBatches(memberRows, (batch) => tx.insertInto('members').values(batch).execute())
    const messageRows = range(messages).map((place) => ({
      id: `message-${at}-${place + 1}`,
      conversation_id: id,
      seq: place + 1,
      rev: members.length + place + 1,
      kind: 'text' as const,
      author_id: userId(members[place % members.length] ?? 0),
      body: isTalk
        ? saidAt(at, place, isHidden)
        : `Message ${place + 1} of the long history, with a few more words in it.`,
      client_id: null,
      system: null,
      reply_to_id: null,
      created_at: now - (messages - place) * stepMs,
      edited_at: null,
      deleted_at: null,
      parts: 0,
    }))
    await inBatches(messageRows, (batch) => tx.insertInto('messages').values(batch).execute())
  }
}

/** Writes `world` straight into a new database: making thousands of accounts by HTTP would measure argon2. */
export async function seedKith(options: DatabaseOptions, world: BenchWorld): Promise<void> {
  const db = await openDatabase(options)
  const now = Date.now()
  const background = world.background
  const crowd = background === undefined ? [] : crowdConversations(world.people, background)
  await db.write((tx) => insertPeople(tx, world.people + (background?.people ?? 0), now))
  if (world.friendsEach !== undefined) await db.write((tx) => insertFriends(tx, world, now))
  const all = [...world.conversations, ...crowd]
  const isTalk = world.isTalk === true
  for (let at = 0; at < all.length; at += CONVERSATIONS_AT_ONCE) {
    const some = all.slice(at, at + CONVERSATIONS_AT_ONCE)
    await db.write((tx) => insertConversations(tx, some, { firstAt: at, isTalk, now }))
  }
  if (isTalk) await fillIndex(db, all)
  await insertProjects(db, world.projects, now)
  await insertFeed(db, world, now)
  await db.close()
}

/** What a place does that is upgraded with all of its messages. */
async function fillIndex(db: Database, conversations: BenchWorld['conversations']): Promise<void> {
  for (const at of conversations.keys()) db.search.changed(conversationId(at))
  const from = performance.now()
  await db.search.settled()
  const seconds = (performance.now() - from) / 1_000
  const messages = conversations.reduce((sum, one) => sum + (one.messages ?? 0), 0)
  console.log(`${db.dialect}: ${messages.toLocaleString('en')} messages indexed in ${seconds.toFixed(0)} s`)
}

function crowdConversations(
  firstPerson: number,
  crowd: { people: number; conversations: number; messages: number },
): BenchWorld['conversations'] {
  const each = Math.floor(crowd.messages / crowd.conversations)
  return range(crowd.conversations).map((at) => {
    const one = firstPerson + (at % crowd.people)
    const other = firstPerson + ((at + 1 + Math.floor(at / crowd.people)) % crowd.people)
    return { kind: 'channel' as const, members: one === other ? [one] : [one, other], messages: each }
  })
}
