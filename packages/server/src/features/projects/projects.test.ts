import type { Project } from '@kith/protocol/projects.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { fileOf, flat } from '../../testing/files.ts'
import { expectProblem, world } from '../../testing/world.ts'

async function projectWith(owner: Person, others: Person[], role: 'editor' | 'commenter' | 'reader' = 'editor') {
  return owner.call('POST /api/projects', {
    name: 'Boat house',
    memberIds: others.map(({ user }) => user.id),
    memberRole: role,
  })
}

async function picture(): Promise<File> {
  return fileOf(await flat(640, 200).png().toBuffer(), 'lake.png', 'image/png')
}

function has(person: Person, conversationId: string): boolean {
  return person.state.conversations.has(conversationId)
}

async function mine(person: Person): Promise<Project[]> {
  return (await person.call('GET /api/projects', {})).items
}

test('a project is born with a conversation that all of its people are in', async () => {
  const { alice, bob, carol } = await world()
  const project = await projectWith(alice, [bob])
  expect(project).toMatchObject({ name: 'Boat house', role: 'owner', memberCount: 2, visibility: 'private', unseen: 0 })
  await bob.until(({ conversations }) => conversations.has(project.conversationId), 'the main conversation')
  const entry = bob.state.conversations.get(project.conversationId)
  expect(entry).toMatchObject({ title: 'Boat house', projectId: project.id, isMain: true, role: 'admin' })
  await alice.send(project.conversationId, 'who has the oars?').sent
  await bob.until((state) => state.conversations.get(project.conversationId)?.unread === 1, 'what alice said')
  expect(await mine(bob)).toMatchObject([{ id: project.id, role: 'editor', unseen: 1 }])
  expect(await mine(carol)).toEqual([])
})

test('the same clientId makes one project', async () => {
  const { alice } = await world()
  const input = { name: 'Garden', clientId: crypto.randomUUID() }
  const first = await alice.call('POST /api/projects', input)
  const again = await alice.call('POST /api/projects', input)
  expect(again.id).toBe(first.id)
  await expectProblem(alice.call('POST /api/projects', { ...input, name: 'Other' }), 'client-id-reused')
  expect(await mine(alice)).toHaveLength(1)
})

test('who is not in a project learns nothing of it', async () => {
  const { alice, bob, raw } = await world()
  const { id: projectId, conversationId } = await projectWith(alice, [])
  const nobody = '0190aaaa-0000-7000-8000-000000000001'
  const asked = async (path: string): Promise<unknown> => {
    const token = await bob.call('POST /api/auth/tokens', { name: 'probe' })
    const answer = await raw(path, { headers: { authorization: `Bearer ${token.token}` } })
    return { status: answer.status, body: { ...((await answer.json()) as object), requestId: null } }
  }
  for (const path of ['', '/members', '/conversations', '/links']) {
    const known = await asked(`/api/projects/${projectId}${path}`)
    expect(known).toMatchObject({ status: 404 })
    expect(known).toEqual(await asked(`/api/projects/${nobody}${path}`))
  }
  await expectProblem(bob.call('PATCH /api/projects/:projectId', { projectId, name: 'mine' }), 'not-found')
  await expectProblem(bob.call('DELETE /api/projects/:projectId', { projectId }), 'not-found')
  await expectProblem(bob.call('POST /api/projects/:projectId/join', { projectId }), 'not-found')
  await expectProblem(bob.joinChannel(conversationId), 'not-found')
  await expectProblem(bob.create({ kind: 'group', projectId, memberIds: [] }), 'not-found')
  const channels = await bob.call('GET /api/channels', {})
  expect(channels.items.map(({ id }) => id)).not.toContain(conversationId)
})

test('only owners change a project and its people', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId } = await projectWith(alice, [bob], 'editor')
  const { id: userId } = carol.user
  await expectProblem(bob.call('PATCH /api/projects/:projectId', { projectId, name: 'x' }), 'forbidden')
  await expectProblem(bob.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: true }), 'forbidden')
  await expectProblem(bob.call('DELETE /api/projects/:projectId', { projectId }), 'forbidden')
  await expectProblem(bob.call('POST /api/projects/:projectId/members', { projectId, userIds: [userId] }), 'forbidden')
  await expectProblem(
    bob.call('PATCH /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id, role: 'owner' }),
    'forbidden',
  )
  await expectProblem(
    bob.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: alice.user.id }),
    'forbidden',
  )
  await expectProblem(bob.call('GET /api/projects/:projectId/links', { projectId }), 'forbidden')
  await expectProblem(bob.call('POST /api/projects/:projectId/links', { projectId, role: 'editor' }), 'forbidden')
  await expectProblem(
    bob.call('PUT /api/projects/:projectId/cover', { projectId }, { file: await picture() }),
    'forbidden',
  )
})

test('a project is called anew, and its conversation with it', async () => {
  const { alice, bob } = await world()
  const { id: projectId, conversationId } = await projectWith(alice, [bob])
  await bob.until(({ conversations }) => conversations.has(conversationId), 'the conversation')
  const changed = await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Jetty', color: 'moss' })
  expect(changed).toMatchObject({ name: 'Jetty', color: 'moss' })
  await bob.until(({ conversations }) => conversations.get(conversationId)?.title === 'Jetty', 'the new title')
  await expectProblem(bob.change({ conversationId, title: 'mine' }), 'forbidden')
  await expectProblem(alice.change({ conversationId, title: 'by the side door' }), 'forbidden')
  await expectProblem(alice.leave(conversationId), 'forbidden')
  await expectProblem(alice.deleteConversation(conversationId), 'forbidden')
  await expectProblem(alice.addMembers(conversationId, [bob.user.id]), 'forbidden')
  const same = await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Jetty' })
  expect(same.head).toBe(changed.head)
})

test('whoever is taken out loses all of it at once, on open sockets too', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId, conversationId } = await projectWith(alice, [bob, carol])
  const side = await alice.create({ kind: 'group', title: 'Oars', projectId, memberIds: [bob.user.id] })
  await bob.until(({ conversations }) => conversations.has(side.id) && conversations.has(conversationId), 'both')
  const heard: string[] = []
  bob.socket?.onAny((event: string) => heard.push(event))
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  await bob.until(({ conversations }) => !conversations.has(side.id) && !conversations.has(conversationId), 'neither')
  expect(heard).toContain('project_gone')
  heard.length = 0
  await carol.send(conversationId, 'is bob gone?').sent
  await alice.send(side.id, 'only us').sent
  await alice.call('PATCH /api/projects/:projectId', { projectId, description: 'secret' })
  await alice.send(alice.lobbyId, 'everybody').sent
  await bob.until((state) => (state.conversations.get(bob.lobbyId)?.unread ?? 0) > 0, 'what everybody hears')
  expect(heard.filter((event) => event !== 'message' && event !== 'notification')).toEqual([])
  expect(heard.filter((event) => event === 'message')).toHaveLength(1)
  await expectProblem(bob.call('GET /api/projects/:projectId', { projectId }), 'not-found')
  await expectProblem(bob.send(side.id, 'still here').sent, 'not-found')
  const { items } = await carol.call('GET /api/projects/:projectId/members', { projectId })
  expect(items.map(({ user }) => user.username)).toEqual(['alice', 'carol'])
  expect((await carol.call('GET /api/projects/:projectId', { projectId })).memberCount).toBe(2)
})

test('the last owner neither leaves nor steps down', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await projectWith(alice, [bob])
  await expectProblem(
    alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: 'me' }),
    'last-owner',
  )
  await expectProblem(
    alice.call('PATCH /api/projects/:projectId/members/:userId', { projectId, userId: 'me', role: 'reader' }),
    'last-owner',
  )
  await alice.call('PATCH /api/projects/:projectId/members/:userId', {
    projectId,
    userId: bob.user.id,
    role: 'owner',
  })
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: 'me' })
  expect(await mine(alice)).toEqual([])
  expect(await mine(bob)).toMatchObject([{ role: 'owner', memberCount: 1 }])
})

test('an open project is found and joined by anybody, a private one by nobody', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId, conversationId } = await projectWith(alice, [bob])
  const found = async (): Promise<string[]> =>
    (await carol.call('GET /api/projects/directory', { q: 'BOAT' })).items.map(({ id }) => id)
  expect(await found()).toEqual([])
  await alice.call('PATCH /api/projects/:projectId', { projectId, visibility: 'open', joinRole: 'reader' })
  expect(await found()).toEqual([projectId])
  const joined = await carol.call('POST /api/projects/:projectId/join', { projectId })
  expect(joined).toMatchObject({ role: 'reader', memberCount: 3, unseen: 0 })
  await carol.until(({ conversations }) => conversations.has(conversationId), 'the conversation')
  const again = await carol.call('POST /api/projects/:projectId/join', { projectId })
  expect(again.head).toBe(joined.head)
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: carol.user.id })
  await expectProblem(carol.call('POST /api/projects/:projectId/join', { projectId }), 'not-found')
})

test('a link lets people in as often as it says, and as long as its maker owns the project', async () => {
  const { alice, bob, carol, stranger } = await world()
  const { id: projectId } = await projectWith(alice, [])
  const link = await alice.call('POST /api/projects/:projectId/links', { projectId, role: 'commenter', usesMax: 1 })
  const code = link.code ?? ''
  const seen = await bob.call('GET /api/project-links/:linkCode', { linkCode: code })
  expect(seen).toMatchObject({ project: { name: 'Boat house', isMember: false }, role: 'commenter' })
  const outcomes = await Promise.allSettled(
    [bob, carol, stranger].map((who) => who.call('POST /api/project-links/:linkCode/join', { linkCode: code })),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expectProblem(alice.call('GET /api/project-links/:linkCode', { linkCode: code }), 'not-found')
  const second = await alice.call('POST /api/projects/:projectId/links', { projectId, role: 'editor' })
  const secondCode = second.code ?? ''
  await alice.call('DELETE /api/projects/:projectId/links/:linkId', { projectId, linkId: second.id })
  await expectProblem(stranger.call('GET /api/project-links/:linkCode', { linkCode: secondCode }), 'not-found')
  expect((await alice.call('GET /api/projects/:projectId/links', { projectId })).items).toEqual([])
})

test('two who add the same person at once count them once', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId } = await projectWith(alice, [bob])
  await alice.call('PATCH /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id, role: 'owner' })
  const add = (who: Person) =>
    who.call('POST /api/projects/:projectId/members', { projectId, userIds: [carol.user.id], role: 'reader' })
  await Promise.all([add(alice), add(bob), add(alice)])
  expect((await mine(carol))[0]).toMatchObject({ memberCount: 3, role: 'reader' })
})

test('conversations of a project are for its people', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId } = await projectWith(alice, [bob])
  await expectProblem(
    alice.create({ kind: 'group', title: 'Sails', projectId, memberIds: [carol.user.id] }),
    'validation-failed',
  )
  const open = await alice.create({ kind: 'channel', title: 'Sails', projectId })
  await expectProblem(alice.addMembers(open.id, [carol.user.id]), 'validation-failed')
  await expectProblem(carol.joinChannel(open.id), 'not-found')
  await bob.joinChannel(open.id)
  const closed = await alice.create({ kind: 'group', title: 'Oars', projectId })
  const listed = async (who: Person) =>
    (await who.call('GET /api/projects/:projectId/conversations', { projectId })).items.map(({ title, isMember }) => [
      title,
      isMember,
    ])
  expect(await listed(alice)).toEqual([
    ['Boat house', true],
    ['Oars', true],
    ['Sails', true],
  ])
  expect(await listed(bob)).toEqual([
    ['Boat house', true],
    ['Sails', true],
  ])
  expect(has(bob, closed.id)).toBe(false)
})

test('a reader begins no conversation', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await projectWith(alice, [bob], 'reader')
  await expectProblem(bob.create({ kind: 'group', title: 'Mine', projectId }), 'forbidden')
})

test('an archived project is read-only, its conversations too, until it is opened again', async () => {
  const { alice, bob } = await world()
  const { id: projectId, conversationId } = await projectWith(alice, [bob])
  await bob.until(({ conversations }) => conversations.has(conversationId), 'the conversation')
  await alice.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: true })
  await bob.until(({ conversations }) => conversations.get(conversationId)?.isClosed === true, 'that it is closed')
  await expectProblem(bob.send(conversationId, 'too late').sent, 'forbidden')
  await expectProblem(alice.call('PATCH /api/projects/:projectId', { projectId, name: 'x' }), 'forbidden')
  await expectProblem(alice.create({ kind: 'channel', title: 'x', projectId }), 'forbidden')
  expect((await alice.call('GET /api/projects', { state: 'archived' })).items).toHaveLength(1)
  expect((await alice.call('GET /api/projects', { state: 'active' })).items).toEqual([])
  await alice.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: false })
  await bob.until(({ conversations }) => conversations.get(conversationId)?.isClosed === false, 'that it is open')
  await bob.send(conversationId, 'in time').sent
})

test('what was deleted may be taken back for thirty days', async () => {
  const { alice, bob } = await world()
  const { id: projectId, conversationId } = await projectWith(alice, [bob])
  const deleted = await alice.call('DELETE /api/projects/:projectId', { projectId })
  expect(Date.parse(deleted.deletesAt ?? '') - Date.now()).toBeGreaterThan(29 * 24 * 60 * 60 * 1000)
  await expectProblem(bob.send(conversationId, 'where is it?').sent, 'forbidden')
  await expectProblem(bob.call('POST /api/projects/:projectId/restore', { projectId }), 'forbidden')
  expect((await alice.call('POST /api/projects/:projectId/restore', { projectId })).deletesAt).toBeNull()
  await bob.send(conversationId, 'there it is').sent
})

test('a cover is made anew, replaced and taken away', async () => {
  const { alice, bob, raw } = await world()
  const { id: projectId } = await projectWith(alice, [bob])
  const { coverUrl } = await alice.call('PUT /api/projects/:projectId/cover', { projectId }, { file: await picture() })
  expect((await bob.call('GET /api/projects/:projectId', { projectId })).coverUrl).toBe(coverUrl)
  expect((await raw(coverUrl ?? '')).status).toBe(401)
  await alice.call('DELETE /api/projects/:projectId/cover', { projectId })
  const key = coverUrl?.split('/').at(-1) ?? ''
  await expectProblem(bob.call('GET /api/project-covers/:key', { key }), 'not-found')
})

test('when the account of the only owner goes, whoever may do most owns the project', async () => {
  const { alice, bob, carol, app } = await world()
  const { id: projectId } = await projectWith(carol, [alice], 'reader')
  await carol.call('POST /api/projects/:projectId/members', { projectId, userIds: [bob.user.id], role: 'editor' })
  await carol.call('DELETE /api/me', {})
  await app.ctx.background.idle()
  await expect
    .poll(async () => (await bob.call('GET /api/projects/:projectId', { projectId })).role, { timeout: 60_000 })
    .toBe('owner')
  expect((await alice.call('GET /api/projects/:projectId', { projectId })).memberCount).toBe(2)
})

test('what others did since one was there is counted, until one has seen it', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await projectWith(alice, [bob])
  const { head } = await bob.call('GET /api/projects/:projectId', { projectId })
  expect(await bob.call('PUT /api/projects/:projectId/seen', { projectId, rev: head })).toEqual({
    seenRev: head,
    unseen: 0,
  })
  await alice.call('PATCH /api/projects/:projectId', { projectId, description: 'by the lake' })
  expect((await mine(bob))[0]?.unseen).toBe(1)
  expect((await mine(alice))[0]?.unseen).toBe(0)
  const back = await bob.call('PUT /api/projects/:projectId/seen', { projectId, rev: 1 })
  expect(back).toEqual({ seenRev: head, unseen: 1 })
})
