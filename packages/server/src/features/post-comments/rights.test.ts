import { endpoints } from '@kith/protocol/registry.ts'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/*
 * Everything that can be asked of the comments of a post, by everybody there is, of every audience: whoever may not see
 * the post finds exactly what they would find if there were none, and the others may do what the table says. What is not
 * in the table fails.
 */

/** How they stand to the author of the post, who is none of those who lead the place. */
const viewers = [
  'a stranger',
  'a follower',
  'a friend',
  'who is blocked',
  'who blocks',
  'who was a follower',
  'the author of the post',
  'the author of the comment',
  'who leads the place',
] as const
type Viewer = (typeof viewers)[number]

const near: readonly Viewer[] = ['a friend', 'the author of the post', 'the author of the comment']
const apart: readonly Viewer[] = ['who is blocked', 'who blocks']

/** Who sees a post for each audience. */
const audiences = {
  everyone: viewers.filter((viewer) => !apart.includes(viewer)),
  followers: [...near, 'a follower'],
  friends: near,
  'everyone, of a private account': [...near, 'a follower'],
} satisfies Record<string, readonly Viewer[]>

interface Rule {
  /** Who of those that see the post may. */
  by: readonly Viewer[]
  send?: object
}

const rules: Record<string, Rule> = {
  'GET /api/posts/:postId/comments': { by: viewers },
  'GET /api/posts/:postId/comments/changes': { by: viewers },
  'POST /api/posts/:postId/comments': { by: viewers, send: { body: 'ebb', clientId: 'CLIENT' } },
  'PATCH /api/posts/:postId/comments/:commentId': { by: ['the author of the comment'], send: { body: 'flood' } },
  'DELETE /api/posts/:postId/comments/:commentId': {
    by: ['the author of the comment', 'the author of the post', 'who leads the place'],
  },
  'PUT /api/posts/:postId/comments/:commentId/pinned': { by: ['the author of the post'], send: { isPinned: true } },
  'PUT /api/posts/:postId/comments/:commentId/like': { by: viewers },
  'DELETE /api/posts/:postId/comments/:commentId/like': { by: viewers },
  'GET /api/posts/:postId/comments/:commentId/likes': { by: viewers },
}

const asked = Object.keys(endpoints).filter((key) => key.includes('/api/posts/:postId/comments'))

test('everything that can be asked of comments is in the table, and nothing else', () => {
  expect(Object.keys(rules).toSorted()).toEqual(asked.toSorted())
})

async function call(
  { raw, url }: World,
  who: Person | null,
  endpoint: string,
  { postId, commentId }: { postId: string; commentId: string },
): Promise<{ status: number; body: string }> {
  const [method = '', pattern = ''] = endpoint.split(' ')
  const path = pattern.replace(':postId', postId).replace(':commentId', commentId)
  const send = rules[endpoint]?.send
  const response = await raw(endpoint.endsWith('/changes') ? `${path}?since=0` : path, {
    method,
    headers: {
      origin: url,
      ...(who === null ? {} : { cookie: who.api.cookies() }),
      ...(send === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(send === undefined ? {} : { body: JSON.stringify(send).replace('CLIENT', crypto.randomUUID()) }),
  })
  return { status: response.status, body: (await response.text()).replace(/"requestId":"[^"]*"/, '') }
}

async function everybody(place: World): Promise<Record<Viewer, Person>> {
  const { alice, bob, carol, stranger } = place
  const [follower, friend, blocked, blocker, removed] = await Promise.all(
    ['dave', 'erin', 'frank', 'grace', 'heidi'].map((name) => place.person(name)),
  )
  if (follower === undefined || friend === undefined) throw new Error('nobody follows')
  if (blocked === undefined || blocker === undefined || removed === undefined) throw new Error('nobody is kept apart')
  for (const one of [friend, carol]) {
    await one.people.ask({ userId: bob.user.id })
    await bob.people.accept(one.user.id)
  }
  for (const one of [follower, removed]) await one.people.follow(bob.user.id)
  await bob.call('DELETE /api/followers/:userId', { userId: removed.user.id })
  await bob.people.block(blocked.user.id)
  await blocker.people.block(bob.user.id)
  return {
    'a stranger': stranger,
    'a follower': follower,
    'a friend': friend,
    'who is blocked': blocked,
    'who blocks': blocker,
    'who was a follower': removed,
    'the author of the post': bob,
    'the author of the comment': carol,
    'who leads the place': alice,
  }
}

test('each finds and does what their standing lets them, for every audience', { timeout: 120_000 }, async () => {
  const place = await world()
  const people = await everybody(place)
  const { bob, carol } = place
  const nowhere = '0190aaaa-0000-7000-8000-000000000001'
  for (const [audience, seeing] of Object.entries(audiences)) {
    const isPrivate = audience.includes('private')
    await bob.call('PATCH /api/me/privacy', { isPrivate })
    const level = audience === 'followers' || audience === 'friends' ? audience : 'everyone'
    for (const endpoint of asked) {
      const postId = await posted(bob, { audience: level })
      expect((await call(place, null, endpoint, { postId, commentId: nowhere })).status, endpoint).toBe(401)
      for (const viewer of viewers) {
        const said = { postId, body: 'low tide', clientId: crypto.randomUUID() }
        const { id: commentId } = await carol.call('POST /api/posts/:postId/comments', said)
        const what = `${endpoint} for ${audience} by ${viewer}`
        const found = await call(place, people[viewer], endpoint, { postId, commentId })
        if (!seeing.includes(viewer)) {
          expect(found.status, what).toBe(404)
          const none = await call(place, people[viewer], endpoint, { postId: nowhere, commentId })
          expect(found, what).toEqual(none)
        } else if (rules[endpoint]?.by.includes(viewer) === true) {
          expect([200, 201], `${what}: ${found.body}`).toContain(found.status)
        } else expect(found.status, `${what}: ${found.body}`).toBe(403)
      }
      await bob.call('DELETE /api/posts/:postId', { postId })
    }
  }
})
