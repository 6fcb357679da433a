import type { Notification } from '@kith/protocol/notifications.ts'
import type { PostComment } from '@kith/protocol/post-comments.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf, flat } from '../../testing/files.ts'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { relate } from '../../testing/relate.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/** Once no work waits. */
async function settled({ app }: World): Promise<void> {
  const waiting = (): Promise<unknown[]> => app.ctx.db.read.selectFrom('jobs').select('id').execute()
  await expect.poll(waiting).toEqual([])
}

/** What `who` is told once all work is done. */
async function toldTo(place: World, who: Person): Promise<Notification[]> {
  await settled(place)
  return (await who.call('GET /api/notifications', {})).items
}

/** The same, in short: what it is, and of whom. */
async function inShort(place: World, who: Person): Promise<string[]> {
  const notices = await toldTo(place, who)
  return notices.map(({ kind, actors }) => [kind, ...actors.map(({ username }) => username).toSorted()].join(' '))
}

function say(person: Person, postId: string, body: string, parentId?: string): Promise<PostComment> {
  const answering = parentId === undefined ? {} : { parentId }
  return person.call('POST /api/posts/:postId/comments', { postId, body, ...answering, clientId: crypto.randomUUID() })
}

function befriend(place: World, one: Person, other: Person, friendship: 'friends' | 'none' = 'friends') {
  return Promise.all([relate(place, one, other, { friendship }), relate(place, other, one, { friendship })])
}

test('the author of a post is told of likes together, and of none that was taken back', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const upload = await uploadFile(alice.api, fileOf(await flat(40, 40).jpeg().toBuffer(), 'tide.jpg'))
  const postId = await posted(alice, { caption: 'low tide', uploadIds: [upload.id] })
  await bob.call('PUT /api/posts/:postId/like', { postId })
  await bob.call('PUT /api/posts/:postId/like', { postId })
  await carol.call('PUT /api/posts/:postId/like', { postId })
  await alice.call('PUT /api/posts/:postId/like', { postId })
  const [notice, ...others] = await toldTo(place, alice)
  expect(others).toEqual([])
  expect(notice).toMatchObject({
    kind: 'post-like',
    actorCount: 2,
    count: 2,
    postId,
    postThumbnailUrl: `/api/files/${upload.id}/thumbnail`,
    commentId: null,
    excerpt: 'low tide',
    isRead: false,
  })
  await carol.call('DELETE /api/posts/:postId/like', { postId })
  expect(await inShort(place, alice)).toEqual(['post-like bob'])
  await bob.call('DELETE /api/posts/:postId/like', { postId })
  expect(await inShort(place, alice)).toEqual([])
  // The same like again is not news.
  await bob.call('PUT /api/posts/:postId/like', { postId })
  expect(await toldTo(place, alice)).toMatchObject([{ kind: 'post-like', count: 1 }])
})

test('a comment is told to whose post it is and to whom it answers or names, once each', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const postId = await posted(alice)
  const first = await say(bob, postId, 'which pier?')
  const answer = await say(carol, postId, 'the western one', first.id)
  expect(await inShort(place, alice)).toEqual(['post-comment bob carol'])
  expect(await inShort(place, bob)).toEqual(['post-comment carol'])
  // Who answers an answer answers who wrote that, and who began.
  const further = await say(stranger, postId, 'sure? @bob', answer.id)
  expect(await toldTo(place, carol)).toMatchObject([
    { kind: 'post-comment', postId, commentId: further.id, excerpt: 'sure? @bob' },
  ])
  expect((await inShort(place, bob)).toSorted()).toEqual(['post-comment carol', 'post-mention stranger'])
  // An edit tells nobody again, but whom it names anew.
  const edit = { postId, commentId: further.id, body: 'sure? @bob @alice' }
  await stranger.call('PATCH /api/posts/:postId/comments/:commentId', edit)
  expect(await inShort(place, alice)).toEqual(['post-comment bob carol stranger'])
  await stranger.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId: further.id })
  expect(await inShort(place, bob)).toEqual(['post-comment carol'])
  expect(await inShort(place, carol)).toEqual([])
  await alice.call('DELETE /api/posts/:postId', { postId })
  for (const who of [alice, bob, carol]) expect(await inShort(place, who)).toEqual([])
})

test('whom a caption names is told, once, and no longer when it does not', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const postId = await posted(alice, { caption: 'with @bob' })
  expect(await toldTo(place, bob)).toMatchObject([
    { kind: 'post-mention', postId, commentId: null, excerpt: 'with @bob', postThumbnailUrl: null },
  ])
  const edit = (caption: string) => alice.call('PATCH /api/posts/:postId', { postId, caption })
  await edit('with @bob and @carol')
  expect(await toldTo(place, bob)).toMatchObject([{ kind: 'post-mention', count: 1 }])
  expect(await inShort(place, carol)).toEqual(['post-mention alice'])
  await edit('with @carol')
  expect(await inShort(place, bob)).toEqual([])
  expect(await inShort(place, carol)).toEqual(['post-mention alice'])
})

test('a like of a comment is told to who wrote it', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  const postId = await posted(alice)
  const { id: commentId } = await say(bob, postId, 'which pier?')
  const at = { postId, commentId }
  for (const who of [alice, bob, carol]) await who.call('PUT /api/posts/:postId/comments/:commentId/like', at)
  expect(await toldTo(place, bob)).toMatchObject([
    { kind: 'comment-like', actorCount: 2, postId, commentId, excerpt: 'which pier?' },
  ])
  await alice.call('DELETE /api/posts/:postId/comments/:commentId/like', at)
  expect(await inShort(place, bob)).toEqual(['comment-like carol'])
  await bob.call('DELETE /api/posts/:postId/comments/:commentId', at)
  expect(await inShort(place, bob)).toEqual([])
})

test('whoever sees a post no more sees no notice of it, and is told nothing new', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await befriend(place, alice, bob)
  await befriend(place, alice, carol)
  const postId = await posted(alice, { audience: 'friends', caption: 'between us, @bob' })
  const { id } = await say(bob, postId, 'nice')
  await carol.call('PUT /api/posts/:postId/comments/:commentId/like', { postId, commentId: id })
  expect((await inShort(place, bob)).toSorted()).toEqual(['comment-like carol', 'post-mention alice'])
  await befriend(place, alice, bob, 'none')
  expect(await inShort(place, bob)).toEqual([])
  await say(carol, postId, 'me too', id)
  await settled(place)
  await befriend(place, alice, bob)
  // What came while they saw nothing was not written down.
  expect((await inShort(place, bob)).toSorted()).toEqual(['comment-like carol', 'post-mention alice'])
})

test('those who are muted or blocked tell nobody anything, nor what has hidden words', async () => {
  const place = await world()
  const { app, alice, bob, carol, stranger } = place
  await relate(place, alice, bob, { is_muted: 1 })
  await alice.people.block(carol.user.id)
  const words = { user_id: alice.user.id, words: JSON.stringify(['spoiler']), personal_rev: 1 }
  await app.ctx.db.write((tx) => tx.insertInto('hidden_words').values(words).execute())
  const mine = await posted(alice)
  await say(bob, mine, 'unheard')
  await bob.call('PUT /api/posts/:postId/like', { postId: mine })
  await say(stranger, mine, 'a Spoiler: it rains')
  await posted(carol, { caption: 'hello @alice' })
  expect(await inShort(place, alice)).toEqual([])
  await say(stranger, mine, 'spoilers are none')
  expect(await inShort(place, alice)).toEqual(['post-comment stranger'])
})

test('one unread notice gathers as many likes as anybody wants to count', async () => {
  const place = await world()
  const { app, alice, bob, carol } = place
  const postId = await posted(alice)
  await bob.call('PUT /api/posts/:postId/like', { postId })
  const [first] = await toldTo(place, alice)
  const at = app.ctx.now()
  await app.ctx.db.write(async (tx) => {
    const event = await tx.selectFrom('notification_events').selectAll().executeTakeFirstOrThrow()
    const many = Array.from({ length: 299 }, (_, index) => ({ ...event, event_key: `post-like ${index}`, at }))
    for (let from = 0; from < many.length; from += 100) {
      await tx
        .insertInto('notification_events')
        .values(many.slice(from, from + 100))
        .execute()
    }
  })
  await carol.call('PUT /api/posts/:postId/like', { postId })
  const [notice, ...others] = await toldTo(place, alice)
  expect(others).toEqual([])
  expect(notice).toMatchObject({ id: first?.id, count: 300, actorCount: 1 })
  await alice.call('POST /api/notifications/read', { ids: [notice?.id ?? ''] })
  const anew = await posted(alice)
  await carol.call('PUT /api/posts/:postId/like', { postId: anew })
  expect((await inShort(place, alice))[0]).toBe('post-like carol')
})
