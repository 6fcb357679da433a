import type { PostComment } from '@kith/protocol/post-comments.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { relate } from '../../testing/relate.ts'
import { expectProblem, world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'
import { erasePostComments, takeCommentLikesBack } from './post-comments.ts'

type Said = Omit<CallInput<'POST /api/posts/:postId/comments'>, 'clientId'>

function say(person: Person, input: Said): Promise<PostComment> {
  return person.call('POST /api/posts/:postId/comments', { ...input, clientId: crypto.randomUUID() })
}

async function listed(person: Person, postId: string, parentId?: string): Promise<PostComment[]> {
  const asked = parentId === undefined ? { postId } : { postId, parentId }
  return (await person.call('GET /api/posts/:postId/comments', asked)).items
}

async function bodies(person: Person, postId: string, parentId?: string): Promise<string[]> {
  return (await listed(person, postId, parentId)).map(({ body }) => body)
}

async function changes(person: Person, postId: string, since = 0) {
  return person.call('GET /api/posts/:postId/comments/changes', { postId, since })
}

async function countOn(person: Person, postId: string): Promise<number> {
  return (await changes(person, postId)).state.commentCount
}

/** A post of alice's for everyone. */
async function harbour(): Promise<World & { postId: string }> {
  const place = await world()
  return { ...place, postId: await posted(place.alice) }
}

test('people talk about a post, and an answer to an answer stands beside it', async () => {
  const { alice, bob, carol, postId } = await harbour()
  const first = await say(bob, { postId, body: 'which pier is this?' })
  const second = await say(carol, { postId, body: 'lovely light' })
  const answer = await say(alice, { postId, body: 'the western one', parentId: first.id })
  const further = await say(bob, { postId, body: 'thanks', parentId: answer.id })
  expect(further.parentId).toBe(first.id)
  expect(await bodies(carol, postId)).toEqual(['which pier is this?', 'lovely light'])
  expect(await bodies(carol, postId, first.id)).toEqual(['the western one', 'thanks'])
  expect((await listed(carol, postId))[0]).toMatchObject({
    replyCount: 2,
    rev: further.rev,
    author: { username: 'bob' },
  })
  expect(second).toMatchObject({ parentId: null, likeCount: 0, isLiked: false, editedAt: null, pinnedAt: null })
  expect(await countOn(carol, postId)).toBe(4)
})

test('the same clientId says it once', async () => {
  const { alice, bob, postId } = await harbour()
  const input = { postId, body: 'once', clientId: crypto.randomUUID() }
  const both = await Promise.all([
    bob.call('POST /api/posts/:postId/comments', input),
    bob.call('POST /api/posts/:postId/comments', input),
  ])
  expect(both[0]).toEqual(both[1])
  expect(await bodies(alice, postId)).toEqual(['once'])
  expect(await countOn(alice, postId)).toBe(1)
  await expectProblem(bob.call('POST /api/posts/:postId/comments', { ...input, body: 'twice' }), 'client-id-reused')
  const answer = { ...input, parentId: both[0].id }
  await expectProblem(bob.call('POST /api/posts/:postId/comments', answer), 'client-id-reused')
})

test('what is deleted is gone, and leaves its place where it was answered', async () => {
  const { alice, bob, carol, postId } = await harbour()
  const first = await say(bob, { postId, body: 'regretted' })
  const answer = await say(carol, { postId, body: 'an answer', parentId: first.id })
  const alone = await say(bob, { postId, body: 'alone' })
  await carol.call('PUT /api/posts/:postId/comments/:commentId/like', { postId, commentId: first.id })
  const { upTo } = await changes(alice, postId)
  await bob.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId: alone.id })
  const gone = await bob.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId: first.id })
  expect(gone).toMatchObject({ body: '', likeCount: 0, replyCount: 1 })
  expect(await listed(alice, postId)).toEqual([gone])
  expect(await bodies(alice, postId, first.id)).toEqual(['an answer'])
  expect(await countOn(alice, postId)).toBe(1)
  const told = await changes(alice, postId, upTo)
  expect(told.comments.map(({ id, deletedAt }) => [id, deletedAt === null])).toEqual([
    [alone.id, false],
    [first.id, false],
  ])
  // Once nothing answers it, its place goes as well.
  await carol.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId: answer.id })
  expect(await listed(alice, postId)).toEqual([])
  expect(await countOn(alice, postId)).toBe(0)
  const before = await changes(alice, postId)
  await bob.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId: first.id })
  expect(await changes(alice, postId)).toEqual(before)
  await expectProblem(say(carol, { postId, body: 'too late', parentId: first.id }), 'not-found')
  const late = { postId, commentId: first.id, body: 'otherwise' }
  await expectProblem(bob.call('PATCH /api/posts/:postId/comments/:commentId', late), 'already-deleted')
})

test('who wrote it may take it away, whose post it is, and who leads the place; nobody else', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const postId = await posted(bob)
  const remove = (who: Person, commentId: string) =>
    who.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId })
  for (const who of [carol, bob, alice]) {
    const { id } = await say(carol, { postId, body: 'rude' })
    await expectProblem(remove(stranger, id), 'forbidden')
    expect((await remove(who, id)).deletedAt).not.toBeNull()
  }
  expect(await countOn(bob, postId)).toBe(0)
})

test('a comment is said otherwise by its author alone, with a mark', async () => {
  const { alice, bob, postId } = await harbour()
  const { id: commentId, rev } = await say(bob, { postId, body: 'teh pier' })
  const edit = (who: Person, body: string) =>
    who.call('PATCH /api/posts/:postId/comments/:commentId', { postId, commentId, body })
  const edited = await edit(bob, 'the pier')
  expect(edited).toMatchObject({ body: 'the pier', rev: rev + 1 })
  expect(edited.editedAt).not.toBeNull()
  // Nothing changed: no rev is taken.
  expect(await edit(bob, 'the pier')).toEqual(edited)
  expect((await changes(alice, postId)).state.rev).toBe(edited.rev)
  await expectProblem(edit(alice, 'mine'), 'forbidden')
})

test('the author of a post has three comments stand first, in the order of pinning', async () => {
  const { alice, bob, postId } = await harbour()
  const said: PostComment[] = []
  for (const body of ['a', 'b', 'c', 'd', 'e']) said.push(await say(bob, { postId, body }))
  const [a, b, c, d, e] = said.map(({ id }) => id)
  const pin = (who: Person, commentId = '', isPinned = true) =>
    who.call('PUT /api/posts/:postId/comments/:commentId/pinned', { postId, commentId, isPinned })
  await expectProblem(pin(bob, a), 'forbidden')
  for (const id of [d, b, e]) await pin(alice, id)
  const first = (await listed(bob, postId)).filter(({ pinnedAt }) => pinnedAt !== null)
  expect(new Set(first.map(({ body }) => body))).toEqual(new Set(['b', 'd', 'e']))
  expect((await bodies(bob, postId)).slice(3)).toEqual(['a', 'c'])
  const refused = await expectProblem(pin(alice, c), 'validation-failed')
  expect(refused.body.errors?.[0]?.path).toBe('isPinned')
  await pin(alice, e, false)
  await pin(alice, c)
  const answer = await say(bob, { postId, body: 'an answer', parentId: a ?? '' })
  await expectProblem(pin(alice, answer.id), 'forbidden')
  // Page by page, each once and in the same order.
  const whole = await listed(bob, postId)
  const paged: PostComment[] = []
  let cursor: string | null = null
  do {
    const page: { items: PostComment[]; nextCursor: string | null } = await bob.call(
      'GET /api/posts/:postId/comments',
      {
        postId,
        limit: 1,
        ...(cursor === null ? {} : { cursor }),
      },
    )
    expect(page.items).toHaveLength(1)
    paged.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(paged).toEqual(whole)
  expect(whole).toHaveLength(5)
  await bob.call('DELETE /api/posts/:postId/comments/:commentId', { postId, commentId: b ?? '' })
  await expectProblem(pin(alice, b), 'not-found')
  expect((await pin(alice, e)).pinnedAt).not.toBeNull()
})

test('answers are paged, and there are no more than there may be', async () => {
  const { app, alice, bob, postId } = await harbour()
  const root = await say(bob, { postId, body: 'root' })
  const answers: string[] = []
  for (let count = 0; count < 5; count++) {
    answers.push((await say(alice, { postId, body: `answer ${count}`, parentId: root.id })).id)
  }
  const at = { postId, parentId: root.id, limit: 3 }
  const first = await bob.call('GET /api/posts/:postId/comments', at)
  const rest = await bob.call('GET /api/posts/:postId/comments', { ...at, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(answers)
  expect(rest.nextCursor).toBeNull()
  const many = { reply_count: limits.commentRepliesMax }
  await app.ctx.db.write((tx) => tx.updateTable('post_comments').set(many).where('id', '=', root.id).execute())
  await expectProblem(say(alice, { postId, body: 'one more', parentId: root.id }), 'validation-failed')
  expect(await countOn(bob, postId)).toBe(6)
})

test('a like counts once, is that of whoever put it, and goes as it came', async () => {
  const { alice, bob, carol, postId } = await harbour()
  const { id: commentId } = await say(bob, { postId, body: 'agreed?' })
  const at = { postId, commentId }
  await alice.call('PUT /api/posts/:postId/comments/:commentId/like', at)
  await alice.call('PUT /api/posts/:postId/comments/:commentId/like', at)
  const liked = await carol.call('PUT /api/posts/:postId/comments/:commentId/like', at)
  expect(liked).toMatchObject({ likeCount: 2, isLiked: true })
  expect((await listed(bob, postId))[0]).toMatchObject({ likeCount: 2, isLiked: false, rev: liked.rev })
  const page = await bob.call('GET /api/posts/:postId/comments/:commentId/likes', { ...at, limit: 1 })
  const next = { ...at, limit: 1, cursor: page.nextCursor ?? '' }
  const rest = await bob.call('GET /api/posts/:postId/comments/:commentId/likes', next)
  expect([...page.items, ...rest.items].map(({ username }) => username).toSorted()).toEqual(['alice', 'carol'])
  expect(rest.nextCursor).toBeNull()
  const off = await carol.call('DELETE /api/posts/:postId/comments/:commentId/like', at)
  expect(off).toMatchObject({ likeCount: 1, isLiked: false })
  expect(await carol.call('DELETE /api/posts/:postId/comments/:commentId/like', at)).toEqual(off)
})

test('who may comment is said by the post; all who see it read', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, bob, alice, { follow: 'following' })
  await relate(place, alice, bob, { followed_by: 'following' })
  const followers = await posted(alice, { commentsFrom: 'followers' })
  await say(bob, { postId: followers, body: 'hello' })
  await expectProblem(say(carol, { postId: followers, body: 'hello' }), 'forbidden')
  expect(await bodies(carol, followers)).toEqual(['hello'])
  const nobody = await posted(alice, { commentsFrom: 'nobody' })
  await expectProblem(say(bob, { postId: nobody, body: 'hello' }), 'forbidden')
  await expectProblem(say(alice, { postId: nobody, body: 'hello' }), 'forbidden')
  const friends = await posted(alice, { commentsFrom: 'friends' })
  await expectProblem(say(bob, { postId: friends, body: 'hello' }), 'forbidden')
  await say(alice, { postId: friends, body: 'mine' })
})

test('whom a block keeps apart read nothing of each other, nor what answers it', async () => {
  const { alice, bob, carol, postId } = await harbour()
  const first = await say(bob, { postId, body: 'from bob' })
  await say(carol, { postId, body: 'from carol' })
  await say(alice, { postId, body: 'to bob', parentId: first.id })
  await alice.call('PUT /api/posts/:postId/comments/:commentId/like', { postId, commentId: first.id })
  await carol.people.block(bob.user.id)
  expect(await bodies(carol, postId)).toEqual(['from carol'])
  expect(await bodies(bob, postId)).toEqual(['from bob'])
  expect((await changes(carol, postId)).comments.map(({ body }) => body)).toEqual(['from carol'])
  expect(await bodies(alice, postId)).toEqual(['from bob', 'from carol'])
  const at = { postId, commentId: first.id }
  await expectProblem(listed(carol, postId, first.id), 'not-found')
  await expectProblem(say(carol, { postId, body: 'sneaky', parentId: first.id }), 'not-found')
  await expectProblem(carol.call('PUT /api/posts/:postId/comments/:commentId/like', at), 'not-found')
  await expectProblem(carol.call('GET /api/posts/:postId/comments/:commentId/likes', at), 'not-found')
  // Who likes what others said is not shown to them either.
  const own = await say(alice, { postId, body: 'mine' })
  const mine = { postId, commentId: own.id }
  await bob.call('PUT /api/posts/:postId/comments/:commentId/like', mine)
  expect((await carol.call('GET /api/posts/:postId/comments/:commentId/likes', mine)).items).toEqual([])
})

test('a comment names who may see the post, and a name means whom it meant', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  for (const friend of [bob, carol]) {
    await relate(place, friend, alice, { friendship: 'friends' })
    await relate(place, alice, friend, { friendship: 'friends' })
  }
  const postId = await posted(alice, { audience: 'friends' })
  const body = '@bob @stranger @nobody @alice `@carol`'
  const { id: commentId, mentions } = await say(carol, { postId, body })
  expect(Object.keys(mentions).toSorted()).toEqual(['alice', 'bob'])
  await expectProblem(listed(stranger, postId), 'not-found')
  await relate(place, bob, alice, { friendship: 'none' })
  const edited = await carol.call('PATCH /api/posts/:postId/comments/:commentId', {
    postId,
    commentId,
    body: 'still @bob',
  })
  expect(Object.keys(edited.mentions)).toEqual(['bob'])
})

test('changes are exact however small the pages, and tear nothing apart', async () => {
  const { alice, bob, carol, postId } = await harbour()
  const root = await say(bob, { postId, body: 'root' })
  for (let count = 0; count < 4; count++) await say(carol, { postId, body: `answer ${count}`, parentId: root.id })
  await say(alice, { postId, body: 'last' })
  const all = await changes(alice, postId)
  expect(all.comments).toHaveLength(6)
  expect(all).toMatchObject({ more: false, upTo: all.state.commentsRev })
  const found: PostComment[] = []
  let since = 0
  for (let isMore = true; isMore;) {
    const page = await alice.call('GET /api/posts/:postId/comments/changes', { postId, since, limit: 1 })
    found.push(...page.comments)
    expect(page.upTo).toBeGreaterThan(since)
    since = page.upTo
    isMore = page.more
  }
  expect(found).toEqual(all.comments)
  expect(since).toBe(all.upTo)
  expect((await changes(alice, postId, since)).comments).toEqual([])
})

test('what is on another post, or on none, is not found', async () => {
  const place = await harbour()
  const { alice, bob, postId } = place
  const other = await posted(alice)
  const { id: commentId } = await say(bob, { postId, body: 'here' })
  const at = { postId: other, commentId }
  await expectProblem(listed(bob, other, commentId), 'not-found')
  await expectProblem(say(bob, { postId: other, body: 'hello', parentId: commentId }), 'not-found')
  await expectProblem(bob.call('PATCH /api/posts/:postId/comments/:commentId', { ...at, body: 'there' }), 'not-found')
  await expectProblem(bob.call('DELETE /api/posts/:postId/comments/:commentId', at), 'not-found')
  await expectProblem(alice.call('PUT /api/posts/:postId/comments/:commentId/like', at), 'not-found')
  const broken = { postId, cursor: 'bm9uc2Vuc2U' }
  await expectProblem(bob.call('GET /api/posts/:postId/comments', broken), 'validation-failed')
})

test('a flood of comments and of likes is stopped', async () => {
  const place = await world({ settings: { RATE_LIMIT_FACTOR: '1' } })
  const { alice, bob } = place
  const postId = await posted(alice)
  const { id: commentId } = await say(alice, { postId, body: 'calm' })
  const flood = async (begin: () => Promise<unknown>): Promise<string[]> => {
    const outcomes = await Promise.allSettled(Array.from({ length: 80 }, begin))
    return outcomes.flatMap((one) => (one.status === 'rejected' ? String(one.reason.code) : []))
  }
  const refused = await flood(() => say(bob, { postId, body: 'more' }))
  expect(refused.length).toBeGreaterThan(30)
  expect(new Set(refused)).toEqual(new Set(['rate-limited']))
  const at = { postId, commentId }
  const likes = await flood(() => bob.call('PUT /api/posts/:postId/comments/:commentId/like', at))
  expect(new Set(likes)).toEqual(new Set(['rate-limited']))
})

test('with an account go its comments, if it says so, and its likes in any case', async () => {
  const { app, alice, bob, carol, postId } = await harbour()
  const { id: commentId } = await say(alice, { postId, body: 'kept' })
  await say(carol, { postId, body: 'erased' })
  for (const who of [bob, carol])
    await who.call('PUT /api/posts/:postId/comments/:commentId/like', { postId, commentId })

  await erasePostComments(app.ctx, carol.user.id)
  await takeCommentLikesBack(app.ctx, carol.user.id)
  expect(await listed(bob, postId)).toMatchObject([{ body: 'kept', likeCount: 1 }])
  expect(await countOn(bob, postId)).toBe(1)
})
