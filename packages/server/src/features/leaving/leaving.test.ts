import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { storedFiles } from '../../testing/files.ts'
import { testDialect } from '../../testing/fresh-place.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { EmptyWorld, World } from '../../testing/world.ts'

/** Done once the row holds nothing any more and no job is left. */
async function purged({ app }: EmptyWorld, userId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const user = await app.ctx.db.read
          .selectFrom('users')
          .select('email')
          .where('id', '=', userId)
          .executeTakeFirst()
        const jobs = await app.ctx.db.read.selectFrom('jobs').select('id').where('kind', '=', 'purge-account').execute()
        return [user?.email, jobs.length]
      },
      { timeout: 10_000 },
    )
    .toEqual(['', 0])
}

/** Where `needle` still stands: in any text of any table and, on SQLite, in any byte of the data folder. */
async function whereIs({ app }: EmptyWorld, needle: string): Promise<string[]> {
  const found: string[] = []
  const { db, config } = app.ctx
  for (const entry of await readdir(config.DATA_DIR, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'kith.lock') continue
    const path = join(entry.parentPath, entry.name)
    if ((await readFile(path)).toString('latin1').toLowerCase().includes(needle.toLowerCase())) found.push(path)
  }
  for (const { name } of await db.read.introspection.getTables()) {
    const rows = await sql`select * from ${sql.table(name)}`.execute(db.read)
    if (JSON.stringify(rows.rows).toLowerCase().includes(needle.toLowerCase())) found.push(name)
  }
  return found
}

async function relate({ app }: World, userId: string, otherId: string): Promise<void> {
  const none = {
    note: '',
    follow: 'none',
    followed_by: 'none',
    is_blocked: 0,
    is_muted: 0,
    is_blocked_by: 0,
    rev: 1,
    changed_at: 1,
  } as const
  await app.ctx.db.write(async (tx) => {
    await tx
      .insertInto('relations')
      .values([
        { ...none, user_id: userId, other_id: otherId, friendship: 'friends', note: 'canarynote' },
        { ...none, user_id: otherId, other_id: userId, friendship: 'friends', note: 'canarynote' },
      ])
      .execute()
  })
}

test('an account that is deleted is over at once: sessions, tokens, sockets, profile, search, friends', async () => {
  const here = await world()
  const { alice, bob, device, raw } = here
  const phone = await device('bob')
  const { token } = await bob.call('POST /api/auth/tokens', { name: 'a program' })
  const { id } = bob.user
  await relate(here, id, alice.user.id)
  const told = Promise.withResolvers<unknown>()
  alice.socket?.on('relation', (payload) => told.resolve(payload))
  const cookie = phone.api.cookies()
  await bob.call('DELETE /api/me', {})
  await phone.until(({ session }) => session === 'signed-out', 'the phone to be signed out')
  expect((await raw('/api/auth/sessions', { headers: { cookie } })).status).toBe(401)
  expect((await raw('/api/conversations', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  await expectProblem(alice.call('GET /api/users/:username', { username: 'bob' }), 'not-found')
  expect((await alice.call('GET /api/users', { q: 'bob' })).items).toEqual([])
  expect(await told.promise).toMatchObject({
    user: { id, username: '', displayName: '', avatarUrl: null },
    friendship: 'none',
    note: '',
    personalRev: 1,
  })
  await expectProblem(here.visitor().login('bob', 'bob likes rain on tin roofs'), 'invalid-credentials')
  await purged(here, id)
  await expectProblem(here.visitor().login('bob', 'bob likes rain on tin roofs'), 'invalid-credentials')
  // The name and the address are free again.
  await here.visitor().register({ username: 'bob', email: 'bob@example.org', password: 'rain on tin roofs' })
})

test('it takes a proof of who one is, and no token', async () => {
  let ahead = 0
  const { bob, raw } = await world({ now: () => Date.now() + ahead })
  const { token } = await bob.call('POST /api/auth/tokens', { name: 'a program' })
  const headers = { authorization: `Bearer ${token}` }
  expect((await raw('/api/me', { method: 'DELETE', headers })).status).toBe(403)
  ahead = 11 * 60_000
  await expectProblem(bob.call('DELETE /api/me', {}), 'reauthentication-required')
  await expectProblem(bob.call('POST /api/me/exports', {}), 'reauthentication-required')
})

test('the only owner cannot go while others are there, and with the last one the place is free', async () => {
  const here = await world()
  const { alice, bob, carol, stranger } = here
  await expectProblem(alice.call('DELETE /api/me', {}), 'last-owner')
  for (const each of [bob, carol, stranger]) await each.call('DELETE /api/me', {})
  await alice.call('DELETE /api/me', {})
  const next = here.visitor()
  expect((await next.api.call('GET /api/place', {})).hasOwner).toBe(false)
  expect(
    (await next.register({ username: 'dora', email: 'dora@example.org', password: 'rain on tin roofs' })).role,
  ).toBe('owner')
})

test('messages stay, by nobody; groups go on under the longest-standing, and what two said stays for the other', async () => {
  const here = await world()
  const { alice, bob, carol, stranger } = here
  const bobId = bob.user.id
  const group = await bob.create({ kind: 'group', title: 'Walks', memberIds: [carol.user.id, alice.user.id] })
  await bob.setRole(group.id, alice.user.id, 'admin')
  const channel = await bob.create({ kind: 'channel', title: 'Own', isPublic: true })
  const direct = await bob.directWith(carol.user.id)
  const said = await bob.send(group.id, 'over the hill').sent
  await bob.send(direct.id, 'only for you').sent
  await carol.until(({ conversations }) => conversations.has(direct.id) && conversations.has(group.id))
  await carol.open(group.id)
  await bob.call('DELETE /api/me', {})
  await purged(here, bobId)
  const page = await carol.call('GET /api/conversations/:conversationId/messages', { conversationId: group.id })
  const nobody = { id: bobId, username: '', displayName: '', avatarUrl: null }
  expect(page.items.find(({ id }) => id === said.id)).toMatchObject({ body: 'over the hill', author: nobody })
  expect(page.items.slice(-2).map(({ author, system }) => [author.username, system])).toMatchObject([
    ['', { type: 'role', user: { username: 'alice' }, role: 'owner' }],
    ['', { type: 'left' }],
  ])
  const { items: members } = await carol.call('GET /api/conversations/:conversationId/members', {
    conversationId: group.id,
  })
  expect(members.map(({ user, role }) => [user.username, role])).toEqual([
    ['alice', 'owner'],
    ['carol', 'member'],
  ])
  // The device that watched ends with what the server has.
  await carol.settled()
  await carol.until(({ timelines }) => timelines.get(group.id)?.items.at(-1)?.rev === page.head)
  await expectProblem(
    stranger.call('POST /api/conversations/:conversationId/join', { conversationId: channel.id }),
    'not-found',
  )
  const kept = await carol.call('GET /api/conversations/:conversationId/messages', { conversationId: direct.id })
  expect(kept.items.map(({ body, author }) => [body, author.username])).toEqual([['only for you', '']])
  const entry = await carol.call('GET /api/conversations/:conversationId', { conversationId: direct.id })
  expect(entry.members).toContainEqual(nobody)
  await expectProblem(carol.send(direct.id, 'are you there?').sent, 'not-accepting')
  await carol.call('DELETE /api/me', {})
  await expect
    .poll(async () =>
      (await here.app.ctx.db.read.selectFrom('conversations').select('id').execute()).map(({ id }) => id),
    )
    .not.toContain(direct.id)
})

test('whoever asks for it takes their messages along, from every device and every quote', async () => {
  const here = await world()
  const { alice, bob, device, lobby } = { ...here, lobby: here.alice.lobbyId }
  const bobId = bob.user.id
  const first = await bob.send(lobby, 'canarytext one').sent
  await bob.send(lobby, 'canarytext two').sent
  const answer = await alice.send(lobby, 'so it is', first.id).sent
  await bob.edit(first.id, 'canarytext, otherwise')
  await bob.marks.react(answer, '👍', true)
  await bob.marks.save(answer.id)
  await bob.send(lobby, 'canarytext in a thread', null, [], { threadId: answer.id }).sent
  const away = await device('carol')
  await away.open(lobby)
  await away.threads.open(answer.id)
  await away.until(() => away.bodies(lobby).includes('so it is'))
  away.stop()
  await alice.open(lobby)
  await bob.call('DELETE /api/me', { erasesMessages: 'true' })
  await purged(here, bobId)
  await alice.until(() => !alice.bodies(lobby).some((body) => body.includes('canarytext')), 'erased for who watched')
  await away.start()
  await away.until(() => !away.bodies(lobby).some((body) => body.includes('canarytext')), 'erased for who was away')
  const page = await alice.call('GET /api/conversations/:conversationId/messages', { conversationId: lobby })
  expect(JSON.stringify(page)).not.toContain('canarytext')
  expect(page.items.find(({ id }) => id === answer.id)?.reactions).toEqual([])
  const thread = { replyCount: 0, lastRepliers: [] }
  expect(page.items.find(({ id }) => id === answer.id)?.thread).toMatchObject(thread)
  const shownAway = () => away.state.threads.get(answer.id)
  await away.until(() => shownAway()?.root.thread?.replyCount === 0, 'the thread as it is for who was away')
  expect(shownAway()?.items.map(({ body }) => body)).toEqual([''])
  for (const table of ['reactions', 'saves', 'former_bodies'] as const) {
    expect(await here.app.ctx.db.read.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  expect(page.items.find(({ body }) => body === 'so it is')?.replyTo).toMatchObject({ excerpt: '', isDeleted: true })
  expect(await whereIs(here, 'canarytext')).toEqual([])
})

test('after the purge no byte tells who it was', async () => {
  const here = await world()
  const { alice, app } = here
  const canary = here.visitor()
  await canary.register({
    username: 'canaryname',
    displayName: 'Canaryfirst Canarylast',
    email: 'canarymail@example.org',
    password: 'rain on canarywords',
  })
  const { id } = canary.user
  await canary.call('PATCH /api/me', { bio: 'canarybio '.repeat(20) })
  await canary.call('POST /api/auth/tokens', { name: 'canarytoken' })
  const face = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#aa3311' } })
    .jpeg()
    .toBuffer()
  await canary.call('PUT /api/me/avatar', {}, { file: new Blob([new Uint8Array(face)]) })
  await relate(here, id, alice.user.id)
  const group = await alice.create({ kind: 'group', title: 'Named', memberIds: [here.bob.user.id, here.carol.user.id] })
  await alice.addMembers(group.id, [id])
  await alice.setRole(group.id, id, 'admin')
  await canary.call('POST /api/me/exports', {})
  await expect.poll(async () => (await canary.call('GET /api/me/exports', {})).items[0]?.state).toBe('ready')
  const conversationId = canary.state.conversations.size === 0 ? alice.lobbyId : canary.lobbyId
  for (let index = 0; index < 30; index++) {
    const body = `canarytext ${index} ${'x'.repeat(index * 90)}`
    await canary.call('POST /api/conversations/:conversationId/messages', {
      conversationId,
      body,
      clientId: crypto.randomUUID(),
    })
  }
  await app.ctx.db.write(async (tx) => {
    await tx.insertInto('former_usernames').values({ username_key: 'canaryformer', user_id: id, since: 1 }).execute()
    const mail = JSON.stringify({ to: 'canarymail@example.org', subject: 'x', text: 'canaryletter' })
    const job = { id: 'letter', kind: 'mail', payload: mail, run_at: 9e12, attempts: 0, claimed_until: 0 }
    await tx
      .insertInto('jobs')
      .values(
        [
          { ...job, last_error: 'canarymail@example.org refused' },
          { ...job, id: 'forgotten', kind: 'password-forgotten', payload: '{"identifier":"canaryname","address":"x"}' },
          { ...job, id: 'asked', kind: 'friend-by-email', payload: JSON.stringify({ userId: id, note: 'canarynote' }) },
        ].map((one) => ({ last_error: null, ...one, created_at: 1, failed_at: Date.now() })),
      )
      .execute()
  })
  expect(await whereIs(here, 'canaryname')).not.toEqual([])
  await canary.call('DELETE /api/me', { erasesMessages: 'true' })
  await purged(here, id)
  expect(await whereIs(here, 'canary')).toEqual([])
  const page = await alice.call('GET /api/conversations/:conversationId/messages', { conversationId: group.id })
  expect(page.items.flatMap(({ system }) => (system?.type === 'added' ? system.users : []))).toMatchObject([
    { id, username: '' },
  ])
  expect(await storedFiles({ app })).toEqual([])
})

test.runIf(testDialect === 'sqlite')(
  'a message that is deleted leaves no byte of what it says or said before',
  async () => {
    const here = await world()
    const { alice, bob, lobby } = { ...here, lobby: here.alice.lobbyId }
    const sent = await Promise.all(
      Array.from({ length: 40 }, (_, index) => bob.send(lobby, `canarytext ${index} ${'y'.repeat(index * 70)}`).sent),
    )
    for (const [index, { id }] of sent.entries()) {
      if (index % 2 === 0) await bob.edit(id, 'better words')
      await bob.remove(id)
    }
    await alice.send(lobby, 'and on').sent
    await here.app.ctx.db.forget()
    expect(await whereIs(here, 'canarytext')).toEqual([])
  },
)
