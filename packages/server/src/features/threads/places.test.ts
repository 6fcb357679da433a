import { isDeepStrictEqual } from 'node:util'
import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { reachInThread, reachOf } from '@kith/sdk/receipts.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

async function groupOf(place: World, isHistoryShared = true): Promise<string> {
  const { alice, bob, carol } = place
  const memberIds = [bob.user.id, carol.user.id]
  const { id } = await alice.create({ kind: 'group', title: 'Walks', isHistoryShared, memberIds })
  for (const one of [alice, bob, carol]) {
    await one.until(({ conversations }) => conversations.has(id), 'the group')
    await one.open(id)
    await one.until(({ readBy }) => readBy.has(id), 'how far the others are')
  }
  return id
}

const answer = (one: Person, root: Message, body: string): Promise<Message> =>
  one.send(root.conversationId, body, null, [], { threadId: root.id }).sent

async function opened(one: Person, root: Message): Promise<void> {
  await one.threads.open(root.id)
  await one.until(({ threadReads }) => threadReads.has(root.id), 'how far the others are in the thread')
}

const placesAt = (one: Person, root: Message): Record<string, number> =>
  Object.fromEntries(one.state.threadReads.get(root.id) ?? [])

const readTo = (one: Person, root: Message): number => reachInThread(one.state, root.conversationId, root.id).read

const markedRead = (one: Person, messageId: string, seq: number) =>
  one.call('PUT /api/messages/:messageId/thread/read', { messageId, seq })

test('a reply is delivered when it reaches devices, and read when its thread is, not the conversation', async () => {
  const place = await world()
  const { alice, bob } = place
  const id = await groupOf(place)
  const root = await alice.send(id, 'Who comes along?').sent
  await answer(bob, root, 'I do')
  await opened(bob, root)
  await opened(alice, root)
  const reply = await answer(alice, root, 'Good')
  await alice.until((state) => reachInThread(state, id, root.id).delivered >= reply.seq, 'that it is delivered')
  bob.markRead(id, reply.seq)
  await alice.until(({ readBy }) => readBy.get(id)?.get(bob.user.id) === reply.seq, 'that bob read the conversation')
  expect(readTo(alice, root)).toBeLessThan(reply.seq)
  bob.threads.markRead(root.id, reply.seq)
  await alice.until(() => readTo(alice, root) === reply.seq, 'that bob read the thread')
  // Carol, who does not follow it, holds nothing up there, and has not read the conversation.
  expect(reachOf(alice.state, id).read).toBeLessThan(reply.seq)
  expect(placesAt(alice, root)).toEqual({ [bob.user.id]: reply.seq })
})

test('whoever comes to follow a thread counts, whoever follows it no longer does not, on devices that heard it and that did not', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await bob.send(id, 'Who comes along?').sent
  await alice.threads.follow(root.id)
  await opened(alice, root)
  const sleeper = await place.device('alice')
  await sleeper.open(id)
  await opened(sleeper, root)
  const agree = async (expected: Record<string, number>) => {
    await alice.until(() => isDeepStrictEqual(placesAt(alice, root), expected), 'what was told')
    const fresh = await place.device('alice')
    await fresh.open(id)
    await opened(fresh, root)
    expect(placesAt(fresh, root)).toEqual(expected)
    fresh.stop()
  }
  await agree({})
  sleeper.socket?.disconnect()
  const first = await answer(carol, root, 'I do')
  await agree({ [bob.user.id]: first.seq - 1, [carol.user.id]: first.seq })
  const second = await answer(bob, root, '@carol and @alice, when?')
  await agree({ [bob.user.id]: second.seq, [carol.user.id]: first.seq })
  await bob.marks.markUnread(id, first.seq)
  await carol.order.readAll()
  await agree({ [bob.user.id]: first.seq - 1, [carol.user.id]: second.seq })
  await carol.updateProfile({ threads: 'inline' })
  const third = await answer(bob, root, 'At noon?')
  carol.markRead(id, third.seq)
  await agree({ [bob.user.id]: third.seq, [carol.user.id]: third.seq })
  await carol.threads.follow(root.id, false)
  await agree({ [bob.user.id]: third.seq })
  sleeper.tryNow()
  await sleeper.until(() => isDeepStrictEqual(placesAt(sleeper, root), placesAt(alice, root)), 'the rest')
  await alice.removeMember(id, bob.user.id)
  await agree({})
})

test('who does not show what they read shows it in threads neither', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const id = await groupOf(place)
  const root = await alice.send(id, 'Who comes along?').sent
  await answer(bob, root, 'I do')
  await answer(carol, root, 'Me too')
  await bob.people.setPrivacy({ maySeeReads: 'nobody' })
  await opened(alice, root)
  expect(Object.keys(placesAt(alice, root))).toEqual([carol.user.id])
  const ear = new Ear(socketOf(alice))
  const reply = await answer(alice, root, 'Good')
  await markedRead(bob, root.id, reply.seq)
  await markedRead(carol, root.id, reply.seq)
  await alice.until(() => readTo(alice, root) === reply.seq, 'that carol read it')
  await place.app.ctx.background.idle()
  await alice.send(id, 'afterwards').sent
  await ear.hears('message', ({ body }) => body === 'afterwards')
  expect(new Set(ear.all('thread_read').map(({ userId }) => userId))).toEqual(new Set([carol.user.id]))
})

test('of a thread one may not see, and in a large conversation, nothing is told', async () => {
  const place = await world()
  const { app, alice, bob, stranger } = place
  const id = await groupOf(place, false)
  const root = await alice.send(id, 'Before').sent
  const reply = await answer(bob, root, 'I do')
  await alice.addMembers(id, [stranger.user.id])
  await stranger.until(({ conversations }) => conversations.has(id), 'the group')
  const places = 'GET /api/messages/:messageId/thread/places'
  await expectProblem(stranger.call(places, { messageId: root.id }), 'not-found')
  await expectProblem(stranger.call(places, { messageId: reply.id }), 'not-found')
  const [late, ofBob] = [new Ear(socketOf(stranger)), new Ear(socketOf(bob))]
  await markedRead(alice, root.id, reply.seq)
  await ofBob.hears('thread_read', ({ userId, seq }) => userId === alice.user.id && seq === reply.seq)
  expect((await bob.call(places, { messageId: reply.id })).items).toEqual([
    { userId: alice.user.id, lastReadSeq: reply.seq },
  ])
  const many = { member_count: limits.smallConversationMembers + 1 }
  await app.ctx.db.write((tx) => tx.updateTable('conversations').set(many).where('id', '=', id).execute())
  const more = await answer(bob, root, 'More')
  await markedRead(alice, root.id, more.seq)
  await app.ctx.background.idle()
  await alice.send(id, 'afterwards').sent
  await late.hears('message', ({ body }) => body === 'afterwards')
  await ofBob.hears('message', ({ body }) => body === 'afterwards')
  expect(late.all('thread_read')).toEqual([])
  expect(ofBob.all('thread_read').filter(({ seq }) => seq === more.seq)).toEqual([])
  expect((await bob.call(places, { messageId: root.id })).items).toEqual([])
})
