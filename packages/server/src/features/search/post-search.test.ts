import type { Person } from '../../testing/person.ts'
import { expect, test } from 'vitest'
import { putPosts } from '../../testing/put-posts.ts'
import { relate } from '../../testing/relate.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

async function post(place: World, author: Person, caption: string, level: 0 | 1 | 2 = 0): Promise<string> {
  const [id = ''] = await putPosts(place, [{ author_id: author.user.id, caption, level }])
  place.app.ctx.db.postSearch.changed(id)
  await place.app.ctx.db.postSearch.settled()
  return id
}

async function found(who: Person, q: string, limit = 50): Promise<string[]> {
  const captions: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await who.call('GET /api/search', {
      q,
      type: 'post',
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    captions.push(...page.items.flatMap((item) => (item.type === 'post' ? item.post.caption : [])))
    if (page.nextCursor === null) return captions
    cursor = page.nextCursor
  }
}

test('posts are found by words, parts of words and phrases, newest first, page by page', async () => {
  const place = await world()
  for (const caption of ['Herons at the lake', 'A heron, again', 'the lake at night', '東京タワー']) {
    await post(place, place.bob, caption)
  }
  const { alice } = place
  expect(await found(alice, 'heron', 1)).toEqual(['A heron, again', 'Herons at the lake'])
  expect(await found(alice, 'eron')).toHaveLength(2)
  expect(await found(alice, '"at the lake"')).toEqual(['Herons at the lake'])
  expect(await found(alice, '京タ')).toEqual(['東京タワー'])
  expect(await found(alice, 'heron from:bob')).toHaveLength(2)
  expect(await found(alice, 'heron from:carol')).toEqual([])
  expect(await found(alice, 'from:bob')).toHaveLength(4)
  expect(await found(alice, 'heron before:2001-01-01')).toEqual([])
  expect(await found(alice, 'heron after:2001-01-01')).toHaveLength(2)
  expect(await found(alice, 'heron is:reply')).toEqual([])
  expect(await found(alice, '')).toEqual([])
})

test('posts stand among all that is found, and who may not see one does not find it', async () => {
  const place = await world()
  const { alice, bob, carol } = place
  await relate(place, alice, bob, { friendship: 'friends' })
  await post(place, bob, 'a quiet heron', 2)
  const { items } = await alice.call('GET /api/search', { q: 'heron' })
  expect(items.map(({ type }) => type)).toEqual(['post'])
  expect(await found(carol, 'heron')).toEqual([])
  await relate(place, alice, bob, { friendship: 'none' })
  expect(await found(alice, 'heron')).toEqual([])
})

test('what was edited is found by what it says now, and what was deleted is not found', async () => {
  const place = await world()
  const { alice, bob, app } = place
  const id = await post(place, bob, 'a heron')
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    await work()
    app.ctx.db.postSearch.changed(id)
    await app.ctx.db.postSearch.settled()
  }
  await change(() =>
    app.ctx.db.write((tx) =>
      tx.updateTable('posts').set({ caption: 'a zebra', content_rev: 2 }).where('id', '=', id).execute(),
    ),
  )
  expect(await found(alice, 'heron')).toEqual([])
  expect(await found(alice, 'zebra')).toEqual(['a zebra'])
  await change(() => app.ctx.db.write((tx) => tx.deleteFrom('posts').where('id', '=', id).execute()))
  expect(await found(alice, 'zebra')).toEqual([])
})
