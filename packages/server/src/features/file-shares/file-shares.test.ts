import type { AccessRequest, SharedFile } from '@kith/protocol/file-shares.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { bring } from '../../testing/project-files.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const nobody = '0190aaaa-0000-7000-8000-000000000001'

interface Yard extends World {
  projectId: string
  fileId: string
  /** Of alice, bob and carol; carol is not in the project. */
  groupId: string
}

/** A project of alice's and bob's with a file in it, and a group that carol is in too. */
async function yard(): Promise<Yard> {
  const place = await world()
  const { alice, bob, carol } = place
  const input = { name: 'Yard', memberIds: [bob.user.id], announcesFiles: false }
  const { id: projectId } = await alice.call('POST /api/projects', input)
  const { id: fileId } = await bring(bob, { projectId }, 'oak and tar', 'secret hull.txt')
  const group = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id, carol.user.id] })
  return { ...place, projectId, fileId, groupId: group.id }
}

function share(person: Person, conversationId: string, fileIds: string[], body = ''): Promise<Message> {
  return person.send(conversationId, body, null, [], { fileIds }).sent
}

async function card(person: Person, fileId: string): Promise<SharedFile | undefined> {
  return (await person.call('GET /api/shared-files', { ids: fileId })).items[0]
}

async function asked(person: Person, projectId: string): Promise<AccessRequest[]> {
  return (await person.call('GET /api/projects/:projectId/requests', { projectId })).items
}

test('a message shares the file itself, and tells nobody more of it than they may see', async () => {
  const { bob, carol, projectId, fileId, groupId, raw } = await yard()
  const message = await share(bob, groupId, [fileId])
  expect(message).toMatchObject({ body: '', sharedFiles: [fileId], attachments: [] })
  await carol.until(({ conversations }) => conversations.get(groupId)?.lastMessage?.id === message.id, 'the message')
  const page = await raw(`/api/conversations/${groupId}/messages`, { headers: { cookie: carol.api.cookies() } })
  expect(await page.text()).not.toMatch(/hull|Yard/)
  expect(await card(carol, fileId)).toEqual({
    fileId,
    state: 'hidden',
    entry: null,
    projectName: null,
    hasAsked: false,
  })
  expect(await card(bob, fileId)).toMatchObject({
    state: 'visible',
    entry: { name: 'secret hull.txt', version: 1 },
    projectName: 'Yard',
  })
  await bring(bob, { projectId }, 'oak, tar and hemp', 'secret hull.txt')
  expect(await card(bob, fileId)).toMatchObject({ entry: { version: 2 } })
})

test('nobody shares what they cannot read, and asks for nothing that no message shows them', async () => {
  const { alice, bob, carol, stranger, projectId, fileId, groupId } = await yard()
  await expectProblem(share(carol, groupId, [fileId], 'look'), 'not-found')
  await expectProblem(share(bob, groupId, [nobody], 'look'), 'not-found')
  await expectProblem(share(bob, groupId, [fileId, fileId]), 'validation-failed')
  const folder = await bob.call('POST /api/projects/:projectId/folders', { projectId, name: 'ropes' })
  await expectProblem(share(bob, groupId, [folder.id]), 'not-found')
  expect(await card(carol, fileId)).toBeUndefined()
  await share(bob, groupId, [fileId])
  expect(await card(stranger, fileId)).toBeUndefined()
  await expectProblem(stranger.call('POST /api/shared-files/:fileId/requests', { fileId }), 'not-found')
  await expectProblem(stranger.call('POST /api/shared-files/:fileId/requests', { fileId: nobody }), 'not-found')
  await expectProblem(
    carol.call('GET /api/projects/:projectId/files/:fileId/shares', { projectId, fileId }),
    'not-found',
  )
  await bob.call('POST /api/projects/:projectId/files/trash', { projectId, ids: [fileId] })
  expect(await card(alice, fileId)).toMatchObject({ state: 'gone', entry: null, projectName: null })
  await expectProblem(share(bob, groupId, [fileId], 'again'), 'not-found')
})

test('whoever came later learns nothing of what was shared before', async () => {
  const { alice, bob, stranger, fileId, groupId } = await yard()
  await share(bob, groupId, [fileId])
  await alice.addMembers(groupId, [stranger.user.id])
  expect(await card(stranger, fileId)).toBeUndefined()
  await expectProblem(stranger.call('POST /api/shared-files/:fileId/requests', { fileId }), 'not-found')
  await share(bob, groupId, [fileId])
  expect(await card(stranger, fileId)).toMatchObject({ state: 'hidden' })
})

test('the same clientId shares once, and not something else', async () => {
  const { bob, projectId, fileId, groupId } = await yard()
  const other = await bring(bob, { projectId }, 'x', 'other.txt')
  const input = { conversationId: groupId, body: '', clientId: crypto.randomUUID(), fileIds: [fileId] }
  const first = await bob.call('POST /api/conversations/:conversationId/messages', input)
  expect(await bob.call('POST /api/conversations/:conversationId/messages', input)).toEqual(first)
  for (const fileIds of [[other.id], [fileId, other.id]]) {
    await expectProblem(
      bob.call('POST /api/conversations/:conversationId/messages', { ...input, fileIds }),
      'client-id-reused',
    )
  }
})

test('what is forwarded shares the same files; what is deleted shares none', async () => {
  const { alice, bob, carol, projectId, fileId, groupId } = await yard()
  const message = await share(bob, groupId, [fileId], 'the hull')
  const direct = await carol.call('POST /api/conversations', { kind: 'direct', memberIds: [alice.user.id] })
  const forward = { messageId: message.id, conversationId: direct.id, clientId: crypto.randomUUID() }
  const forwarded = await carol.call('POST /api/messages/:messageId/forward', forward)
  expect(forwarded.sharedFiles).toEqual([fileId])
  const shares = async (person: Person): Promise<string[]> =>
    (await person.call('GET /api/projects/:projectId/files/:fileId/shares', { projectId, fileId })).items.map(
      ({ messageId }) => messageId,
    )
  expect(await shares(alice)).toEqual([forwarded.id, message.id])
  expect(await shares(bob)).toEqual([message.id])
  const deleted = await bob.call('DELETE /api/messages/:messageId', { messageId: message.id })
  expect(deleted.sharedFiles).toEqual([])
  expect(await shares(alice)).toEqual([forwarded.id])
  expect(await card(carol, fileId)).toMatchObject({ state: 'hidden' })
  await carol.call('DELETE /api/messages/:messageId', { messageId: forwarded.id })
  expect(await card(carol, fileId)).toBeUndefined()
})

test('a message of files alone may lose its text; one without anything may not', async () => {
  const { bob, fileId, groupId } = await yard()
  const message = await share(bob, groupId, [fileId], 'the hull')
  const emptied = await bob.call('PATCH /api/messages/:messageId', { messageId: message.id, body: '' })
  expect(emptied).toMatchObject({ body: '', sharedFiles: [fileId] })
  const plain = await bob.send(groupId, 'only words').sent
  await expectProblem(
    bob.call('PATCH /api/messages/:messageId', { messageId: plain.id, body: '' }),
    'validation-failed',
  )
  const reply = await bob.send(groupId, 'that one', message.id).sent
  expect(reply.replyTo).toMatchObject({ excerpt: '', attachmentCount: 0, sharedFileCount: 1 })
})

test('whoever sees a file that is hidden asks for it once, and an owner lets them in', async () => {
  const { alice, bob, carol, projectId, fileId, groupId } = await yard()
  await share(bob, groupId, [fileId])
  const ask = (): Promise<unknown> => carol.call('POST /api/shared-files/:fileId/requests', { fileId, note: 'please' })
  await ask()
  await ask()
  expect(await card(carol, fileId)).toMatchObject({ state: 'hidden', hasAsked: true })
  expect(await asked(alice, projectId)).toMatchObject([
    { user: { username: 'carol' }, note: 'please', entry: { id: fileId } },
  ])
  await expectProblem(asked(bob, projectId), 'forbidden')
  await expectProblem(asked(carol, projectId), 'not-found')
  const told = async (person: Person) =>
    (await person.call('GET /api/notifications', {})).items.filter(({ kind }) => kind === 'access-request')
  await expect
    .poll(() => told(alice))
    .toMatchObject([{ projectId, projectName: 'Yard', actors: [{ username: 'carol' }] }])
  expect(await told(bob)).toEqual([])
  const answer = (person: Person, role: 'reader' | null): Promise<unknown> =>
    person.call('PUT /api/projects/:projectId/requests/:userId', { projectId, userId: carol.user.id, role })
  await expectProblem(answer(bob, 'reader'), 'forbidden')
  await expectProblem(answer(carol, 'reader'), 'not-found')
  await carol.people.setPrivacy({ mayAdd: 'nobody' })
  await answer(alice, 'reader')
  expect(await card(carol, fileId)).toMatchObject({ state: 'visible', projectName: 'Yard' })
  expect(await carol.call('GET /api/projects/:projectId', { projectId })).toMatchObject({ role: 'reader' })
  expect(await told(alice)).toEqual([])
  await expectProblem(answer(alice, 'reader'), 'not-found')
  await alice.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId: carol.user.id })
  expect(await card(carol, fileId)).toMatchObject({ state: 'hidden', entry: null, projectName: null, hasAsked: false })
})

test('who is told no may ask again, and is not in it', async () => {
  const { alice, bob, carol, projectId, fileId, groupId } = await yard()
  await share(bob, groupId, [fileId])
  await carol.call('POST /api/shared-files/:fileId/requests', { fileId })
  const no = { projectId, userId: carol.user.id, role: null }
  await alice.call('PUT /api/projects/:projectId/requests/:userId', no)
  expect(await asked(alice, projectId)).toEqual([])
  expect(await card(carol, fileId)).toMatchObject({ state: 'hidden', hasAsked: false })
  await expectProblem(carol.call('GET /api/projects/:projectId', { projectId }), 'not-found')
  await carol.call('POST /api/shared-files/:fileId/requests', { fileId })
  expect(await asked(alice, projectId)).toHaveLength(1)
})
