import { limits } from '@kith/protocol/limits.ts'
import { draftKey } from '@kith/sdk/drafts.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { expectProblem, world } from '../../testing/world.ts'

const put = 'PUT /api/conversations/:conversationId/draft'
const list = 'GET /api/me/drafts'

const text = (body: string, replyTo: string | null = null) => ({ body, replyTo })
const bodyOf = (who: Person, key: string): string | undefined => who.state.drafts.get(key)?.body
const shows = (who: Person, key: string, body: string): Promise<void> =>
  who.until(() => bodyOf(who, key) === body, `the draft “${body}”`)

test('what is begun on one device stands on the others, and goes everywhere when it is sent', async () => {
  const { alice, bob, device } = await world()
  const { id } = await alice.directWith(bob.user.id)
  const phone = await device('alice')
  alice.drafts.write(id, text('hal'))
  alice.drafts.write(id, text('half a thought'))
  await shows(phone, id, 'half a thought')
  expect(alice.state.drafts.get(id)).toMatchObject({ isSent: true, rev: phone.state.drafts.get(id)?.rev })
  const late = await device('alice')
  await shows(late, id, 'half a thought')
  phone.drafts.write(id, text('half a thought, and the rest'))
  await shows(alice, id, 'half a thought, and the rest')
  phone.drafts.write(id, text(''))
  for (const one of [alice, late]) await shows(one, id, '')
  expect((await alice.call(list, {})).items).toEqual([])
  expect(bob.state.drafts.size).toBe(0)
})

test('what is written without a connection is sent with the next one', async () => {
  const { alice, bob, device } = await world()
  const { id } = await alice.directWith(bob.user.id)
  const phone = await device('alice')
  phone.stop()
  phone.drafts.start(alice.user.id)
  phone.drafts.write(id, text('in the train'))
  phone.drafts.flush()
  await phone.drafts.settled()
  expect((await alice.call(list, {})).items).toEqual([])
  await phone.start()
  await shows(alice, id, 'in the train')
})

test('of two that were written apart the newer stands and the older is kept at hand', async () => {
  const { alice, bob, device } = await world()
  const { id } = await alice.directWith(bob.user.id)
  const phone = await device('alice')
  alice.drafts.write(id, text('the first'))
  await shows(phone, id, 'the first')
  phone.stop()
  phone.drafts.start(alice.user.id)
  phone.drafts.write(id, text('on the phone'))
  alice.drafts.write(id, text('on the desk'))
  await alice.until(({ drafts }) => drafts.get(id)?.isSent === true, 'it to be stored')
  await phone.start()
  // Whoever writes at this moment goes first; the other text is one step away.
  await phone.until(({ drafts }) => drafts.get(id)?.other?.body === 'on the desk', 'what gave way')
  expect(bodyOf(phone, id)).toBe('on the phone')
  await shows(alice, id, 'on the phone')
  phone.drafts.swap(id)
  expect(phone.state.drafts.get(id)).toMatchObject({ body: 'on the desk', other: { body: 'on the phone' } })
  await shows(alice, id, 'on the desk')
  phone.drafts.dropOther(id)
  expect(phone.state.drafts.get(id)?.other).toBe(null)
})

test('what went on another device while this one was away goes here too, unless more was written', async () => {
  const { alice, bob, carol, device } = await world()
  const ofBob = await alice.directWith(bob.user.id)
  const ofCarol = await alice.directWith(carol.user.id)
  const phone = await device('alice')
  for (const { id } of [ofBob, ofCarol]) {
    alice.drafts.write(id, text('begun'))
    await shows(phone, id, 'begun')
  }
  phone.stop()
  phone.drafts.start(alice.user.id)
  phone.drafts.write(ofCarol.id, text('begun, and more'))
  for (const { id } of [ofBob, ofCarol]) alice.drafts.write(id, text(''))
  await alice.until(({ drafts }) => [...drafts.values()].every(({ isSent }) => isSent), 'both to be stored')
  await phone.start()
  await shows(phone, ofBob.id, '')
  await shows(alice, ofCarol.id, 'begun, and more')
})

test('a thread has a draft of its own, and only where it is', async () => {
  const { alice, bob, device } = await world()
  const { id } = await alice.directWith(bob.user.id)
  const { id: threadId } = await bob.send(id, 'a question').sent
  const key = draftKey(id, threadId)
  const phone = await device('alice')
  alice.drafts.write(id, text('to all'))
  alice.drafts.write(key, text('to the thread'))
  await shows(phone, key, 'to the thread')
  await shows(phone, id, 'to all')
  const elsewhere = { conversationId: alice.lobbyId, threadId, body: 'x' }
  await expectProblem(alice.call(put, elsewhere), 'not-found')
})

test('drafts are nobody else’s, and are not listed of conversations that one has left', async () => {
  const { alice, bob, stranger } = await world()
  const { id } = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id] })
  await bob.call(put, { conversationId: id, body: 'mine' })
  expect((await alice.call(list, {})).items).toEqual([])
  await expectProblem(stranger.call(put, { conversationId: id, body: 'x' }), 'not-found')
  await bob.leave(id)
  expect((await bob.call(list, {})).items).toEqual([])
})

test('the same again takes no rev; too long is refused; of too many the oldest goes', async () => {
  const { app, alice } = await world()
  const conversationId = alice.lobbyId
  const first = await alice.call(put, { conversationId, body: 'one' })
  expect(await alice.call(put, { conversationId, body: 'one' })).toEqual(first)
  const long = { conversationId, body: 'x'.repeat(limits.draftMax + 1) }
  await expectProblem(alice.call(put, long), 'validation-failed')
  const { id } = await alice.send(conversationId, 'newest').sent
  await app.ctx.db.write(async (tx) => {
    const rows = Array.from({ length: limits.draftsMax }, (_, index) => ({
      user_id: alice.user.id,
      conversation_id: conversationId,
      thread_id: `t${index}`,
      body: 'old',
      reply_to_id: null,
      updated_at: 1,
      rev: -index,
    }))
    await tx.insertInto('drafts').values(rows.slice(0, 250)).execute()
    await tx.insertInto('drafts').values(rows.slice(250)).execute()
  })
  await alice.call(put, { conversationId, threadId: id, body: 'newest' })
  const kept = await app.ctx.db.read.selectFrom('drafts').select(['rev', 'body']).orderBy('rev', 'desc').execute()
  expect([kept.length, kept[0]?.body, kept.at(-1)?.rev]).toEqual([limits.draftsMax, 'newest', -(limits.draftsMax - 3)])
})

test('the list comes in pages without gaps', async () => {
  const { alice } = await world()
  const ids: string[] = []
  for (let index = 0; index < 5; index++) {
    const { id } = await alice.create({ kind: 'group', title: `Group ${index}` })
    await alice.call(put, { conversationId: id, body: `draft ${index}` })
    ids.push(id)
  }
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(alice, cursor)
    seen.push(...page.items.map(({ conversationId }) => conversationId))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(seen).toEqual(ids)
})

const pageOf = (who: Person, cursor: string | null) =>
  who.call(list, { limit: 2, ...(cursor === null ? {} : { cursor }) })
