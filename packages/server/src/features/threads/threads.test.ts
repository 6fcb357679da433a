import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

async function groupOf(place: World, isHistoryShared = true): Promise<string> {
  const { alice, bob, carol } = place
  const memberIds = [bob.user.id, carol.user.id]
  const { id } = await alice.create({ kind: 'group', title: 'Walks', isHistoryShared, memberIds })
  for (const one of [alice, bob, carol]) {
    await one.until(({ conversations }) => conversations.has(id), 'the group')
    await one.open(id)
  }
  return id
}

const say = (one: Person, conversationId: string, body: string): Promise<Message> => one.send(conversationId, body).sent

function answer(one: Person, root: Message, body: string): Promise<Message> {
  return one.send(root.conversationId, body, null, [], { threadId: root.id }).sent
}

const entryOf = (one: Person, id: string) => one.state.conversations.get(id)

async function counts(one: Person, id: string, unread: number, unreadInThreads: number, mentions = 0): Promise<void> {
  const expected = { unread, unreadInThreads, mentions }
  const shown = () => {
    const { unread: all = 0, unreadInThreads: inThreads = 0, mentions: naming = 0 } = entryOf(one, id) ?? {}
    return { unread: all, unreadInThreads: inThreads, mentions: naming }
  }
  const what = `${one.user.username} to have ${JSON.stringify(expected)}`
  await one
    .until(() => JSON.stringify(shown()) === JSON.stringify(expected), what)
    .catch((error: unknown) => {
      expect(shown(), what).toEqual(expected)
      throw error
    })
  const fresh = await one.call('GET /api/conversations/:conversationId', { conversationId: id })
  expect({ unread: fresh.unread, unreadInThreads: fresh.unreadInThreads, mentions: fresh.mentions }).toEqual(expected)
}

test('a reply takes a place of the conversation, and its root says how many there are and by whom', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  const first = await answer(bob, root, 'I do')
  const second = await answer(carol, first, 'Me too')
  expect([second.threadId, second.threadSeq]).toEqual([root.id, root.seq])
  expect([first.seq, second.seq]).toEqual([root.seq + 1, root.seq + 2])
  await alice.until(
    ({ timelines }) => timelines.get(id)?.items.find((item) => item.id === root.id)?.thread?.replyCount === 2,
    'the line under the root',
  )
  const shown = alice.state.timelines.get(id)?.items.find((item) => item.id === root.id)
  expect(shown?.thread?.lastRepliers.map(({ username }) => username)).toEqual(['carol', 'bob'])
  expect(shown?.rev).toBe(second.rev + 1)
  const page = await bob.call('GET /api/messages/:messageId/thread', { messageId: second.id })
  expect([page.root.id, ...page.items.map(({ body }) => body)]).toEqual([root.id, 'I do', 'Me too'])
  expect([page.hasBefore, page.hasAfter]).toEqual([false, false])
})

test('answering a message of a thread by a quote goes into that thread', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  const reply = await answer(bob, root, 'I do')
  const quoting = await alice.send(id, 'Good', reply.id).sent
  expect(quoting.threadId).toBe(root.id)
  const direct = await bob.send(id, 'And then?', root.id).sent
  expect(direct.threadId).toBeNull()
})

test('replies count for those who follow: the author of the root, who replied, and who is named', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  for (const one of [bob, carol]) await counts(one, id, 1, 0)
  await answer(bob, root, 'I do')
  await counts(alice, id, 1, 1)
  await counts(bob, id, 1, 0)
  await counts(carol, id, 1, 0)
  const naming = await answer(bob, root, 'and @carol')
  await counts(alice, id, 2, 2)
  await counts(carol, id, 2, 1, 1)
  // Reading the conversation leaves the thread unread.
  carol.markRead(id, naming.seq)
  await counts(carol, id, 1, 1, 1)
  await carol.threads.open(root.id)
  carol.threads.markRead(root.id, naming.seq)
  await counts(carol, id, 0, 0)
  // Whoever replies has read what came before.
  await answer(alice, root, 'Fine')
  await counts(alice, id, 0, 0)
  await counts(bob, id, 2, 1)
  await counts(carol, id, 1, 1)
})

test('who follows no longer is told nothing, until they reply again themselves', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const other = await place.device('alice')
  const root = await say(alice, id, 'Who comes along?')
  await answer(bob, root, 'one')
  await counts(alice, id, 1, 1)
  await counts(other, id, 1, 1)
  await alice.threads.follow(root.id, false)
  await counts(alice, id, 0, 0)
  await counts(other, id, 0, 0)
  await answer(bob, root, 'two @alice')
  await counts(alice, id, 0, 0)
  await answer(alice, root, 'three')
  await answer(bob, root, 'four')
  await counts(alice, id, 1, 1)
  await counts(other, id, 1, 1)
})

test('a thread is followed from a message that nobody answered yet', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  expect(await carol.threads.follow(root.id)).toMatchObject({ isFollowing: true, unread: 0 })
  expect((await carol.threads.list()).items).toEqual([])
  await answer(bob, root, 'I do')
  await counts(carol, id, 2, 1)
  const list = await carol.threads.list({ filter: 'unread' })
  expect(
    list.items.map(({ root: { id: rootId }, lastReply, follow }) => [rootId, lastReply?.body, follow.unread]),
  ).toEqual([[root.id, 'I do', 1]])
})

test('the threads that one follows come newest reply first, page by page, those that are unread by themselves', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const roots: Message[] = []
  for (const body of ['a', 'b', 'c']) roots.push(await say(alice, id, body))
  for (const root of roots) await answer(bob, root, `to ${root.body}`)
  const bodies = (page: { items: { root: Message }[] }): string[] => page.items.map(({ root }) => root.body)
  const first = await alice.threads.list({ limit: 2 })
  const rest = await alice.threads.list({ limit: 2, cursor: first.nextCursor ?? '' })
  expect([...bodies(first), ...bodies(rest)]).toEqual(['c', 'b', 'a'])
  const [, second] = roots
  if (second === undefined) throw new Error('no message')
  await alice.call('PUT /api/messages/:messageId/thread/read', { messageId: second.id, seq: 1_000 })
  expect(bodies(await alice.threads.list({ filter: 'unread' }))).toEqual(['c', 'a'])
  await place.stranger.until(({ isListLoaded }) => isListLoaded)
  expect((await place.stranger.threads.list()).items).toEqual([])
})

test('who reads threads inline has read them with the conversation', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  await alice.updateProfile({ threads: 'inline' })
  const reply = await answer(bob, root, 'I do')
  await counts(alice, id, 1, 1)
  alice.markRead(id, reply.seq)
  await counts(alice, id, 0, 0)
})

test('all is read at once, threads too, on every device', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const other = await place.device('alice')
  const root = await say(alice, id, 'Who comes along?')
  const reply = await answer(bob, root, 'I do @alice')
  await counts(other, id, 1, 1, 1)
  alice.markRead(id, reply.seq)
  await alice.until(({ conversations }) => conversations.get(id)?.lastReadSeq === reply.seq, 'the marker')
  await alice.order.readAll()
  await counts(alice, id, 0, 0)
  await counts(other, id, 0, 0)
})

test('a reply is marked unread in its thread, not in the conversation', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  const reply = await answer(bob, root, 'I do')
  await say(bob, id, 'Elsewhere')
  await carol.order.readAll()
  await counts(carol, id, 0, 0)
  await carol.marks.markUnread(id, reply.seq)
  await counts(carol, id, 1, 1)
})

test('a deleted reply counts no more, and a deleted root leaves its thread to be read', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  const mine = await answer(bob, root, 'I do')
  await answer(carol, root, 'Me too')
  await counts(alice, id, 2, 2)
  await bob.remove(mine.id)
  await counts(alice, id, 1, 1)
  const after = await alice.call('GET /api/messages/:messageId/thread', { messageId: root.id })
  expect(after.root.thread).toMatchObject({ replyCount: 1, lastRepliers: [{ username: 'carol' }] })
  await alice.remove(root.id)
  await answer(carol, root, 'still here')
  await counts(alice, id, 2, 2)
  await counts(bob, id, 2, 2)
  const page = await bob.call('GET /api/messages/:messageId/thread', { messageId: root.id })
  expect(page.root.deletedAt).not.toBeNull()
  expect(page.root.thread?.replyCount).toBe(2)
  expect(page.items.map(({ body }) => body)).toEqual(['', 'Me too', 'still here'])
})

test('no thread begins with what was deleted, with an announcement, or elsewhere', async () => {
  const place = await world()
  const { alice, bob, stranger } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  await expectProblem(stranger.call('GET /api/messages/:messageId/thread', { messageId: root.id }), 'not-found')
  await expectProblem(stranger.call('PUT /api/messages/:messageId/follow', { messageId: root.id }), 'not-found')
  const elsewhere = alice.send(alice.lobbyId, 'no', null, [], { threadId: root.id })
  await expectProblem(elsewhere.sent, 'not-found')
  const [created] = bob.state.timelines.get(id)?.items ?? []
  if (created?.kind !== 'system') throw new Error('nothing was announced')
  await expectProblem(answer(bob, created, 'no'), 'not-found')
  await alice.remove(root.id)
  await expectProblem(answer(bob, root, 'no'), 'not-found')
})

test('who is named only once a reply is edited follows from there', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  await carol.order.readAll()
  await answer(bob, root, 'before')
  const reply = await answer(bob, root, 'somebody')
  await counts(carol, id, 0, 0)
  await bob.edit(reply.id, 'somebody, @carol')
  await counts(carol, id, 1, 1, 1)
  const { items } = await carol.threads.list()
  expect(items.map(({ follow }) => follow.lastReadSeq)).toEqual([reply.seq - 1])
})

test('of more threads than an entry names, each counts all the same', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const roots: Message[] = []
  for (let number = 0; number <= limits.followedThreadsShown; number++) roots.push(await say(alice, id, `${number}`))
  const [oldest] = roots
  if (oldest === undefined) throw new Error('no message')
  for (const root of roots) await carol.threads.follow(root.id)
  await carol.order.readAll()
  const named = () => (entryOf(carol, id)?.followedThreads ?? []).map((thread) => thread.id)
  await carol.until(() => named().length === limits.followedThreadsShown && !named().includes(oldest.id), 'the newest')
  await answer(bob, oldest, 'after all')
  await counts(carol, id, 1, 1)
})

test('the same clientId again is the same reply', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  const clientId = crypto.randomUUID()
  const input = { conversationId: id, clientId, body: 'I do', threadId: root.id }
  const first = await bob.call('POST /api/conversations/:conversationId/messages', input)
  const again = await bob.call('POST /api/conversations/:conversationId/messages', input)
  expect(again.id).toBe(first.id)
  const { threadId: _other, ...outside } = input
  await expectProblem(bob.call('POST /api/conversations/:conversationId/messages', outside), 'client-id-reused')
  const page = await bob.call('GET /api/messages/:messageId/thread', { messageId: root.id })
  expect(page.root.thread?.replyCount).toBe(1)
})

test('to a late comer, replies in a thread from before their time are messages of the conversation', async () => {
  const place = await world()
  const { alice, bob, stranger } = place
  const id = await groupOf(place, false)
  const root = await say(alice, id, 'Before')
  await alice.addMembers(id, [stranger.user.id])
  await stranger.until(({ conversations }) => conversations.has(id), 'the group')
  await stranger.open(id)
  const reply = await answer(bob, root, 'After @stranger')
  await stranger.until(({ timelines }) => timelines.get(id)?.items.some((item) => item.id === reply.id) === true)
  expect(stranger.state.timelines.get(id)?.items.at(-1)).toMatchObject({ threadId: null, threadSeq: null })
  await counts(stranger, id, 1, 0, 1)
  await expectProblem(stranger.call('GET /api/messages/:messageId/thread', { messageId: root.id }), 'not-found')
  await expectProblem(stranger.call('GET /api/messages/:messageId/thread', { messageId: reply.id }), 'not-found')
  // What they do to it is told to the others with the thread that it is in.
  await stranger.marks.react(reply, '👍', true)
  const shownTo = (one: Person) => one.state.timelines.get(id)?.items.find((item) => item.id === reply.id)
  await bob.until(() => (shownTo(bob)?.reactions.length ?? 0) > 0, 'the reaction')
  expect(shownTo(bob)?.threadId).toBe(root.id)
  expect(shownTo(stranger)?.threadId).toBeNull()
})

test('an open thread follows what happens in it, whatever the connection misses', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Who comes along?')
  const first = await answer(bob, root, 'one')
  const reader = await place.device('alice')
  expect(await reader.threads.open(first.id)).toBe(root.id)
  const bodies = () => reader.state.threads.get(root.id)?.items.map(({ body }) => body)
  await answer(bob, root, 'two')
  await reader.until(() => bodies()?.length === 2, 'a reply that is told')
  reader.socket?.disconnect()
  await answer(bob, root, 'three')
  await bob.edit(first.id, 'one, or so')
  reader.tryNow()
  await reader.until(() => bodies()?.join() === 'one, or so,two,three', 'what was missed')
  expect(reader.state.threads.get(root.id)?.root.thread?.replyCount).toBe(3)
  expect(reader.state.threads.get(root.id)?.follow.isFollowing).toBe(true)
  reader.threads.close(root.id)
  expect(reader.state.threads.size).toBe(0)
})

test('what an open thread quotes, also where it begins, is quoted as it now is', async () => {
  const { alice, bob } = await world()
  const quoted = await say(alice, alice.lobbyId, 'at noon')
  const root = await bob.send(bob.lobbyId, 'So late?', quoted.id).sent
  const reply = await bob.send(root.conversationId, 'Well', quoted.id, [], { threadId: root.id }).sent
  await alice.threads.open(reply.id)
  await bob.threads.open(reply.id)
  await alice.edit(quoted.id, 'at ten')
  for (const one of [alice, bob]) {
    const excerpts = () => {
      const window = one.state.threads.get(root.id)
      return [window?.root, ...(window?.items ?? [])].map((message) => message?.replyTo?.excerpt).join()
    }
    await one.until(() => excerpts() === 'at ten,at ten', 'new quotes')
  }
})

test('one’s own reply has read the thread on one’s other devices, also on one that was away', async () => {
  const place = await world()
  const { alice, bob } = place
  const root = await say(alice, await groupOf(place), 'Who comes along?')
  const asked = await answer(bob, root, 'Where to?')
  const reader = await place.device('alice')
  await reader.threads.open(root.id)
  const marker = () => reader.state.threads.get(root.id)?.follow.lastReadSeq
  expect(marker()).toBe(asked.seq - 1)
  const told = await answer(alice, root, 'up')
  await reader.until(() => marker() === told.seq, 'a marker that is told')
  reader.socket?.disconnect()
  const missed = await answer(alice, root, 'and down again')
  reader.tryNow()
  await reader.until(() => marker() === missed.seq, 'a marker that was missed')
})

test('a long thread is read page by page, from any place in it', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const root = await say(alice, id, 'Count')
  const replies: Message[] = []
  for (let number = 1; number <= 7; number++) {
    replies.push(await answer(bob, root, String(number)))
    await say(alice, id, 'between')
  }
  const page = async (where: object) => {
    const input = { messageId: root.id, limit: 3, ...where }
    const { items, hasBefore, hasAfter } = await alice.call('GET /api/messages/:messageId/thread', input)
    return [items.map(({ body }) => body).join(''), hasBefore, hasAfter]
  }
  const seq = (at: number): number => replies[at]?.seq ?? 0
  expect(await page({})).toEqual(['567', true, false])
  expect(await page({ before: seq(4) })).toEqual(['234', true, true])
  expect(await page({ before: seq(1) })).toEqual(['1', false, true])
  expect(await page({ after: seq(4) })).toEqual(['67', true, false])
  expect(await page({ around: seq(3) })).toEqual(['345', true, true])
  await alice.threads.open(root.id, seq(3))
  expect(alice.state.threads.get(root.id)?.items).toHaveLength(7)
})

test('a notice tells of the replies in a thread that is followed, one for each thread', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  await alice.notices.start()
  const roots = [await say(alice, id, 'first'), await say(alice, id, 'second')]
  for (const root of roots) await answer(bob, root, `to ${root.body}`)
  const [one, two] = roots
  if (one === undefined || two === undefined) throw new Error('no message')
  const last = await answer(carol, one, 'again')
  const told = () =>
    (alice.state.notices.items ?? [])
      .map(({ kind, threadId, count, isRead }) => [kind, threadId, count, isRead].join(' '))
      .toSorted()
  const expected = [`reply ${one.id} 2 false`, `reply ${two.id} 1 false`].toSorted()
  await alice.until(() => told().join() === expected.join(), 'two notices')
  await alice.call('PUT /api/messages/:messageId/thread/read', { messageId: one.id, seq: last.seq })
  await alice.until(() => told().includes(`reply ${one.id} 2 true`), 'a notice that was read')
  expect(told()).toContain(`reply ${two.id} 1 false`)
  await alice.threads.follow(two.id, false)
  await answer(bob, two, 'nobody hears')
  await place.app.ctx.background.idle()
  await alice.notices.refresh()
  expect(told()).toContain(`reply ${two.id} 1 false`)
})
