import { randomUUID } from 'node:crypto'
import { draftKey } from '@kith/sdk/drafts.ts'
import { expect, test } from 'vitest'
import { Limiter } from '../limiter.ts'
import { expectProblem, world } from '../testing/world.ts'
import type { Person } from '../testing/person.ts'
import { blurt, closed, Ear, opened, say, socketOf, wire } from '../testing/wire.ts'

const nowhere = '01a1fcd8-34b0-7b33-8fa9-b799dc7ce96c'
const page = 'GET /api/conversations/:conversationId/messages'

test('without a session nobody connects, and the problem says why', async () => {
  const { alice, url, raw } = await world()
  expect(await opened(wire({ baseUrl: url }))).toMatchObject({ code: 'unauthenticated', status: 401 })
  expect(await opened(wire({ baseUrl: url, token: 'kith_nonsense' }))).toMatchObject({ code: 'unauthenticated' })
  const foreign = await raw('/socket.io/?EIO=4&transport=polling', {
    headers: { cookie: alice.api.cookies(), origin: 'https://evil.example' },
  })
  expect(foreign.status).toBe(403)
})

test('a token connects, and one that may only read does not write', async () => {
  const { alice, url } = await world()
  const { token } = await alice.call('POST /api/auth/tokens', { name: 'reader', scopes: ['read'] })
  const socket = wire({ baseUrl: url, token })
  expect(await opened(socket)).toBeNull()
  const ear = new Ear(socket)
  const conversationId = alice.lobbyId
  const body = { conversationId, body: 'hi', clientId: randomUUID() }
  expect((await say(socket, 'send_message', body)).problem?.code).toBe('scope-missing')
  expect((await say(socket, 'read', { conversationId, seq: 1 })).problem?.code).toBe('scope-missing')
  const sent = await alice.send(conversationId, 'for readers').sent
  expect(await ear.hears('message')).toEqual(sent)
})

test('joining gives the newest 50 in order, and a small conversation hears who came', async () => {
  const { alice, bob } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id] })
  for (let index = 2; index <= 53; index++) await alice.send(group.id, `m${index}`).sent
  const [ofAlice, ofBob] = [new Ear(socketOf(alice)), new Ear(socketOf(bob))]
  const { head } = await alice.call('GET /api/conversations/:conversationId', { conversationId: group.id })
  expect(await say(socketOf(bob), 'join', { conversationId: group.id })).toEqual({ ok: true, head })
  const recent = await ofBob.hears('recent_messages')
  expect(recent).toMatchObject({ conversationId: group.id, head })
  expect(recent.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 4))
  expect(recent.messages).toEqual((await bob.call(page, { conversationId: group.id })).items)
  expect(await ofAlice.hears('status')).toMatchObject({
    conversationId: group.id,
    state: 'joined',
    user: { username: 'bob' },
  })
  expect(await ofBob.hears('status', ({ user }) => user.username === 'alice')).toMatchObject({ state: 'online' })
})

test('what is sent over the socket is the message that HTTP gives, once, whichever way it comes again', async () => {
  const { alice, bob } = await world()
  const { id: conversationId } = await alice.directWith(bob.user.id)
  const ear = new Ear(socketOf(bob))
  const input = { conversationId, body: 'by socket', clientId: randomUUID() }
  const { ok, message } = await say(socketOf(alice), 'send_message', input)
  expect(ok).toBe(true)
  expect(await say(socketOf(alice), 'send_message', input)).toEqual({ ok: true, message })
  const { status, reply } = await alice.api.callWithStatus('POST /api/conversations/:conversationId/messages', input)
  expect([status, reply]).toEqual([200, message])
  expect(await ear.hears('message')).toEqual(message)
  expect((await bob.call(page, { conversationId })).items).toEqual([message])
  const other = await say(socketOf(alice), 'send_message', { ...input, body: 'another' })
  expect(other.problem).toMatchObject({ code: 'client-id-reused', status: 409 })
  expect(ear.all('message')).toHaveLength(1)
})

test('whatever a client says is answered with what is wrong, and the server goes on', async () => {
  const { alice, bob, carol } = await world()
  const socket = socketOf(bob)
  const secret = await alice.create({ kind: 'group', memberIds: [carol.user.id] })
  const theirs = await alice.send(secret.id, 'secret').sent
  const good = { conversationId: bob.lobbyId, body: 'hello', clientId: randomUUID() }
  const bad: [string, ...unknown[]][] = [
    ['send_message', { ...good, body: 5 }],
    ['send_message', { ...good, body: ['hello'] }],
    ['send_message', { ...good, body: { $gt: '' } }],
    ['send_message', { ...good, body: Buffer.from('hello') }],
    ['send_message', { ...good, body: 'a\u0000b' }],
    ['send_message', { ...good, body: '\ud800' }],
    ['send_message', { ...good, body: ' \n' }],
    ['send_message', { ...good, body: 'x'.repeat(8_001) }],
    ['send_message', { ...good, clientId: 'not-a-uuid' }],
    ['send_message', { ...good, isAdmin: true }],
    ['send_message', JSON.parse(`{ "__proto__": { "polluted": 1 }, "conversationId": "${good.conversationId}" }`)],
    ['send_message', good, good],
    ['send_message', null],
    ['send_message', 'hello'],
    ['send_message', [good]],
    ['send_message'],
    ['join', { conversationId: '../etc' }],
    ['join', { conversationId: 'c:'.concat(secret.id) }],
    ['read', { conversationId: good.conversationId, seq: -1 }],
    ['read', { conversationId: good.conversationId, seq: 1.5 }],
    ['read', { conversationId: good.conversationId, seq: Number.MAX_VALUE }],
    ['presence', { state: 'offline' }],
    ['watch', { userIds: Array.from({ length: 501 }, () => bob.user.id) }],
    ['resume', { cursors: { [good.conversationId]: 'all' } }],
    ['no_such_event', {}],
    ['constructor', {}],
    ['__proto__', {}],
    ['message', theirs],
  ]
  for (const [name, ...payload] of bad) {
    const { ok, problem } = await say(socket, name, ...payload)
    expect([ok, problem?.code, problem?.status], `${name} ${JSON.stringify(payload).slice(0, 80)}`).toEqual([
      false,
      'validation-failed',
      422,
    ])
  }
  for (const conversationId of [secret.id, nowhere, socket.id ?? '']) {
    for (const answer of [
      await say(socket, 'send_message', { ...good, conversationId }),
      await say(socket, 'join', { conversationId }),
      await say(socket, 'read', { conversationId, seq: 1 }),
    ]) {
      expect(answer.problem).toMatchObject({ code: 'not-found', status: 404 })
    }
  }
  expect((await say(socket, 'send_message', { ...good, replyTo: theirs.id })).problem?.code).toBe('not-found')
  expect(Object.keys({})).toEqual([])
  expect('polluted' in {}).toBe(false)
  expect(await say(socket, 'send_message', good)).toMatchObject({ ok: true, message: { body: 'hello', seq: 1 } })
})

test('what has no ack is refused with an error event', async () => {
  const { alice, bob } = await world()
  const group = await alice.create({ kind: 'group' })
  const ear = new Ear(socketOf(bob))
  blurt(socketOf(bob), 'typing', { conversationId: 5 })
  blurt(socketOf(bob), 'typing', { conversationId: group.id })
  blurt(socketOf(bob), 'send_message', { conversationId: group.id, body: 'hi', clientId: randomUUID() })
  blurt(socketOf(bob), 'no_such_event')
  await say(socketOf(bob), 'watch', { userIds: [] })
  await ear.hears('error', () => ear.all('error').length === 4)
  expect(
    ear
      .all('error')
      .map(({ code }) => code)
      .toSorted(),
  ).toEqual(['not-found', 'not-found', 'validation-failed', 'validation-failed'])
})

test('a packet past the limit or past all rules ends its own socket and nobody else’s', async () => {
  const { alice, bob } = await world()
  const placeholder = '51-["x",{"_placeholder":true,"num":9}]'
  const raw = [['2["disconnect"]'], ['2["connect",{}]'], ['2{}'], ['5'], ['nonsense'], [placeholder, '2["x"]']]
  const bodies = [{ body: 'x'.repeat(1_000_000) }, { body: Buffer.alloc(200_000) }]
  for (const packets of raw) {
    const socket = wire(bob.api)
    expect(await opened(socket), packets[0]).toBeNull()
    for (const packet of packets) socket.io.engine.write(packet)
    await closed(socket)
  }
  for (const payload of bodies) {
    const socket = wire(bob.api)
    expect(await opened(socket)).toBeNull()
    blurt(socket, 'send_message', payload)
    await closed(socket)
  }
  await alice.send(alice.lobbyId, 'still here').sent
  await bob.until(() => bob.state.conversations.get(bob.lobbyId)?.lastMessage?.body === 'still here')
})

test('a text that is far too long is refused through the SDK, and the connection stands', async () => {
  const { alice } = await world()
  const ear = new Ear(socketOf(alice))
  await expectProblem(alice.send(alice.lobbyId, 'x'.repeat(1_000_000)).sent, 'validation-failed')
  await alice.send(alice.lobbyId, 'shorter').sent
  await ear.hears('message', ({ body }) => body === 'shorter')
  expect(alice.state.outbox).toMatchObject([{ state: 'failed', problem: { code: 'validation-failed' } }])
})

test('the end of a session closes its sockets at once, and no other', async () => {
  const { alice, bob, device, url } = await world()
  const [laptop, phone, tablet, watch] = [
    await device('bob'),
    await device('bob'),
    await device('bob'),
    await device('bob'),
  ]
  const tab = wire(laptop.api)
  expect(await opened(tab)).toBeNull()
  await laptop.call('POST /api/auth/logout', {})
  await closed(tab)
  await laptop.until(({ session }) => session === 'signed-out')
  const { items } = await tablet.call('GET /api/auth/sessions', {})
  const { items: ofPhone } = await phone.call('GET /api/auth/sessions', {})
  const phoneId = ofPhone.find(({ isCurrent }) => isCurrent)?.id ?? ''
  expect(items.map(({ id }) => id)).toContain(phoneId)
  await expectProblem(alice.call('DELETE /api/auth/sessions/:sessionId', { sessionId: phoneId }), 'not-found')
  expect(socketOf(phone).connected).toBe(true)
  await tablet.call('DELETE /api/auth/sessions/:sessionId', { sessionId: phoneId })
  await phone.until(({ session }) => session === 'signed-out')
  const { id: tokenId, token } = await bob.call('POST /api/auth/tokens', { name: 'bot' })
  const bot = wire({ baseUrl: url, token })
  expect(await opened(bot)).toBeNull()
  await bob.call('DELETE /api/auth/tokens/:tokenId', { tokenId })
  await closed(bot)
  expect(await opened(wire({ baseUrl: url, token }))).toMatchObject({ code: 'unauthenticated' })
  expect(socketOf(tablet).connected).toBe(true)
  await bob.call('DELETE /api/auth/sessions', {})
  for (const one of [tablet, watch]) await one.until(({ session }) => session === 'signed-out')
  expect(socketOf(bob).connected).toBe(true)
  expect(socketOf(alice).connected).toBe(true)
})

test('whoever is removed hears nothing that comes after, on no device and by no call', async () => {
  const { alice, bob, carol, device } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  const phone = await device('bob')
  await say(socketOf(bob), 'join', { conversationId: group.id })
  const ears = [new Ear(socketOf(bob)), new Ear(socketOf(phone))]
  await alice.removeMember(group.id, bob.user.id)
  await alice.send(group.id, 'behind his back').sent
  await alice.change({ conversationId: group.id, title: 'Without him' })
  await say(socketOf(carol), 'join', { conversationId: group.id })
  carol.typing(group.id)
  await alice.send(alice.lobbyId, 'for all').sent
  for (const ear of ears) {
    await ear.hears('conversation_gone', ({ conversationId }) => conversationId === group.id)
    await ear.hears('message', ({ body }) => body === 'for all')
    expect(ear.all('message').map(({ conversationId }) => conversationId)).toEqual([alice.lobbyId])
    expect(ear.text()).not.toMatch(/behind his back|Without him|member_changed/)
  }
  for (const name of ['join', 'read', 'send_message']) {
    const more = { read: { seq: 1 }, send_message: { body: 'let me in', clientId: randomUUID() } }[name]
    const answer = await say(socketOf(bob), name, { conversationId: group.id, ...more })
    expect(answer.problem?.code, name).toBe('not-found')
  }
  const again = wire(bob.api)
  expect(await opened(again)).toBeNull()
  const ear = new Ear(again)
  await say(again, 'watch', { userIds: [] })
  await alice.send(group.id, 'still behind his back').sent
  await alice.send(alice.lobbyId, 'for all, again').sent
  await ear.hears('message', ({ body }) => body === 'for all, again')
  expect(ear.all('message')).toHaveLength(1)
})

test('resuming tells what is behind, what is new, what is gone and which markers moved', async () => {
  const { alice, bob, device } = await world()
  const phone = await device('bob')
  const [kept, behind, fresh, gone] = await Promise.all(
    ['kept', 'behind', 'fresh', 'gone'].map((title) =>
      alice.create({ kind: 'group', title, memberIds: [bob.user.id] }),
    ),
  )
  if (kept === undefined || behind === undefined || fresh === undefined || gone === undefined) throw new Error('none')
  const message = await alice.send(behind.id, 'news').sent
  await alice.removeMember(gone.id, bob.user.id)
  const { personalRev } = await phone.call('PUT /api/conversations/:conversationId/read', {
    conversationId: behind.id,
    seq: message.seq,
  })
  const lobby = await bob.call('GET /api/conversations/:conversationId', { conversationId: bob.lobbyId })
  const cursors = {
    [lobby.id]: lobby.head,
    [kept.id]: kept.head,
    [behind.id]: behind.head,
    [gone.id]: gone.head,
    [nowhere]: 3,
  }
  expect(await say(socketOf(bob), 'resume', { cursors, personalRev: personalRev - 1 })).toEqual({
    ok: true,
    conversations: {
      [behind.id]: { head: message.rev, lastSeq: message.seq },
      [fresh.id]: { head: fresh.head, lastSeq: 1 },
      [gone.id]: { head: 0, lastSeq: 0, isGone: true },
      [nowhere]: { head: 0, lastSeq: 0, isGone: true },
    },
    changed: [behind.id],
    // What bob is told of takes revs as well, whenever its job is done.
    personalRev: expect.any(Number),
  })
})

test('who writes is seen by those who look at the conversation, and by nobody else', async () => {
  const { alice, bob, carol, device } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id] })
  const phone = await device('bob')
  for (const who of [alice, bob, phone]) await say(socketOf(who), 'join', { conversationId: group.id })
  const deaf = [bob, phone, carol].map((who) => new Ear(socketOf(who)))
  bob.typing(group.id)
  await alice.until(({ typing }) => typing.get(group.id)?.[0]?.user.username === 'bob')
  await bob.send(group.id, 'here it is').sent
  await alice.until(({ typing }) => !typing.has(group.id))
  for (const ear of deaf) {
    await ear.hears('message', ({ body }) => body === 'here it is')
    expect(ear.all('typing')).toEqual([])
  }
  await say(socketOf(alice), 'leave', { conversationId: group.id })
  const ear = new Ear(socketOf(alice))
  blurt(socketOf(bob), 'typing', { conversationId: group.id })
  await say(socketOf(bob), 'watch', { userIds: [] })
  await bob.send(group.id, 'and more').sent
  await ear.hears('message')
  expect(ear.all('typing')).toEqual([])
})

test('who writes in a thread is told as of the thread, to those alone who see it', async () => {
  const { alice, bob, carol, stranger } = await world()
  const group = await alice.create({ kind: 'group', memberIds: [bob.user.id, carol.user.id], isHistoryShared: false })
  const root = await alice.send(group.id, 'Who comes along?').sent
  const elsewhere = await alice.send(alice.lobbyId, 'elsewhere').sent
  await alice.addMembers(group.id, [stranger.user.id])
  await stranger.until(({ conversations }) => conversations.has(group.id), 'the group')
  for (const who of [alice, carol, stranger]) await say(socketOf(who), 'join', { conversationId: group.id })
  const [ofCarol, late] = [new Ear(socketOf(carol)), new Ear(socketOf(stranger))]
  bob.typing(group.id, root.id)
  const key = draftKey(group.id, root.id)
  await alice.until(({ typing }) => typing.get(key)?.[0]?.user.username === 'bob', 'who writes in the thread')
  expect(alice.state.typing.has(group.id)).toBe(false)
  expect(await ofCarol.hears('typing')).toMatchObject({ conversationId: group.id, threadId: root.id })
  // One and the same person may write in both.
  bob.typing(group.id)
  await alice.until(({ typing }) => typing.has(group.id), 'who writes in the conversation')
  await bob.send(group.id, 'I do', null, [], { threadId: root.id }).sent
  await alice.until(({ typing }) => !typing.has(key), 'that it was said')
  expect(alice.state.typing.has(group.id)).toBe(true)
  await late.hears('typing')
  expect(late.all('typing')).toMatchObject([{ conversationId: group.id, user: { username: 'bob' } }])
  expect(late.all('typing')[0]).not.toHaveProperty('threadId')
  const ofStranger = () => late.all('error').map(({ code }) => code)
  blurt(socketOf(stranger), 'typing', { conversationId: group.id, threadId: root.id })
  blurt(socketOf(stranger), 'typing', { conversationId: group.id, threadId: elsewhere.id })
  blurt(socketOf(stranger), 'typing', { conversationId: group.id, threadId: nowhere })
  blurt(socketOf(stranger), 'typing', { conversationId: group.id, threadId: 5 })
  await late.hears('error', () => ofStranger().length === 4)
  expect(ofStranger().toSorted()).toEqual(['not-found', 'not-found', 'not-found', 'validation-failed'])
  expect(ofCarol.all('typing').filter(({ user }) => user.username === 'stranger')).toEqual([])
})

test('who is here, away or gone is told to those who watch, and to nobody else', async () => {
  const { alice, bob, carol, device } = await world()
  const phone = await device('bob')
  const isBob = (state: string) => () => alice.state.presence.get(bob.user.id) === state
  alice.watch([bob.user.id, nowhere])
  await alice.until(isBob('online'))
  expect(alice.state.presence.get(nowhere)).toBe('offline')
  const ear = new Ear(socketOf(carol))
  const ofAlice = new Ear(socketOf(alice))
  bob.setAway(true)
  await say(socketOf(bob), 'watch', { userIds: [] })
  const states = (): string[] => ofAlice.all('status').map(({ state }) => state)
  expect(states()).not.toContain('away')
  phone.setAway(true)
  await alice.until(isBob('away'))
  phone.setAway(false)
  await alice.until(isBob('online'))
  // Both are in use when they go, so that neither is the last and away, whichever goes first.
  bob.setAway(false)
  await say(socketOf(bob), 'watch', { userIds: [] })
  for (const one of [bob, phone]) one.stop()
  await alice.until(isBob('offline'))
  await device('bob')
  await alice.until(isBob('online'))
  await alice.send(alice.lobbyId, 'afterwards').sent
  await ear.hears('message')
  expect(ear.all('status')).toEqual([])
  // What the answer to `watch` said may be told once more.
  const told = states()[0] === 'online' ? states().slice(1) : states()
  expect(told).toEqual(['away', 'online', 'offline', 'online'])
})

test('how far one has read comes to one’s other devices with what is left, and to the others without', async () => {
  const { alice, bob, carol, device } = await world()
  const phone = await device('bob')
  const { id: conversationId } = await alice.directWith(bob.user.id)
  const seqs = []
  for (const body of ['one', 'two', 'three']) seqs.push((await alice.send(conversationId, body).sent).seq)
  const ears = [alice, phone, carol].map((who) => new Ear(socketOf(who)))
  const [ofAlice, ofPhone, ofCarol] = ears
  const { ok, ...own } = await say(socketOf(bob), 'read', { conversationId, seq: 2 })
  expect([ok, own]).toMatchObject([true, { lastReadSeq: 2, unread: 1 }])
  const read = { conversationId, seq: 2, user: { username: 'bob' } }
  expect(await ofPhone?.hears('read')).toMatchObject({ ...read, own })
  const told = await ofAlice?.hears('read')
  expect(told).toMatchObject(read)
  expect(told).not.toHaveProperty('own')
  for (const client of [bob, phone]) await client.until(() => client.unread(conversationId) === 1)
  await alice.until(({ readBy }) => readBy.get(conversationId)?.get(bob.user.id) === 2)
  expect(await say(socketOf(phone), 'read', { conversationId, seq: 1 })).toMatchObject({ lastReadSeq: 2 })
  expect(await say(socketOf(phone), 'read', { conversationId, seq: 99 })).toMatchObject({ lastReadSeq: 3, unread: 0 })
  await alice.send(alice.lobbyId, 'afterwards').sent
  await ofCarol?.hears('message')
  expect(ofCarol?.all('read')).toEqual([])
})

test('a flood on one socket is slowed and then cut, and the others do not feel it', async () => {
  const { alice, bob } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const socket = wire(bob.api)
  expect(await opened(socket)).toBeNull()
  const ear = new Ear(socket)
  for (let index = 0; index < 700; index++) blurt(socket, 'typing', { conversationId: bob.lobbyId })
  await closed(socket)
  const [problem] = ear.all('error')
  expect(problem).toMatchObject({ code: 'rate-limited', status: 429 })
  expect(problem?.retryAfterSeconds).toBeGreaterThan(0)
  expect(socketOf(bob).connected).toBe(true)
  await alice.send(alice.lobbyId, 'quiet').sent
  await bob.until(() => bob.state.conversations.get(bob.lobbyId)?.lastMessage?.body === 'quiet')
})

test('answers that come late forgive nothing that was refused after their questions', async () => {
  const { app, nodes, alice, bob } = await world()
  for (const node of nodes) node.app.ctx.limiter = new Limiter(1, () => 0)
  const { seq } = await alice.send(bob.lobbyId, 'to be read').sent
  const socket = wire(bob.api)
  expect(await opened(socket)).toBeNull()
  const ear = new Ear(socket)
  const flood = (count: number): void => {
    for (let index = 0; index < count; index++) blurt(socket, 'typing', { conversationId: bob.lobbyId })
  }
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  const { promise: isHeld, resolve: held } = Promise.withResolvers<void>()
  const holding = app.ctx.db.write(async (tx) => {
    await tx.updateTable('users').set({ bio: '' }).where('id', '=', bob.user.id).execute()
    held()
    await mayGoOn
  })
  await isHeld
  const answer = say(socket, 'read', { conversationId: bob.lobbyId, seq })
  flood(149 + 200)
  await ear.hears('error', () => ear.all('error').length === 200)
  goOn()
  await holding
  expect((await answer).ok).toBe(true)
  flood(101)
  await closed(socket)
})

test('one person has so many sockets at most, however fast they are opened, and those that stand stay', async () => {
  const { bob, alice } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const outcomes = await openAll(bob, 40)
  expect(outcomes.filter((one) => one === null)).toHaveLength(19)
  expect(outcomes.find((one) => one !== null)).toMatchObject({ code: 'rate-limited', status: 429 })
  expect(socketOf(bob).connected).toBe(true)
  expect(await opened(wire(alice.api))).toBeNull()
})

test('connections that break off while they are made leave nothing that is counted', async () => {
  const { bob } = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  for (let index = 0; index < 220; index++) {
    const socket = wire(bob.api)
    const { promise, resolve } = Promise.withResolvers<void>()
    socket.io.once('close', () => resolve())
    socket.io.once('open', () => setImmediate(() => socket.io.engine.close()))
    socket.connect()
    await promise
  }
  const outcomes = await openAll(bob, 5)
  expect(outcomes).toEqual([null, null, null, null, null])
})

function openAll(person: Person, count: number): Promise<Awaited<ReturnType<typeof opened>>[]> {
  return Promise.all(Array.from({ length: count }, () => opened(wire(person.api))))
}

test('many who leave their desks at once are told to who watches them in few events, and all of them', async () => {
  const { alice, person } = await world()
  const names = Array.from({ length: 12 }, (_, index) => `crowd${index}`)
  const crowd = await Promise.all(names.map((name) => person(name)))
  const ids = crowd.map(({ user }) => user.id)
  alice.watch(ids)
  await alice.until(({ presence }) => ids.every((id) => presence.get(id) === 'online'), 'everyone is here')
  const events: string[] = []
  alice.socket?.onAny((name: string) => events.push(name))
  for (const one of crowd) one.setAway(true)
  await alice.until(({ presence }) => ids.every((id) => presence.get(id) === 'away'), 'everyone has gone')
  expect(events.filter((name) => name === 'status' || name === 'presence').length).toBeLessThan(12)
})
