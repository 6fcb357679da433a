import type { Project } from '@kith/protocol/projects.ts'
import { ProjectFollower } from '@kith/sdk/project-follower.ts'
import type { ProjectNews } from '@kith/sdk/project-follower.ts'
import { Projects, projectsInOrder } from '@kith/sdk/projects.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { bring } from '../../testing/project-files.ts'
import { until } from '../../testing/until.ts'
import { expectProblem, world } from '../../testing/world.ts'

async function begin(owner: Person, others: Person[], name = 'Boat house'): Promise<Project> {
  return owner.call('POST /api/projects', { name, memberIds: others.map(({ user }) => user.id) })
}

/** The list of a person's projects on this device. */
async function listOf(person: Person): Promise<Projects> {
  const kept = new Projects(person)
  await kept.start()
  onTestFinished(() => kept.stop())
  return kept
}

const names = (kept: Projects): string[] => projectsInOrder(kept.state).map(({ name }) => name)

/** A project that somebody looks at, and all that was told of it. */
async function lookAt(person: Person, projectId: string) {
  const follower = new ProjectFollower(person, projectId)
  onTestFinished(() => follower.close())
  const told: ProjectNews[] = []
  const heard = { subscribe: (listener: () => void) => follower.listen(() => listener()) }
  follower.listen((news) => {
    // One's own entry comes by itself as well, as when one was added a moment ago.
    const isOwnAlone = news.own !== undefined && !news.isStale && news.members.length + news.entries.length === 0
    if (!isOwnAlone) told.push(news)
  })
  const project = await follower.start()
  return {
    project,
    told,
    settled: () => follower.settled(),
    hears: (is: (told: ProjectNews[]) => boolean, what: string) => until(heard, () => is(told), what),
  }
}

test('the list of projects has what others made, changed and took away, without being asked for again', async () => {
  const { alice, bob } = await world()
  const kept = await listOf(bob)
  expect(kept.state.isLoaded).toBe(true)
  const { id: projectId } = await begin(alice, [bob])
  await until(kept, () => kept.state.projects.has(projectId), 'a project that bob was added to')
  expect(names(kept)).toEqual(['Boat house'])

  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Boathouse', color: 'moss' })
  await until(kept, () => kept.state.projects.get(projectId)?.color === 'moss', 'its new colour')
  expect(names(kept)).toEqual(['Boathouse'])

  await alice.call('PATCH /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id, role: 'reader' })
  await until(kept, () => kept.state.projects.get(projectId)?.role === 'reader', 'his new role')

  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  await until(kept, () => !kept.state.projects.has(projectId), 'that he is in it no more')
})

test('what happened while there was no connection is in the list once there is one', async () => {
  const { alice, bob } = await world()
  const { id: left } = await begin(alice, [bob], 'Left')
  const { id: changed } = await begin(alice, [bob], 'Before')
  const kept = await listOf(bob)
  expect(names(kept).toSorted()).toEqual(['Before', 'Left'])
  bob.socket?.disconnect()
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId: left, userId: bob.user.id })
  await alice.call('PATCH /api/projects/:projectId', { projectId: changed, name: 'After' })
  await begin(alice, [bob], 'New')
  expect(names(kept).toSorted()).toEqual(['Before', 'Left'])
  bob.tryNow()
  await until(kept, () => names(kept).toSorted().join() === 'After,New', 'all that was missed')
})

test('how much is new is what the server counts, and nothing once it was seen', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const kept = await listOf(bob)
  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Boathouse' })
  const unseen = (): number | undefined => kept.state.projects.get(projectId)?.unseen
  await until(kept, () => unseen() === 2, 'that it was begun and changed')
  const head = kept.state.projects.get(projectId)?.head ?? 0
  const phone = await listOf(bob)
  await kept.see(projectId, head)
  expect(unseen()).toBe(0)
  await until(phone, () => phone.state.projects.get(projectId)?.unseen === 0, 'the same on the other device')
})

test('whoever signs in next finds nothing of the projects before', async () => {
  const { alice } = await world()
  await begin(alice, [])
  const kept = await listOf(alice)
  expect(names(kept)).toEqual(['Boat house'])
  kept.stop()
  expect(kept.state).toEqual({ projects: new Map(), isLoaded: false })
  await begin(alice, [], 'Later')
  expect(kept.state.projects.size).toBe(0)
})

test('who looks at a project is told of each change in the order of its rev', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { project, told, hears } = await lookAt(bob, projectId)
  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Boathouse' })
  await alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [carol.user.id] })
  await hears((all) => all.some(({ members }) => members.length > 0), 'that carol came')
  const revs = told.flatMap(({ project: changed, members }) => [
    ...(changed === undefined ? [] : [changed.rev]),
    ...members.map(({ rev }) => rev),
  ])
  expect(revs).toEqual([project.head + 1, project.head + 2])
  expect(told.flatMap(({ members }) => members)).toMatchObject([{ user: { id: carol.user.id }, role: 'editor' }])
})

test('who is taken out of a project that they look at is told so, and hears nothing more', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { told, hears } = await lookAt(bob, projectId)
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  await hears((all) => all.at(-1)?.isGone === true, 'that it is gone')
  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Without him' })
  // What is told to both comes later than that.
  const { lobbyId } = alice
  await alice.send(lobbyId, 'hello').sent
  await bob.until((state) => state.conversations.get(lobbyId)?.lastMessage?.body === 'hello', 'a later event')
  expect(told.at(-1)?.isGone).toBe(true)
})

test('who is let in again has what they look at loaded anew', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { told, hears } = await lookAt(bob, projectId)
  const userId = bob.user.id
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId })
  await hears((all) => all.at(-1)?.isGone === true, 'that it is gone')
  await alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [userId] })
  await hears((all) => all.some(({ isStale }) => isStale), 'that it is there again')
  expect(told.find(({ isStale }) => isStale)?.own).toMatchObject({ id: projectId, role: 'editor' })
})

/** Resolves once this device has heard all that it was told before. */
async function hasHeard(person: Person, from: Person): Promise<void> {
  const body = `after ${crypto.randomUUID()}`
  await from.send(from.lobbyId, body).sent
  await person.until((state) => state.conversations.get(from.lobbyId)?.lastMessage?.body === body, 'a later event')
}

test('what was read before somebody was taken out and is told after it brings nothing back', async () => {
  const { alice, bob, app } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const kept = await listOf(bob)
  const { told, hears } = await lookAt(bob, projectId)
  const before = await bob.call('GET /api/projects/:projectId', { projectId })
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  await hears((all) => all.at(-1)?.isGone === true, 'that it is gone')
  app.ctx.live.toUser(bob.user.id, 'project', before)
  await hasHeard(bob, alice)
  expect(told.at(-1)).toMatchObject({ isGone: true })
  expect(kept.state.projects.has(projectId)).toBe(false)
})

test('who hears that they were taken out only after they were let in again keeps the project', async () => {
  const { alice, bob, app } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const userId = bob.user.id
  const kept = await listOf(bob)
  const { told, hears } = await lookAt(bob, projectId)
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId })
  const { head: rev } = await alice.call('GET /api/projects/:projectId', { projectId })
  await alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [userId] })
  await hears((all) => all.some(({ isStale }) => isStale), 'that it is there again')
  app.ctx.live.toUser(userId, 'project_gone', { projectId, rev })
  await hasHeard(bob, alice)
  expect(told.filter(({ isGone }) => isGone)).toHaveLength(1)
  expect(kept.state.projects.has(projectId)).toBe(true)
})

test('who was let in again while they were being answered that there is nothing keeps the project', async () => {
  const { alice, bob, app } = await world()
  const { id: projectId, head, conversationId } = await begin(alice, [bob])
  const userId = bob.user.id
  const { told, hears, settled } = await lookAt(bob, projectId)
  const { promise: mayCome, resolve: come } = Promise.withResolvers<void>()
  const { promise: isOut, resolve: out } = Promise.withResolvers<void>()
  const { promise: wasAnswered, resolve: answered } = Promise.withResolvers<void>()
  const { promise: wasAsked, resolve: asked } = Promise.withResolvers<void>()
  const call = bob.api.call.bind(bob.api)
  vi.spyOn(bob.api, 'call').mockImplementationOnce(async (...question) => {
    asked()
    await isOut
    const answer = await call(...question).catch((error: unknown) => error)
    answered()
    await mayCome
    throw answer
  })
  app.ctx.live.toConversation({ conversationId }, 'project_entries_changed', {
    projectId,
    rev: head + 1,
    entries: null,
  })
  await wasAsked
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId })
  out()
  await wasAnswered
  await alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [userId] })
  await hears((all) => all.some(({ isStale }) => isStale), 'that it is there again')
  come()
  await settled()
  expect(told.at(-1)?.isGone).toBe(false)
})

test('who looked at a project before the connection went is told all that was missed, as it is now', async () => {
  const { alice, bob, carol } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const plan = await bring(alice, { projectId }, 'one', 'plan.txt')
  const { project, told, hears } = await lookAt(bob, projectId)
  bob.socket?.disconnect()
  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Boathouse' })
  await bring(alice, { projectId }, 'two', 'plan.txt')
  const quote = await bring(alice, { projectId }, 'much', 'quote.txt')
  await alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [carol.user.id] })
  expect(told).toEqual([])
  bob.tryNow()
  await hears((all) => all.some(({ members }) => members.length > 0), 'what was missed')
  expect(told.flatMap(({ entries }) => entries)).toMatchObject([
    { id: plan.id, version: 2 },
    { id: quote.id, version: 1 },
  ])
  expect(told.flatMap(({ own }) => own ?? [])).toMatchObject([{ name: 'Boathouse', head: project.head + 4 }])
  // From there on each change is told by itself again.
  const before = told.length
  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Boat house' })
  await hears((all) => all.at(-1)?.project?.name === 'Boat house', 'the next change')
  expect(told.slice(before)).toMatchObject([{ project: { rev: project.head + 5 } }])
})

test('who was away when a file went for good hears that it did, and finds nothing of what was said about it', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { id: fileId } = await bring(alice, { projectId }, 'one', 'plan.txt')
  const at = { projectId, fileId }
  const said = { ...at, body: 'mind the step', clientId: crypto.randomUUID() }
  const { id: commentId } = await alice.call('POST /api/projects/:projectId/files/:fileId/comments', said)
  const { told, hears } = await lookAt(bob, projectId)
  bob.socket?.disconnect()
  await alice.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [fileId] })
  await alice.call('POST /api/projects/:projectId/files/purge', { projectId, ids: [fileId] })
  bob.tryNow()
  await hears((all) => all.some(({ entries }) => entries.length > 0), 'what was missed')
  expect(told.flatMap(({ entries }) => entries)).toMatchObject([{ id: fileId, isGone: true, openComments: 0 }])
  expect(told.flatMap(({ comments }) => comments)).toEqual([])
  await expectProblem(bob.call('GET /api/projects/:projectId/files/:fileId/comments', at), 'not-found')
  const comment = { ...at, commentId }
  await expectProblem(
    alice.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', comment),
    'not-found',
  )
})

test('what is too much to be named in an event is asked for', async () => {
  const { alice, bob, app } = await world()
  const { id: projectId, conversationId } = await begin(alice, [bob])
  const { told, hears } = await lookAt(bob, projectId)
  const plan = await bring(alice, { projectId }, 'one', 'plan.txt')
  await hears((all) => all.some(({ entries }) => entries.length > 0), 'a file')
  const rev = plan.rev + 1
  // As whoever moves a folder with ten thousand files in it does.
  await app.ctx.db.write(async (tx) => {
    await tx.updateTable('project_entries').set({ rev }).where('id', '=', plan.id).execute()
    await tx.updateTable('projects').set({ head: rev }).where('id', '=', projectId).execute()
  })
  app.ctx.live.toConversation({ conversationId }, 'project_entries_changed', { projectId, rev, entries: null })
  await hears((all) => all.flatMap(({ entries }) => entries).at(-1)?.rev === rev, 'the file as it is now')
  expect(told.some(({ isStale }) => isStale)).toBe(false)
})

test('an event that was lost on the way is made up for by the next one', async () => {
  const { alice, bob, app } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { told, hears } = await lookAt(bob, projectId)
  const plan = await bring(alice, { projectId }, 'plan.txt', 'one')
  await hears((all) => all.some(({ entries }) => entries.length > 0), 'a file')
  const lost = plan.rev + 1
  await app.ctx.db.write(async (tx) => {
    await tx.updateTable('project_entries').set({ rev: lost }).where('id', '=', plan.id).execute()
    await tx.updateTable('projects').set({ head: lost }).where('id', '=', projectId).execute()
  })
  await alice.call('PATCH /api/projects/:projectId', { projectId, name: 'Boathouse' })
  await hears((all) => all.flatMap(({ entries }) => entries).at(-1)?.rev === lost, 'what was lost')
  expect(told.flatMap(({ own }) => own ?? []).at(-1)).toMatchObject({ name: 'Boathouse', head: lost + 1 })
})

test('who was away for longer than can be told loads what they look at anew', async () => {
  const { alice, bob, app } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { project, told, hears } = await lookAt(bob, projectId)
  bob.socket?.disconnect()
  await app.ctx.db.write((tx) =>
    tx
      .updateTable('projects')
      .set({ head: project.head + 2_001 })
      .where('id', '=', projectId)
      .execute(),
  )
  bob.tryNow()
  await hears((all) => all.some(({ isStale }) => isStale), 'that it is stale')
  expect(told).toMatchObject([{ isStale: true, entries: [], own: { head: project.head + 2_001 } }])
})

test('who was taken out while there was no connection is told so with the next one', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { told, hears } = await lookAt(bob, projectId)
  bob.socket?.disconnect()
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  bob.tryNow()
  await hears((all) => all.length > 0, 'that it is gone')
  expect(told).toMatchObject([{ isGone: true }])
})

test('who was let in again while there was no connection has what they look at loaded anew with the next one', async () => {
  const { alice, bob } = await world()
  const { id: projectId } = await begin(alice, [bob])
  const { hears } = await lookAt(bob, projectId)
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: bob.user.id })
  await hears((all) => all.some(({ isGone }) => isGone), 'that it is gone')
  bob.socket?.disconnect()
  await bob.until(({ connection }) => connection.state !== 'online', 'no connection')
  await alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [bob.user.id] })
  bob.tryNow()
  await hears((all) => all.some(({ isStale }) => isStale), 'that it is there again')
})
