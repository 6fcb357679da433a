import type { PostComment } from '@kith/protocol/post-comments.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Person } from '../../testing/person.ts'
import { posted } from '../../testing/posts.ts'
import { world } from '../../testing/world.ts'

/*
 * Three people with two devices each talk about a post in any order, many at once, while each device follows by asking
 * what changed. Whatever happened, in the end each has what a device has that reads it all anew.
 */

const names = ['alice', 'bob', 'carol'] as const
const action = fc.record({
  does: fc.constantFrom('say', 'say', 'answer', 'answer', 'edit', 'delete', 'like', 'unlike', 'pin', 'unpin', 'follow'),
  who: fc.nat({ max: 2 }),
  device: fc.nat({ max: 1 }),
  pick: fc.nat({ max: 40 }),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const replayed = process.env['KITH_TEST_SEED']

test('whoever follows the comments of a post ends with what a fresh look shows', { timeout: 90_000 }, async () => {
  const place = await world()
  const devices: Person[][] = []
  for (const name of names) devices.push([place[name], await place.device(name)])
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 50 }), async (actions) => {
      const postId = await posted(place.alice)
      const talk = new Talk(devices, postId)
      for (const step of actions) talk.take(step)
      await talk.end()
      const fresh = await readAnew(place.carol, postId)
      for (const follower of talk.followers) {
        expect(follower.shown(), follower.name).toEqual(await readAnew(follower.person, postId))
      }
      const { state } = await place.bob.call('GET /api/posts/:postId', { postId })
      expect(state.commentCount).toBe(fresh.filter(({ deletedAt }) => deletedAt === null).length)
    }),
    {
      numRuns: 12,
      interruptAfterTimeLimit: 20_000,
      // What goes wrong in a race does not go wrong again in a smaller one.
      endOnFailure: true,
      ...(replayed === undefined ? {} : { seed: Number(replayed) }),
    },
  )
})

/** One interleaving: what was begun, and who follows. */
class Talk {
  readonly followers: readonly Follower[]
  readonly #devices: Person[][]
  readonly #postId: string
  readonly #said: PostComment[] = []
  readonly #pending: Promise<unknown>[] = []

  constructor(devices: Person[][], postId: string) {
    this.#devices = devices
    this.#postId = postId
    this.followers = devices.flatMap((of, who) =>
      of.map((person, device) => new Follower(person, postId, `${names[who]} ${device}`)),
    )
  }

  take(step: Action): void {
    this.#pending.push(tolerant(this.#begin(step)))
  }

  async end(): Promise<void> {
    await Promise.all(this.#pending)
    for (const follower of this.followers) await follower.follow()
  }

  async #begin({ does, who, device, pick }: Action): Promise<void> {
    const me = this.#devices[who]?.[device]
    if (me === undefined) throw new Error('nobody')
    // Some begin at once, others once those before them have come a little further.
    for (let turn = 0; turn < pick % 7; turn++) await me.call('GET /api/posts/:postId', { postId: this.#postId })
    const chosen = this.#said[pick % Math.max(1, this.#said.length)]
    const postId = this.#postId
    const at = { postId, commentId: chosen?.id ?? '' }
    if (does === 'follow') await this.followers[who * 2 + device]?.follow()
    else if (does === 'say' || (does === 'answer' && chosen === undefined)) await this.#say(me, {})
    else if (chosen === undefined) return
    else if (does === 'answer') await this.#say(me, { parentId: chosen.id })
    else if (does === 'edit') {
      await me.call('PATCH /api/posts/:postId/comments/:commentId', { ...at, body: `said otherwise @${names[who]}` })
    } else if (does === 'delete') await me.call('DELETE /api/posts/:postId/comments/:commentId', at)
    else if (does === 'like') await me.call('PUT /api/posts/:postId/comments/:commentId/like', at)
    else if (does === 'unlike') await me.call('DELETE /api/posts/:postId/comments/:commentId/like', at)
    else {
      await me.call('PUT /api/posts/:postId/comments/:commentId/pinned', { ...at, isPinned: does === 'pin' })
    }
  }

  async #say(me: Person, more: { parentId?: string }): Promise<void> {
    const said = {
      postId: this.#postId,
      body: `hello @bob ${this.#said.length}`,
      clientId: crypto.randomUUID(),
      ...more,
    }
    this.#said.push(await me.call('POST /api/posts/:postId/comments', said))
  }
}

/** A device that asks for what changed since it last did, some at a time. */
class Follower {
  readonly person: Person
  readonly name: string
  readonly #postId: string
  readonly #known = new Map<string, PostComment>()
  #since = 0
  #following: Promise<void> = Promise.resolve()

  constructor(person: Person, postId: string, name: string) {
    this.person = person
    this.#postId = postId
    this.name = name
  }

  /** One after the other, as a device would. */
  follow(): Promise<void> {
    this.#following = this.#following.then(() => this.#ask())
    return this.#following
  }

  async #ask(): Promise<void> {
    for (let isMore = true; isMore;) {
      const asked = { postId: this.#postId, since: this.#since, limit: 3 }
      const { comments, upTo, more } = await this.person.call('GET /api/posts/:postId/comments/changes', asked)
      for (const comment of comments) this.#known.set(comment.id, comment)
      this.#since = upTo
      isMore = more
    }
  }

  shown(): PostComment[] {
    return inOrder(
      [...this.#known.values()].filter(({ deletedAt, replyCount }) => deletedAt === null || replyCount > 0),
    )
  }
}

/** All that a device that comes now finds, page by page. */
async function readAnew(person: Person, postId: string): Promise<PostComment[]> {
  const begun = await pagesOf(person, { postId })
  const answers: PostComment[] = []
  for (const { id, replyCount } of begun) {
    const found = await pagesOf(person, { postId, parentId: id })
    expect(found).toHaveLength(replyCount)
    answers.push(...found)
  }
  const shown = [...begun, ...answers]
  expect(begun.toSorted(byPlace)).toEqual(begun)
  expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length)
  return inOrder(shown)
}

async function pagesOf(person: Person, asked: { postId: string; parentId?: string }): Promise<PostComment[]> {
  const items: PostComment[] = []
  let cursor: { cursor?: string } = {}
  for (;;) {
    const page = await person.call('GET /api/posts/:postId/comments', { ...asked, ...cursor, limit: 2 })
    items.push(...page.items)
    if (page.nextCursor === null) return items
    cursor = { cursor: page.nextCursor }
  }
}

function inOrder(comments: readonly PostComment[]): PostComment[] {
  return comments.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** Pinned ones first, then oldest first. */
function byPlace(a: PostComment, b: PostComment): number {
  const key = ({ pinnedAt, id }: PostComment): string => `${pinnedAt === null ? 1 : 0} ${pinnedAt ?? ''} ${id}`
  return key(a) < key(b) ? -1 : 1
}

/** What is refused, or came too late, is a part of life. */
async function tolerant(promise: Promise<void>): Promise<void> {
  await promise.catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error
    expect(['forbidden', 'not-found', 'already-deleted', 'validation-failed']).toContain(error.code)
  })
}
