import type { PostLevel } from '../../database/schema-posts.ts'
import { expect, test } from 'vitest'
import { putPosts } from '../../testing/put-posts.ts'
import { relate } from '../../testing/relate.ts'
import { world } from '../../testing/world.ts'
import type { Person } from '../../testing/person.ts'
import type { World } from '../../testing/world.ts'
import { announcePost } from './post-access.ts'

/** What a device is told of new posts, in their order. */
function ear(device: Person): string[] {
  const heard: string[] = []
  device.socket?.on('post_added', ({ postId }) => heard.push(postId))
  return heard
}

async function post(place: World, author: Person, level: PostLevel): Promise<string> {
  const [id = ''] = await putPosts(place, [{ author_id: author.user.id, level }])
  announcePost(place.app.ctx, { id, author_id: author.user.id, level })
  await place.app.ctx.background.idle()
  return id
}

async function near(place: World, who: Person, author: Person, how: 'friend' | 'follower'): Promise<void> {
  await relate(place, who, author, how === 'friend' ? { friendship: 'friends' } : { follow: 'following' })
  await relate(place, author, who, how === 'friend' ? { friendship: 'friends' } : { followed_by: 'following' })
}

test('a new post is told to those who have it at home, and to its author’s devices', async () => {
  const place = await world()
  const { alice, bob, carol, stranger } = place
  const [dora, eve] = [await place.person('dora'), await place.person('eve')]
  await near(place, bob, alice, 'friend')
  await near(place, carol, alice, 'follower')
  await near(place, dora, alice, 'friend')
  await relate(place, dora, alice, { is_muted: 1 })
  await near(place, eve, alice, 'follower')
  await relate(place, eve, alice, { is_blocked_by: 1 })
  const ears = [alice, bob, carol, dora, eve, stranger].map(ear)
  const [toEveryone, toFollowers, toFriends] = [
    await post(place, alice, 0),
    await post(place, alice, 1),
    await post(place, alice, 2),
  ]
  // Whoever hears this has heard all that was told to them before.
  for (const each of [alice, bob, carol, dora, eve, stranger]) {
    const came = Promise.withResolvers<void>()
    each.socket?.on('feed_seen', () => came.resolve())
    place.app.ctx.live.toUser(each.user.id, 'feed_seen', { seenId: 'x', personalRev: 0 })
    await came.promise
  }
  expect(ears).toEqual([
    [toEveryone, toFollowers, toFriends],
    [toEveryone, toFollowers, toFriends],
    [toEveryone, toFollowers],
    [],
    [],
    [],
  ])
})
