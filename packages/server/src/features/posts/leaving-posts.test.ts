import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf, flat, storedFiles } from '../../testing/files.ts'
import { posted } from '../../testing/posts.ts'
import { everyRow } from '../../testing/tables.ts'
import { expectProblem, world } from '../../testing/world.ts'
import { lists, profileOf } from '../leaving/export-parts.ts'

const bring = async (who: Parameters<typeof posted>[0], side: number) =>
  uploadFile(who.api, fileOf(await flat(side, side).jpeg().toBuffer(), 'tide.jpg'))

test('an account that goes takes its posts, what it began, what it liked and kept, and the bytes of that', async () => {
  const here = await world()
  const { alice, bob, app } = here
  const [first, second, third] = [await bring(bob, 40), await bring(bob, 41), await bring(alice, 42)]
  const mine = await posted(bob, { caption: 'canary @alice', uploadIds: [first.id], alts: { [first.id]: 'canary' } })
  const other = await posted(alice, { caption: 'with @bob', uploadIds: [third.id] })
  for (const postId of [mine, other]) {
    await bob.call('PUT /api/posts/:postId/like', { postId })
    await bob.call('PUT /api/posts/:postId/save', { postId })
  }
  await alice.call('PUT /api/posts/:postId/like', { postId: other })
  await alice.call('PUT /api/posts/:postId/save', { postId: mine })
  await bob.call('PUT /api/post-drafts/:draftId', {
    draftId: crypto.randomUUID(),
    caption: 'canary, begun',
    uploadIds: [second.id],
  })
  await bob.call('PUT /api/me/hidden-words', { words: ['canary'] })
  await bob.call('PUT /api/feed/seen', { postId: mine })
  const { id: bobId } = bob.user
  await bob.call('DELETE /api/me', {})
  await app.ctx.background.idle()
  await expectProblem(alice.call('GET /api/posts/:postId', { postId: mine }), 'not-found')
  const left = await alice.call('GET /api/posts/:postId', { postId: other })
  expect(left).toMatchObject({ mentions: {}, state: { likeCount: 1 } })
  const rows = await everyRow(here)
  for (const [table, content] of rows) {
    expect(JSON.stringify(content).includes('canary'), table).toBe(false)
    const isOfPosts = /^(post|feed|hidden)/.test(table)
    if (isOfPosts) expect(JSON.stringify(content).includes(bobId), table).toBe(false)
  }
  expect(rows.get('post_saves')).toEqual([])
  // Of hers the three sizes, which are one file.
  expect(await storedFiles(here)).toHaveLength(1)
})

test('a copy of one’s data has what one posted, said, liked, kept and began', async () => {
  const { alice, bob, app } = await world()
  const [first, second] = [await bring(bob, 40), await bring(bob, 41)]
  const mine = await posted(bob, {
    caption: 'ebb',
    audience: 'followers',
    uploadIds: [first.id],
    alts: { [first.id]: 'sand' },
  })
  const other = await posted(alice, { caption: 'foreignword' })
  const comment = { postId: other, body: 'so wide', clientId: crypto.randomUUID() }
  const said = await bob.call('POST /api/posts/:postId/comments', comment)
  await bob.call('PUT /api/posts/:postId/comments/:commentId/like', { postId: other, commentId: said.id })
  await bob.call('PUT /api/posts/:postId/like', { postId: other })
  await bob.call('PUT /api/posts/:postId/save', { postId: other })
  const draftId = crypto.randomUUID()
  await bob.call('PUT /api/post-drafts/:draftId', { draftId, caption: 'begun', uploadIds: [second.id] })
  await bob.call('PUT /api/me/hidden-words', { words: ['rain'] })
  await bob.call('PUT /api/feed/seen', { postId: mine })
  const all = async <T>(list: AsyncIterable<T>): Promise<T[]> => {
    const items: T[] = []
    for await (const item of list) items.push(item)
    return items
  }
  const of = [app.ctx, bob.user.id] as const
  const copied = {
    posts: await all(lists['posts.json'](...of)),
    comments: await all(lists['post-comments.json'](...of)),
    likes: await all(lists['post-likes.json'](...of)),
    saved: await all(lists['saved-posts.json'](...of)),
    drafts: await all(lists['post-drafts.json'](...of)),
    attachments: await all(lists['attachments.json'](...of)),
  }
  expect(copied).toMatchObject({
    posts: [{ id: mine, caption: 'ebb', audience: 'followers', media: [{ attachmentId: first.id, alt: 'sand' }] }],
    comments: [{ id: said.id, postId: other, parentId: null, body: 'so wide' }],
    likes: [
      { postId: other, commentId: null },
      { postId: null, commentId: said.id },
    ],
    saved: [{ postId: other }],
    drafts: [{ id: draftId, caption: 'begun', media: [{ attachmentId: second.id }] }],
    attachments: [
      { id: first.id, postIds: [mine] },
      { id: second.id, postIds: [] },
    ],
  })
  expect(JSON.stringify(copied)).not.toContain('foreignword')
  expect((await profileOf(...of)).settings.feed).toEqual({ seenId: mine, hiddenWords: ['rain'] })
})

test('a profile counts the posts that one may see', async () => {
  const { alice, bob, carol, stranger } = await world()
  for (const audience of ['everyone', 'everyone', 'followers', 'friends'] as const) await posted(alice, { audience })
  await carol.call('PUT /api/follows/:userId', { userId: alice.user.id })
  await bob.call('POST /api/friends', { userId: alice.user.id })
  await alice.call('POST /api/friends/:userId/accept', { userId: bob.user.id })
  const counts = async () =>
    Promise.all(
      [alice, bob, carol, stranger].map(
        async (who) => (await who.call('GET /api/users/:username', { username: 'alice' })).counts.posts,
      ),
    )
  expect(await counts()).toEqual([4, 4, 3, 2])
  await alice.call('PATCH /api/me/privacy', { isPrivate: true })
  expect(await counts()).toEqual([4, 4, 3, 0])
})
