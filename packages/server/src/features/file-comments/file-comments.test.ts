import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { Notification } from '@kith/protocol/notifications.ts'
import type { Project } from '@kith/protocol/projects.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { bring } from '../../testing/project-files.ts'
import { Ear, socketOf } from '../../testing/wire.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const nobody = '0190aaaa-0000-7000-8000-000000000001'

/** A project of alice's with bob as an editor and carol as a commenter, and a file of bob's in it. */
async function yard(): Promise<World & { project: Project; at: { projectId: string; fileId: string } }> {
  const place = await world()
  const { alice, bob, carol } = place
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Yard', memberIds: [bob.user.id] })
  const added = { projectId, userIds: [carol.user.id], role: 'commenter' as const }
  const project = await alice.call('POST /api/projects/:projectId/members', added)
  const { id: fileId } = await bring(bob, { projectId }, 'hull.txt', 'hull.txt')
  return { ...place, project, at: { projectId, fileId } }
}

type Said = Omit<CallInput<'POST /api/projects/:projectId/files/:fileId/comments'>, 'clientId'>

function say(person: Person, input: Said): Promise<FileComment> {
  return person.call('POST /api/projects/:projectId/files/:fileId/comments', {
    ...input,
    clientId: crypto.randomUUID(),
  })
}

async function listed(person: Person, at: { projectId: string; fileId: string }, state?: 'open' | 'resolved') {
  const asked = { ...at, ...(state === undefined ? {} : { state }) }
  return (await person.call('GET /api/projects/:projectId/files/:fileId/comments', asked)).items
}

async function toldOf(person: Person, fileId: string): Promise<Notification[]> {
  return (await person.call('GET /api/notifications', {})).items.filter((notice) => notice.fileId === fileId)
}

async function openOf(person: Person, { projectId, fileId }: { projectId: string; fileId: string }) {
  const { entries } = await person.call('GET /api/projects/:projectId/changes', { projectId, since: 0 })
  return entries.find(({ id }) => id === fileId)?.openComments
}

async function role(owner: Person, projectId: string, person: Person, given: 'reader' | 'commenter') {
  const input = { projectId, userId: person.user.id, role: given }
  await owner.call('PATCH /api/projects/:projectId/members/:userId', input)
}

test('people talk about a file, and each answer stands with what it answers', async () => {
  const { alice, bob, carol, at } = await yard()
  const ear = new Ear(socketOf(bob))
  const first = await say(alice, { ...at, body: 'is the keel dry?', anchor: { page: 1 } })
  const heard = await ear.hears('file_comment_changed', ({ comment }) => comment.id === first.id)
  expect(heard).toMatchObject({ comment: first, entry: { id: at.fileId, openComments: 1, rev: first.rev } })
  const second = await say(carol, { ...at, body: 'and the mast?' })
  const answer = await say(bob, { ...at, body: 'bone dry', parentId: first.id })
  const further = await say(alice, { ...at, body: 'good', parentId: answer.id })
  expect(further.parentId).toBe(first.id)
  expect(await listed(carol, at)).toEqual([first, answer, further, second])
  expect(first).toMatchObject({ version: 1, anchor: { page: 1 }, author: { username: 'alice' }, parentId: null })
  expect(await openOf(bob, at)).toBe(4)
})

test('the same clientId says it once', async () => {
  const { alice, bob, at } = await yard()
  const input = { ...at, body: 'one plank is loose', clientId: crypto.randomUUID() }
  const both = await Promise.all([
    alice.call('POST /api/projects/:projectId/files/:fileId/comments', input),
    alice.call('POST /api/projects/:projectId/files/:fileId/comments', input),
  ])
  expect(both[0]).toEqual(both[1])
  expect(await listed(bob, at)).toHaveLength(1)
  const other = { ...input, body: 'two planks are loose' }
  await expectProblem(alice.call('POST /api/projects/:projectId/files/:fileId/comments', other), 'client-id-reused')
})

test('a comment names the version that it was written on', async () => {
  const place = await yard()
  const { alice, bob, at } = place
  await bring(bob, { projectId: at.projectId }, 'drawn anew', 'hull.txt')
  expect(await say(alice, { ...at, body: 'better' })).toMatchObject({ version: 2 })
  expect(await say(alice, { ...at, body: 'as it was', version: 1 })).toMatchObject({ version: 1 })
  await expectProblem(say(alice, { ...at, body: 'to come', version: 3 }), 'not-found')
})

test('readers read comments and say none; who was made one may still take back what they said', async () => {
  const { alice, carol, at } = await yard()
  const own = await say(carol, { ...at, body: 'mine' })
  await role(alice, at.projectId, carol, 'reader')
  const one = { ...at, commentId: own.id }
  expect(await listed(carol, at)).toHaveLength(1)
  await expectProblem(say(carol, { ...at, body: 'more' }), 'forbidden')
  await expectProblem(
    carol.call('PATCH /api/projects/:projectId/files/:fileId/comments/:commentId', { ...one, body: 'other' }),
    'forbidden',
  )
  await expectProblem(
    carol.call('PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved', { ...one, isResolved: true }),
    'forbidden',
  )
  const gone = await carol.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', one)
  expect(gone).toMatchObject({ body: '', anchor: null })
})

test('who is not in the project learns nothing of its comments', async () => {
  const { alice, stranger, at, raw } = await yard()
  const { id } = await say(alice, { ...at, body: 'secret varnish' })
  const { token } = await stranger.call('POST /api/auth/tokens', { name: 'probe', scopes: ['read', 'write'] })
  const asked = async (projectId: string, path: string, method: string, body?: object): Promise<unknown> => {
    const answer = await raw(`/api/projects/${projectId}/files/${at.fileId}/comments${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: { ...((await answer.json()) as object), requestId: null } }
  }
  const clientId = crypto.randomUUID()
  const calls = [
    ['', 'GET'],
    ['', 'POST', { body: 'hello', clientId }],
    [`/${id}`, 'PATCH', { body: 'hello' }],
    [`/${id}`, 'DELETE'],
    [`/${id}/resolved`, 'PUT', { isResolved: true }],
  ] as const
  for (const [path, method, body] of calls) {
    const known = await asked(at.projectId, path, method, body)
    expect(known).toMatchObject({ status: 404 })
    expect(known).toEqual(await asked(nobody, path, method, body))
  }
})

test('a comment is found only with its own file and project', async () => {
  const place = await yard()
  const { alice, bob, at } = place
  const { id: commentId } = await say(alice, { ...at, body: 'here' })
  const other = await bring(bob, { projectId: at.projectId }, 'x', 'sail.txt')
  const elsewhere = await alice.call('POST /api/projects', { name: 'Elsewhere' })
  const places = [
    { projectId: at.projectId, fileId: other.id },
    { projectId: elsewhere.id, fileId: at.fileId },
  ]
  for (const wrong of places) {
    const one = { ...wrong, commentId }
    await expectProblem(
      alice.call('PATCH /api/projects/:projectId/files/:fileId/comments/:commentId', { ...one, body: 'x' }),
      'not-found',
    )
    await expectProblem(
      alice.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', one),
      'not-found',
    )
    await expectProblem(say(alice, { ...wrong, body: 'x', parentId: commentId }), 'not-found')
  }
  expect(await listed(alice, at)).toMatchObject([{ body: 'here' }])
})

test('only its author changes a comment; owners of the project may take any away', async () => {
  const { alice, bob, carol, at } = await yard()
  const { id: commentId } = await say(carol, { ...at, body: 'too blue' })
  const one = { ...at, commentId }
  const edit = (person: Person, body: string): Promise<FileComment> =>
    person.call('PATCH /api/projects/:projectId/files/:fileId/comments/:commentId', { ...one, body })
  await expectProblem(edit(alice, 'fine'), 'forbidden')
  const edited = await edit(carol, 'too green')
  expect(edited).toMatchObject({ body: 'too green', editedAt: expect.any(String) })
  expect(await edit(carol, 'too green')).toEqual(edited)
  const take = (person: Person): Promise<FileComment> =>
    person.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', one)
  await expectProblem(take(bob), 'forbidden')
  expect(await take(alice)).toMatchObject({ body: '', deletedAt: expect.any(String) })
  await expectProblem(edit(carol, 'again'), 'already-deleted')
  expect(await listed(bob, at)).toEqual([])
  const { comments } = await bob.call('GET /api/projects/:projectId/changes', { projectId: at.projectId, since: 0 })
  expect(comments).toMatchObject([{ id: commentId, body: '', deletedAt: expect.any(String) }])
})

test('what is settled is settled with its answers, and what is open is counted', async () => {
  const { alice, bob, at } = await yard()
  const first = await say(alice, { ...at, body: 'caulk it' })
  const answer = await say(bob, { ...at, body: 'done', parentId: first.id })
  await say(bob, { ...at, body: 'and paint?' })
  const settle = (commentId: string, isResolved: boolean): Promise<FileComment> =>
    bob.call('PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved', {
      ...at,
      commentId,
      isResolved,
    })
  await expectProblem(settle(answer.id, true), 'forbidden')
  const settled = await settle(first.id, true)
  expect(settled).toMatchObject({ resolvedBy: { username: 'bob' }, resolvedAt: expect.any(String) })
  expect(await settle(first.id, true)).toEqual(settled)
  expect(await openOf(alice, at)).toBe(1)
  expect((await listed(alice, at, 'resolved')).map(({ body }) => body)).toEqual(['caulk it', 'done'])
  expect((await listed(alice, at, 'open')).map(({ body }) => body)).toEqual(['and paint?'])
  await settle(first.id, false)
  expect(await openOf(alice, at)).toBe(3)
  await bob.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', { ...at, commentId: answer.id })
  expect(await openOf(alice, at)).toBe(2)
})

test('whoever brought the file, is answered or is named is told once, and led to the comment', async () => {
  const { alice, bob, carol, at } = await yard()
  const first = await say(carol, { ...at, body: 'nice lines' })
  await expect.poll(() => toldOf(bob, at.fileId)).toHaveLength(1)
  const [ofBob] = await toldOf(bob, at.fileId)
  expect(ofBob).toMatchObject({
    kind: 'file-comment',
    actors: [{ username: 'carol' }],
    projectId: at.projectId,
    projectName: 'Yard',
    fileId: at.fileId,
    fileName: 'hull.txt',
    commentId: first.id,
    excerpt: 'nice lines',
  })
  const second = await say(bob, { ...at, body: 'thanks, @alice drew them', parentId: first.id })
  const kinds = async (person: Person): Promise<string[]> =>
    (await toldOf(person, at.fileId)).filter(({ commentId }) => commentId === second.id).map(({ kind }) => kind)
  await expect.poll(() => kinds(alice)).toEqual(['file-mention'])
  await expect.poll(() => kinds(carol)).toEqual(['file-comment'])
  expect(second.mentions).toMatchObject({ alice: { id: alice.user.id } })
  expect(await kinds(bob)).toEqual([])
})

test('a notice of a comment is gone with the comment, and with the way into the project', async () => {
  const { alice, bob, carol, at } = await yard()
  const toBob = await say(carol, { ...at, body: 'look, @alice' })
  const seen = async (person: Person): Promise<number> => (await toldOf(person, at.fileId)).length
  await expect.poll(() => seen(alice)).toBe(1)
  await expect.poll(() => seen(bob)).toBe(1)
  const out = { projectId: at.projectId, userId: bob.user.id }
  await alice.call('DELETE /api/projects/:projectId/members/:userId', out)
  expect([await seen(alice), await seen(bob)]).toEqual([1, 0])
  await carol.call('PATCH /api/projects/:projectId/files/:fileId/comments/:commentId', {
    ...at,
    commentId: toBob.id,
    body: 'look, somebody',
  })
  expect(await seen(alice)).toBe(0)
})

test('a notice of a comment waits while the file is in the trash', async () => {
  const { bob, carol, at } = await yard()
  await say(carol, { ...at, body: 'mind the step' })
  await expect.poll(() => toldOf(bob, at.fileId)).toHaveLength(1)
  const some = { projectId: at.projectId, ids: [at.fileId] }
  await bob.call('POST /api/projects/:projectId/files/trash', some)
  expect(await toldOf(bob, at.fileId)).toEqual([])
  await expectProblem(say(carol, { ...at, body: 'and the other' }), 'not-found')
  await bob.call('POST /api/projects/:projectId/files/restore', some)
  expect(await toldOf(bob, at.fileId)).toHaveLength(1)
})

test('whoever was taken out hears nothing more of what is said, and may say nothing', async () => {
  const { alice, bob, carol, at } = await yard()
  const own = await say(carol, { ...at, body: 'mine' })
  const ear = new Ear(socketOf(carol))
  const out = { projectId: at.projectId, userId: carol.user.id }
  await alice.call('DELETE /api/projects/:projectId/members/:userId', out)
  await ear.hears('project_gone')
  await say(bob, { ...at, body: 'only us now', parentId: own.id })
  await alice.send(alice.lobbyId, 'everybody').sent
  await ear.hears('message', ({ body }) => body === 'everybody')
  expect(ear.all('file_comment_changed').filter(({ comment }) => comment.id !== own.id)).toEqual([])
  expect(ear.text()).not.toContain('only us now')
  await expectProblem(listed(carol, at), 'not-found')
  await expectProblem(say(carol, { ...at, body: 'still here' }), 'not-found')
  const one = { ...at, commentId: own.id }
  await expectProblem(carol.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', one), 'not-found')
})

test('what no comment may be is refused', async () => {
  const { alice, at } = await yard()
  const wrong: Said[] = [
    { ...at, body: ' ' },
    { ...at, body: 'x'.repeat(4_001) },
    { ...at, body: 'x', version: 0 },
    { ...at, body: 'x', anchor: { box: { x: 2, y: 0, width: 0, height: 0 } } },
    { ...at, body: Array.from({ length: 101 }, (_, index) => `@p${index}`).join(' ') },
  ]
  for (const each of wrong) await expectProblem(say(alice, each), 'validation-failed')
  await expectProblem(say(alice, { ...at, fileId: nobody, body: 'x' }), 'not-found')
  expect(await listed(alice, at)).toEqual([])
})

test('comments stay when their author goes, and go with what they wrote where they want it', async () => {
  const { alice, bob, carol, at, app } = await yard()
  await say(bob, { ...at, body: 'from bob' })
  await say(carol, { ...at, body: 'from carol to @bob' })
  await bob.call('DELETE /api/me', { erasesMessages: 'false' })
  await carol.call('DELETE /api/me', { erasesMessages: 'true' })
  app.ctx.jobs.wake()
  await app.ctx.background.idle()
  const left = await listed(alice, at)
  expect(left).toMatchObject([{ body: 'from bob', author: { username: '', displayName: '' } }])
  expect(await openOf(alice, at)).toBe(1)
})

test('in a project that is read-only nobody says anything', async () => {
  const { alice, bob, at } = await yard()
  const { id: commentId } = await say(bob, { ...at, body: 'before' })
  await alice.call('PUT /api/projects/:projectId/archived', { projectId: at.projectId, isArchived: true })
  await expectProblem(say(bob, { ...at, body: 'after' }), 'forbidden')
  await expectProblem(
    bob.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', { ...at, commentId }),
    'forbidden',
  )
  expect(await listed(bob, at)).toHaveLength(1)
})
