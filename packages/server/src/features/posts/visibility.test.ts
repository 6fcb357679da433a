import type { CallInput } from '@kith/protocol/registry.ts'
import type { PostAudience } from '@kith/protocol/posts.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf, flat, getFile } from '../../testing/files.ts'
import type { Person } from '../../testing/person.ts'
import { say, socketOf } from '../../testing/wire.ts'
import { world } from '../../testing/world.ts'
import type { World } from '../../testing/world.ts'

/*
 * Who sees which post by which door: every audience, for everybody there is, of an open account and of a private one.
 * Almost all of them were friends when the posts were made, so that each door once was open to them: they were told, they
 * kept the posts, they have the message that shares them.
 */

type Viewer = keyof typeof becoming

interface Shown {
  id: string
  audience: PostAudience
  /** All addresses of its pictures and of its video. */
  urls: string[]
}

interface Place {
  here: World
  author: Person
  posts: Shown[]
  conversationId: string
  messageId: string
}

/** What becomes of a friend and follower of the author. Without a step: they never were. */
const becoming: Record<string, ((viewer: Person, author: Person) => Promise<unknown>) | null> = {
  author: null,
  stranger: null,
  leader: null,
  friend: (viewer, author) => unfollow(viewer, author),
  follower: (viewer, author) => unfriend(author, viewer),
  'former friend': async (viewer, author) => {
    await unfollow(viewer, author)
    await unfriend(viewer, author)
  },
  'removed follower': async (viewer, author) => {
    await unfriend(author, viewer)
    await author.call('DELETE /api/followers/:userId', { userId: viewer.user.id })
  },
  blocked: (viewer, author) => author.call('PUT /api/blocks/:userId', { userId: viewer.user.id }),
  blocking: (viewer, author) => viewer.call('PUT /api/blocks/:userId', { userId: author.user.id }),
  muting: (viewer, author) => viewer.call('PUT /api/mutes/:userId', { userId: author.user.id }),
}

const unfriend = (who: Person, other: Person) => who.call('DELETE /api/friends/:userId', { userId: other.user.id })
const unfollow = (who: Person, other: Person) => who.call('DELETE /api/follows/:userId', { userId: other.user.id })

/** The posts for these audiences are to be seen. */
function entitled(viewer: Viewer, isPrivate: boolean): PostAudience[] {
  if (viewer === 'author' || viewer === 'friend' || viewer === 'muting') return ['everyone', 'followers', 'friends']
  if (viewer === 'follower') return ['everyone', 'followers']
  if (viewer === 'blocked' || viewer === 'blocking') return []
  return isPrivate ? [] : ['everyone']
}

type Door = (place: Place, viewer: Person) => Promise<string[]>

/** Those of the posts that a call about each of them finds; what is not found is refused exactly like what never was. */
function each(call: (viewer: Person, postId: string) => Promise<unknown>): Door {
  return async ({ posts }, viewer) => {
    const nothing = await refusal(call(viewer, '0190aaaa-0000-7000-8000-000000000001'))
    const found: string[] = []
    for (const { id } of posts) {
      const refused = await refusal(call(viewer, id))
      if (refused === null) found.push(id)
      else expect(refused).toEqual(nothing)
    }
    return found
  }
}

async function refusal(call: Promise<unknown>): Promise<object | null> {
  try {
    await call
    return null
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, message } = error
    return { code, message }
  }
}

const feed =
  (of: NonNullable<CallInput<'GET /api/feed'>['of']>): Door =>
  async (_, viewer) =>
    (await viewer.call('GET /api/feed', { of })).items.map(({ id }) => id)

const byAddress: Door = async ({ here, posts }, viewer) => {
  const found: string[] = []
  for (const { id, urls } of posts) {
    const statuses = new Set<number>()
    for (const url of urls) statuses.add((await getFile(here, viewer, url)).status)
    // All of them, or none.
    expect([...statuses]).toEqual([statuses.has(200) ? 200 : 404])
    if (statuses.has(200)) found.push(id)
  }
  return found
}

const doors: Record<string, Door> = {
  permalink: each((viewer, postId) => viewer.call('GET /api/posts/:postId', { postId })),
  'by ids': async ({ posts }, viewer) => {
    const ids = posts.map(({ id }) => id).join(',')
    return (await viewer.call('GET /api/posts', { ids })).items.map(({ id }) => id)
  },
  home: feed('home'),
  everyone: feed('everyone'),
  explore: feed('explore'),
  saved: feed('saved'),
  profile: async (_, viewer) => {
    const found = await refusal(viewer.call('GET /api/users/:username', { username: 'author' }))
    if (found !== null) return []
    const { counts } = await viewer.call('GET /api/users/:username', { username: 'author' })
    const { items } = await viewer.call('GET /api/users/:username/posts', { username: 'author' })
    expect(counts.posts).toBe(items.length)
    return items.map(({ id }) => id)
  },
  'posts of a person': async (_, viewer) => {
    const call = viewer.call('GET /api/users/:username/posts', { username: 'author' })
    return (await refusal(call)) === null ? (await call).items.map(({ id }) => id) : []
  },
  'picture address': byAddress,
  hashtag: async (_, viewer) =>
    (await viewer.call('GET /api/tags/:tag/posts', { tag: 'ebb' })).items.map(({ id }) => id),
  search: async (_, viewer) =>
    (await viewer.call('GET /api/search', { q: 'lighthouse', type: 'post' })).items.flatMap((item) =>
      item.type === 'post' ? item.post.id : [],
    ),
  'search of what is to be seen': async (_, viewer) =>
    (await viewer.call('GET /api/search', { q: 'heron', type: 'post' })).items.flatMap((item) =>
      item.type === 'post' ? item.post.id : [],
    ),
  like: each((viewer, postId) => viewer.call('PUT /api/posts/:postId/like', { postId })),
  unlike: each((viewer, postId) => viewer.call('DELETE /api/posts/:postId/like', { postId })),
  likes: each((viewer, postId) => viewer.call('GET /api/posts/:postId/likes', { postId })),
  save: each((viewer, postId) => viewer.call('PUT /api/posts/:postId/save', { postId })),
  comments: each((viewer, postId) => viewer.call('GET /api/posts/:postId/comments', { postId })),
  'changes of comments': each((viewer, postId) =>
    viewer.call('GET /api/posts/:postId/comments/changes', { postId, since: 0 }),
  ),
  'to comment': each((viewer, postId) =>
    viewer.call('POST /api/posts/:postId/comments', { postId, body: 'so wide', clientId: crypto.randomUUID() }),
  ),
  'to have come to it': each((viewer, postId) => viewer.call('PUT /api/feed/seen', { postId })),
  notification: async ({ posts }, viewer) => {
    const { items } = await viewer.call('GET /api/notifications', { limit: 100 })
    const about = items.filter(({ kind }) => kind === 'post-mention').map(({ postId }) => postId)
    return posts.map(({ id }) => id).filter((id) => about.includes(id))
  },
  'shared card': async ({ conversationId, messageId }, viewer) => {
    const { items } = await viewer.call('GET /api/conversations/:conversationId/messages', { conversationId })
    const ids = items.find(({ id }) => id === messageId)?.sharedPosts ?? []
    return (await viewer.call('GET /api/posts', { ids: ids.join(',') })).items.map(({ id }) => id)
  },
  'to share': async ({ posts }, viewer) => {
    const found: string[] = []
    for (const { id } of posts) {
      const input = { conversationId: viewer.lobbyId, body: '', clientId: crypto.randomUUID(), postIds: [id] }
      const refused = await refusal(viewer.call('POST /api/conversations/:conversationId/messages', input))
      if (refused === null) found.push(id)
    }
    return found
  },
  'to report': each((viewer, targetId) =>
    viewer.call('POST /api/reports', { targetKind: 'post', targetId, reason: 'spam' }),
  ),
  'to watch': async ({ posts }, viewer) => {
    const answer = await say(socketOf(viewer), 'watch_posts', { postIds: posts.map(({ id }) => id) })
    return (answer['posts'] as { postId: string }[]).map(({ postId }) => postId)
  },
}

/** What one may see and yet does not find there, since one did not ask for it there, or it is one's own. */
function isElsewhere(door: string, viewer: Viewer, { audience }: Shown): boolean {
  const isNear = viewer === 'author' || viewer === 'friend' || viewer === 'follower'
  if (door === 'home') return !isNear
  if (door === 'everyone' || door === 'explore') return viewer === 'muting' || audience !== 'everyone'
  if (door === 'hashtag') return viewer === 'muting'
  if (door === 'notification') return viewer === 'author' || viewer === 'muting'
  return false
}

async function make(isPrivate: boolean): Promise<{ place: Place; viewers: Map<Viewer, Person> }> {
  const here = await world()
  const author = await here.person('author')
  const viewers = new Map<Viewer, Person>([
    ['author', author],
    ['stranger', here.stranger],
    ['leader', here.alice],
  ])
  for (const [viewer, step] of Object.entries(becoming)) {
    if (step === null) continue
    const person = await here.person(viewer.replace(' ', '.'))
    await person.call('PUT /api/follows/:userId', { userId: author.user.id })
    await person.call('POST /api/friends', { userId: author.user.id })
    await author.call('POST /api/friends/:userId/accept', { userId: person.user.id })
    viewers.set(viewer, person)
  }
  const names = [...viewers.values()].map(({ user }) => `@${user.username}`).join(' ')
  const posts: Shown[] = []
  for (const audience of ['everyone', 'followers', 'friends'] as const) {
    const bring = async (side: number) =>
      uploadFile(author.api, fileOf(await flat(side, side).jpeg().toBuffer(), 'ebb.jpg'))
    const [picture, poster] = [await bring(40), await bring(41)]
    const video = await uploadFile(author.api, fileOf('\0\0\0\x20ftypisom\0\0\x02\0moov vide', 'ebb.mp4'))
    const made = await author.call('POST /api/posts', {
      caption: `the lighthouse at #ebb ${names}`,
      uploadIds: [picture.id, video.id],
      alts: { [picture.id]: 'a heron' },
      posters: { [video.id]: poster.id },
      audience,
      clientId: crypto.randomUUID(),
    })
    const sizes = ['full', 'view', 'thumbnail', 'jpeg']
    const urls = [picture, poster].flatMap(({ id }) => sizes.map((size) => `/api/files/${id}/${size}`))
    posts.push({ id: made.id, audience, urls: [...urls, video.url] })
  }
  const memberIds = [...viewers.values()].filter((one) => one !== author).map(({ user }) => user.id)
  const { id: conversationId } = await author.create({ kind: 'group', title: 'Boats', memberIds })
  const postIds = posts.map(({ id }) => id)
  const { id: messageId } = await author.call('POST /api/conversations/:conversationId/messages', {
    conversationId,
    body: 'look',
    clientId: crypto.randomUUID(),
    postIds,
  })
  await here.app.ctx.background.idle()
  for (const person of viewers.values()) {
    for (const postId of postIds) {
      await refusal(person.call('PUT /api/posts/:postId/save', { postId }))
      await refusal(person.call('PUT /api/posts/:postId/like', { postId }))
    }
  }
  for (const [viewer, person] of viewers) await becoming[viewer]?.(person, author)
  if (isPrivate) await author.call('PATCH /api/me/privacy', { isPrivate })
  await here.app.ctx.background.idle()
  return { place: { here, author, posts, conversationId, messageId }, viewers }
}

for (const isPrivate of [false, true]) {
  test(`no door shows a post of ${isPrivate ? 'a private' : 'an open'} account to who may not see it, and each one to who may`, async () => {
    const { place, viewers } = await make(isPrivate)
    const deviations: string[] = []
    let cases = 0
    for (const [door, open] of Object.entries(doors)) {
      for (const [viewer, person] of viewers) {
        const audiences = entitled(viewer, isPrivate)
        const found = new Set(await open(place, person))
        for (const post of place.posts) {
          cases++
          const isExpected = audiences.includes(post.audience) && !isElsewhere(door, viewer, post)
          if (found.has(post.id) === isExpected) continue
          deviations.push(`${post.audience} ${found.has(post.id) ? 'seen' : 'not seen'} by ${viewer} through ${door}`)
        }
      }
    }
    expect(deviations).toEqual([])
    expect(cases).toBe(Object.keys(doors).length * Object.keys(becoming).length * 3)
  })
}
