import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { relate } from '../../testing/relate.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

const nobody = '0190aaaa-0000-7000-8000-000000000001'

interface Shore extends World {
  /** For friends of alice, who is bob alone. */
  postId: string
  /** Of alice, bob and carol. */
  groupId: string
}

async function shore(): Promise<Shore> {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, bob, alice, { friendship: 'friends' })
  await relate(place, alice, bob, { friendship: 'friends' })
  const postId = await posted(alice, { audience: 'friends', caption: 'secret cove' })
  const group = await alice.create({ kind: 'group', title: 'Boats', memberIds: [bob.user.id, carol.user.id] })
  return { ...place, postId, groupId: group.id }
}

function share(person: Person, conversationId: string, postIds: string[], body = ''): Promise<Message> {
  return person.send(conversationId, body, null, [], { postIds }).sent
}

test('a message shares the post itself, and tells nobody more of it than they may see', async () => {
  const { bob, carol, postId, groupId, raw } = await shore()
  const message = await share(bob, groupId, [postId])
  expect(message).toMatchObject({ body: '', sharedPosts: [postId], sharedFiles: [], attachments: [] })
  await carol.until(({ conversations }) => conversations.get(groupId)?.lastMessage?.id === message.id, 'the message')
  const page = await raw(`/api/conversations/${groupId}/messages`, { headers: { cookie: carol.api.cookies() } })
  expect(await page.text()).not.toMatch(/cove/)
  expect((await carol.call('GET /api/posts', { ids: postId })).items).toEqual([])
  const answer = await carol.send(groupId, 'what is it?', message.id).sent
  expect(answer.replyTo).toMatchObject({ id: message.id, sharedPostCount: 1 })
})

test('nobody shares what they may not see, nor one post twice', async () => {
  const { bob, carol, postId, groupId } = await shore()
  await expectProblem(share(carol, groupId, [postId], 'look'), 'not-found')
  await expectProblem(share(bob, groupId, [postId, nobody], 'look'), 'not-found')
  await expectProblem(share(bob, groupId, [postId, postId]), 'validation-failed')
  await expectProblem(share(bob, groupId, [], ''), 'validation-failed')
})

test('the same clientId shares once, and not something else', async () => {
  const place = await shore()
  const { alice, bob, postId, groupId } = place
  const other = await posted(alice)
  const input = { conversationId: groupId, body: '', clientId: crypto.randomUUID(), postIds: [postId] }
  const first = await bob.call('POST /api/conversations/:conversationId/messages', input)
  expect(await bob.call('POST /api/conversations/:conversationId/messages', input)).toEqual(first)
  for (const postIds of [[other], [postId, other]]) {
    const changed = { ...input, postIds }
    await expectProblem(bob.call('POST /api/conversations/:conversationId/messages', changed), 'client-id-reused')
  }
  // Whoever lost sight of it meanwhile still learns that it was sent.
  await relate(place, bob, alice, { friendship: 'none' })
  expect(await bob.call('POST /api/conversations/:conversationId/messages', input)).toEqual(first)
  await expectProblem(share(bob, groupId, [postId], 'again'), 'not-found')
})

test('what is forwarded shares the same posts; what is deleted shares none', async () => {
  const { app, alice, bob, carol, postId, groupId } = await shore()
  const message = await share(bob, groupId, [postId], 'the cove')
  const direct = await carol.call('POST /api/conversations', { kind: 'direct', memberIds: [alice.user.id] })
  const forward = { messageId: message.id, conversationId: direct.id, clientId: crypto.randomUUID() }
  const forwarded = await carol.call('POST /api/messages/:messageId/forward', forward)
  expect(forwarded.sharedPosts).toEqual([postId])
  expect((await carol.call('GET /api/posts', { ids: postId })).items).toEqual([])
  const deleted = await bob.call('DELETE /api/messages/:messageId', { messageId: message.id })
  expect(deleted.sharedPosts).toEqual([])
  const kept = await app.ctx.db.read.selectFrom('message_posts').select('message_id').execute()
  expect(kept).toEqual([{ message_id: forwarded.id }])
})

test('a message of posts alone may lose its text', async () => {
  const { bob, postId, groupId } = await shore()
  const { id: messageId } = await share(bob, groupId, [postId], 'the cove')
  const edited = await bob.call('PATCH /api/messages/:messageId', { messageId, body: '' })
  expect(edited).toMatchObject({ body: '', sharedPosts: [postId] })
})
