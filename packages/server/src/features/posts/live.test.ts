import { limits } from '@kith/protocol/limits.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { say, Ear, socketOf } from '../../testing/wire.ts'
import { world } from '../../testing/world.ts'

const nobody = '0190aaaa-0000-7000-8000-000000000001'

const post = (who: Person, audience: 'everyone' | 'followers' | 'friends' = 'everyone') =>
  who.call('POST /api/posts', { caption: 'low tide', clientId: crypto.randomUUID(), audience })

const watch = (who: Person, ...postIds: string[]) => say(socketOf(who), 'watch_posts', { postIds })

async function befriend(who: Person, other: Person): Promise<void> {
  await who.call('POST /api/friends', { userId: other.user.id })
  await other.call('POST /api/friends/:userId/accept', { userId: who.user.id })
}

test('whoever watches a post hears how it is, at first and then of what changes; others hear nothing', async () => {
  const { alice, bob, carol, stranger } = await world()
  const { id: postId, state } = await post(alice)
  const [ofBob, ofCarol] = [new Ear(socketOf(bob)), new Ear(socketOf(carol))]
  expect(await watch(bob, postId, nobody)).toEqual({ ok: true, posts: [state] })
  await Promise.all([alice, carol, stranger].map((who) => who.call('PUT /api/posts/:postId/like', { postId })))
  const heard = await ofBob.hears('post_changed', ({ likeCount }) => likeCount === 3)
  expect(heard).toEqual((await bob.call('GET /api/posts/:postId', { postId })).state)
  // They are gathered: never more than there were changes, and in their order.
  const revs = ofBob.all('post_changed').map(({ rev }) => rev)
  expect(revs).toEqual(revs.toSorted((a, b) => a - b))
  await alice.call('PATCH /api/posts/:postId', { postId, caption: 'ebb' })
  await ofBob.hears('post_changed', ({ contentRev }) => contentRev === 5)
  expect(ofCarol.all('post_changed')).toEqual([])
  // Watching others is watching this one no longer.
  const other = await post(alice)
  expect(await watch(bob, other.id)).toMatchObject({ posts: [{ postId: other.id }] })
  await carol.call('DELETE /api/posts/:postId/like', { postId })
  await carol.call('PUT /api/posts/:postId/like', { postId: other.id })
  await ofBob.hears('post_changed', ({ postId: id }) => id === other.id)
  expect(ofBob.all('post_changed').filter(({ likeCount, postId: id }) => id === postId && likeCount === 2)).toEqual([])
})

test('one watches only what one sees, and a hundred at most', async () => {
  const { alice, bob } = await world()
  const { id: postId } = await post(alice, 'friends')
  const ear = new Ear(socketOf(bob))
  expect(await watch(bob, postId)).toEqual({ ok: true, posts: [] })
  const open = await post(alice)
  await watch(bob, postId, open.id)
  await alice.call('PUT /api/posts/:postId/like', { postId })
  await alice.call('DELETE /api/posts/:postId', { postId })
  await alice.call('PUT /api/posts/:postId/like', { postId: open.id })
  await ear.hears('post_changed', ({ postId: id }) => id === open.id)
  expect(ear.text()).not.toContain(postId)
  const many = Array.from({ length: limits.postsWatchedMax + 1 }, (_, index) => `post-${index}`)
  expect(await watch(bob, ...many)).toMatchObject({ ok: false, problem: { code: 'validation-failed' } })
})

test('a deleted post is gone for those who watch it and on its author’s devices', async () => {
  const { alice, bob, device } = await world()
  const { id: postId } = await post(alice)
  const phone = await device('alice')
  const ears = [bob, phone].map((who) => new Ear(socketOf(who)))
  await watch(bob, postId)
  await alice.call('DELETE /api/posts/:postId', { postId })
  for (const ear of ears) expect(await ear.hears('post_gone')).toEqual({ postId })
})

interface Loss {
  audience: 'everyone' | 'followers' | 'friends'
  /** What bob is to alice at first. */
  as: 'friend' | 'follower' | 'stranger'
  lose: (alice: Person, bob: Person, postId: string) => Promise<unknown>
}

const byPrivacy = (who: Person) => who.call('PATCH /api/me/privacy', { isPrivate: true })

const losses: Record<string, Loss> = {
  'a narrower audience': {
    audience: 'everyone',
    as: 'follower',
    lose: (alice, _, postId) => alice.call('PATCH /api/posts/:postId', { postId, audience: 'friends' }),
  },
  'a friendship that she ends': {
    audience: 'friends',
    as: 'friend',
    lose: (alice, bob) => alice.call('DELETE /api/friends/:userId', { userId: bob.user.id }),
  },
  'a friendship that he ends': {
    audience: 'followers',
    as: 'friend',
    lose: (alice, bob) => bob.call('DELETE /api/friends/:userId', { userId: alice.user.id }),
  },
  'a follower who goes': {
    audience: 'followers',
    as: 'follower',
    lose: (alice, bob) => bob.call('DELETE /api/follows/:userId', { userId: alice.user.id }),
  },
  'a follower who is removed': {
    audience: 'followers',
    as: 'follower',
    lose: (alice, bob) => alice.call('DELETE /api/followers/:userId', { userId: bob.user.id }),
  },
  'her block': {
    audience: 'everyone',
    as: 'stranger',
    lose: (alice, bob) => alice.call('PUT /api/blocks/:userId', { userId: bob.user.id }),
  },
  'his block': {
    audience: 'everyone',
    as: 'friend',
    lose: (alice, bob) => bob.call('PUT /api/blocks/:userId', { userId: alice.user.id }),
  },
  'an account made private': { audience: 'everyone', as: 'stranger', lose: byPrivacy },
  'an account that goes': {
    audience: 'everyone',
    as: 'friend',
    lose: (alice) => alice.call('DELETE /api/me', {}),
  },
}

for (const [what, { audience, as, lose }] of Object.entries(losses)) {
  test(`${what} takes a post from who watches it, at once, and leaves it to the others`, async () => {
    const { alice, bob, person } = await world()
    const dora = await person('dora')
    const userId = alice.user.id
    await befriend(dora, alice)
    if (as === 'friend') await befriend(bob, alice)
    if (as === 'follower') await bob.call('PUT /api/follows/:userId', { userId })
    const mine = await post(alice, audience)
    const other = await post(alice, 'friends')
    const [ear, ofDora] = [new Ear(socketOf(bob)), new Ear(socketOf(dora))]
    expect(await watch(bob, mine.id)).toMatchObject({ posts: [mine.state] })
    await watch(dora, mine.id, other.id)
    if (what === 'an account that goes') {
      // A place keeps an owner.
      await alice.call('PATCH /api/admin/users/:userId', { userId: dora.user.id, role: 'owner' })
    }
    await lose(alice, bob, mine.id)
    expect(await ear.hears('post_gone')).toEqual({ postId: mine.id })
    expect(await watch(bob, mine.id)).toEqual({ ok: true, posts: [] })
    if (what === 'an account that goes') return
    await dora.call('PUT /api/posts/:postId/like', { postId: other.id })
    await dora.call('PUT /api/posts/:postId/like', { postId: mine.id })
    await ofDora.hears('post_changed', ({ postId, likeCount }) => postId === mine.id && likeCount === 1)
    expect(ofDora.all('post_gone')).toEqual([])
    expect(ear.all('post_changed').filter(({ likeCount }) => likeCount > 0)).toEqual([])
  })
}

test('somebody who is suspended takes their posts from all who watch them', async () => {
  const { alice, bob, carol } = await world()
  const { id: postId } = await post(bob)
  const ear = new Ear(socketOf(carol))
  await watch(carol, postId)
  await alice.call('PUT /api/admin/users/:userId/suspension', { userId: bob.user.id, reason: '' })
  expect(await ear.hears('post_gone')).toEqual({ postId })
})
