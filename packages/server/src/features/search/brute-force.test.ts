import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { fold, hasLink } from '../../database/search/fold.ts'
import { PostgresSearch } from '../../database/search/postgres-search.ts'
import type { MessageSearch } from '../../database/search/search-index.ts'
import { findMessages } from '../../database/search/sqlite-find.ts'
import { anyMessage } from '../../testing/any-message.ts'
import { body, isSpoken, line, sample } from '../../testing/any-words.ts'
import type { Person } from '../../testing/person.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { readQuestion } from './question.ts'

/* Whatever way an index takes, it answers as somebody would who reads every message there is. */

interface Said {
  id: string
  conversation_id: string
  seq: number
  author_id: string
  kind: string
  body: string
  reply_to_id: string | null
  created_at: number
  deleted_at: number | null
  parts: number
}

const MESSAGES = 240
const QUESTIONS = 240

/** Talk in conversations that people have come to, left and been kept out of, with what was edited and deleted since. */
async function talk({ alice, bob, carol }: World, passTime: () => void): Promise<void> {
  const open = await alice.create({ kind: 'channel', title: 'Open', memberIds: [bob.user.id] })
  const closed = await bob.create({ kind: 'channel', title: 'Closed', isHistoryShared: false })
  const left = await alice.create({ kind: 'group', title: 'Left', memberIds: [bob.user.id, carol.user.id] })
  const direct = await alice.directWith(carol.user.id)
  const writers: readonly [Person, string][] = [
    [alice, alice.lobbyId],
    [carol, alice.lobbyId],
    [alice, open.id],
    [bob, open.id],
    [bob, closed.id],
    [carol, left.id],
    [alice, left.id],
    [alice, direct.id],
  ]
  const post = { caption: 'shared', clientId: crypto.randomUUID() }
  const postIds = [(await alice.call('POST /api/posts', post)).id]
  const sent: { by: Person; id: string; conversationId: string }[] = []
  for (const [at, text] of sample(body, MESSAGES).entries()) {
    const [by, conversationId] = writers[(at * 5 + Math.floor(at / 7)) % writers.length] ?? [alice, open.id]
    passTime()
    const before = at % 9 === 0 ? sent.findLast((one) => one.conversationId === conversationId)?.id : undefined
    const { id } = await by.send(conversationId, text, before, [], at % 2 === 0 ? { postIds } : {}).sent
    sent.push({ by, id, conversationId })
    if (at === MESSAGES / 2) await bob.addMembers(closed.id, [carol.user.id])
  }
  for (const [at, { by, id }] of sent.entries()) {
    if (at % 17 === 3) await by.edit(id, 'changed to a zebra 北京')
    if (at % 19 === 5) await by.remove(id)
  }
  await bob.leave(left.id)
  await bob.call('PUT /api/blocks/:userId', { userId: carol.user.id })
}

/** What is asked, by some line and some of what can be asked beside it. */
function questions({ alice, bob, carol }: World, said: readonly Said[]): Omit<MessageSearch, 'userId'>[] {
  const conversations = [...new Set(said.map((each) => each.conversation_id))]
  const time = fc.option(fc.constantFrom(...said.map((each) => each.created_at)), { freq: 6 })
  const asked = fc.record({
    line,
    conversationIds: fc.option(fc.subarray(conversations, { minLength: 1 }), { freq: 4 }),
    authorIds: fc.option(fc.subarray([alice.user.id, bob.user.id, carol.user.id], { minLength: 1 }), { freq: 4 }),
    from: time,
    until: time,
    hasLink: fc.nat(9).map((chance) => chance === 0),
    hasPost: fc.nat(19).map((chance) => chance === 0),
    isReply: fc.nat(9).map((chance) => chance === 0),
    limit: fc.constantFrom(1, 5, 100),
  })
  return sample(asked, QUESTIONS).map(({ line: typed, ...beside }) => {
    const { parts, phrases } = readQuestion(typed)
    return { ...anyMessage, ...beside, parts, phrases }
  })
}

function says(text: string, { parts, phrases }: Pick<MessageSearch, 'parts' | 'phrases'>): boolean {
  const folded = fold(text)
  return parts.every((one) => folded.includes(one)) && phrases.every((phrase) => isSpoken(folded, phrase))
}

/** All that is asked for, by reading every message; the newest first. */
async function readAll(place: World, said: readonly Said[], wanted: MessageSearch): Promise<string[]> {
  const { read } = place.app.ctx.db
  const members = await read.selectFrom('members').selectAll().where('user_id', '=', wanted.userId).execute()
  const blocked = await read
    .selectFrom('relations')
    .select('other_id')
    .where('user_id', '=', wanted.userId)
    .where('is_blocked', '=', 1)
    .execute()
  const isSeen = (each: Said): boolean =>
    members.some(
      (member) =>
        member.conversation_id === each.conversation_id && member.left_at === null && each.seq > member.visible_from,
    ) && !blocked.some((relation) => relation.other_id === each.author_id)
  return said
    .filter((each) => each.kind === 'text' && each.deleted_at === null && isSeen(each) && says(each.body, wanted))
    .filter((each) => wanted.conversationIds?.includes(each.conversation_id) ?? true)
    .filter((each) => wanted.authorIds?.includes(each.author_id) ?? true)
    .filter((each) => each.created_at >= (wanted.from ?? 0) && each.created_at < (wanted.until ?? Infinity))
    .filter((each) => (!wanted.hasLink || hasLink(each.body)) && (!wanted.isReply || each.reply_to_id !== null))
    .filter((each) => !wanted.hasPost || (each.parts & 1_024) !== 0)
    .toSorted((one, other) => other.created_at - one.created_at || other.seq - one.seq)
    .slice(0, wanted.limit)
    .map(({ id }) => id)
}

type Way = (wanted: MessageSearch) => Promise<string[]>

/** Every way that the index of this database has, whatever it would choose for so few messages. */
function waysOf(place: World): Record<string, Way> {
  const { db, config } = place.app.ctx
  const idsOf = (hits: readonly { messageId: string }[]): string[] => hits.map(({ messageId }) => messageId)
  const asAsked: Way = async (wanted) => idsOf(await db.search.find(wanted))
  if (db.dialect === 'postgres') {
    const among = (recent: number): Way => {
      const search = new PostgresSearch(db.read, () => undefined, recent)
      onTestFinished(() => search.close())
      return async (wanted) => idsOf(await search.find(wanted))
    }
    return { 'as asked': asAsked, 'none recent': among(0), 'some recent': among(20) }
  }
  const index = new DatabaseSync(join(config.DATA_DIR, 'search.db'), { readOnly: true })
  onTestFinished(() => index.close())
  index.prepare('attach ? as kith').run(join(config.DATA_DIR, 'kith.db'))
  const within = (few: number, conversations: number): Way => {
    return async (wanted) => idsOf(findMessages(index, wanted, { few, conversations }))
  }
  return {
    'as asked': asAsked,
    'by words': within(0, 100),
    'by words, in all slots': within(0, 0),
    'by author': within(75, 100),
  }
}

test('every way of looking finds what reading all messages would, in any script, and nothing else', async () => {
  let now = Date.parse('2026-05-01T00:00:00.000Z')
  const place = await world({ now: () => now })
  await talk(place, () => (now += 1))
  const { db } = place.app.ctx
  await db.search.settled()
  // Nobody tells the index.
  await db.write((tx) => tx.updateTable('messages').set({ deleted_at: now }).where('seq', '=', 13).execute())
  const said = await db.read.selectFrom('messages').selectAll().execute()
  const ways = Object.entries(waysOf(place))
  let found = 0
  for (const { user } of [place.alice, place.bob, place.carol, place.stranger]) {
    for (const question of questions(place, said)) {
      const wanted = { ...question, userId: user.id }
      const expected = await readAll(place, said, wanted)
      found += expected.length
      for (const [name, find] of ways)
        expect({ name, wanted, ids: await find(wanted) }).toEqual({ name, wanted, ids: expected })
    }
  }
  // Of questions that find nothing a search that never finds anything would answer all.
  expect(found).toBeGreaterThan(1_000)
})

test('messages of one moment keep their order, and are within the time in which they were written', async () => {
  const now = Date.parse('2026-05-01T00:00:00.000Z')
  const place = await world({ now: () => now })
  const { alice, bob } = place
  const bodies = Array.from({ length: 30 }, (_, at) => `moment ${at}`)
  for (const text of bodies) await alice.send(alice.lobbyId, text).sent
  await place.app.ctx.db.search.settled()
  const said = await place.app.ctx.db.read.selectFrom('messages').selectAll().execute()
  for (const [from, until] of [
    [now, now + 1],
    [now, null],
    [null, now + 1],
    [now + 1, null],
    [null, now],
  ] as const) {
    const wanted = { ...anyMessage, userId: bob.user.id, parts: ['moment'], from, until }
    const expected = await readAll(place, said, wanted)
    expect(expected).toHaveLength((from ?? 0) <= now && (until ?? Infinity) > now ? bodies.length : 0)
    for (const [name, find] of Object.entries(waysOf(place))) {
      expect({ name, ids: await find(wanted) }).toEqual({ name, ids: expected })
    }
  }
})
