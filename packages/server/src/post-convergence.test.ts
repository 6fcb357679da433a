import type { Post } from '@kith/protocol/posts.ts'
import type { PostComment } from '@kith/protocol/post-comments.ts'
import { PostTalk, answersIn, begunIn } from '@kith/sdk/post-talk.ts'
import { Posts, shownPost } from '@kith/sdk/posts.ts'
import { OfflineError, ProblemError } from '@kith/sdk/problem-error.ts'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Person } from './testing/person.ts'
import { world } from './testing/world.ts'

/*
 * Three people like, keep and talk about posts, from two devices each that come and go. In the end each device shows of
 * them what a device shows that asks for the first time.
 */

const action = fc.record({
  does: fc.constantFrom(
    'like',
    'like',
    'like no more',
    'keep',
    'keep no more',
    'say',
    'say',
    'answer',
    'answer',
    'say otherwise',
    'take away',
    'like what was said',
    'like it no more',
    'pin',
    'change',
    'delete',
    'cut',
    'go',
    'come',
  ),
  who: fc.nat({ max: 2 }),
  device: fc.nat({ max: 1 }),
  which: fc.nat({ max: 7 }),
  turns: fc.nat({ max: 4 }),
  /** Whether the others wait until it is done. */
  isAlone: fc.boolean(),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const replayed = process.env['KITH_TEST_SEED']

/** A device that has some posts on its screen, with what is said about them. */
class Screen {
  readonly person: Person
  readonly posts: Posts
  readonly talks = new Map<string, PostTalk>()

  constructor(person: Person) {
    this.person = person
    this.posts = new Posts(person)
    this.posts.start()
  }

  async show(postId: string): Promise<void> {
    await this.posts.get(postId)
    const talk = new PostTalk(this.person, this.posts, postId)
    this.talks.set(postId, talk)
    await talk.start()
    for (const { id, replyCount } of begunIn(talk.state)) if (replyCount > 0) await talk.moreAnswers(id)
  }

  close(): void {
    for (const talk of this.talks.values()) talk.close()
    this.posts.stop()
  }

  text(postId: string): string {
    const talk = this.talks.get(postId)
    const post = shownPost(this.posts.state, postId)
    if (talk === undefined || post === undefined || talk.state.isGone) return 'gone'
    const answered = [...talk.state.answers.keys()].toSorted()
    return textOf(
      post,
      begunIn(talk.state),
      answered.flatMap((id) => answersIn(talk.state, id)),
    )
  }
}

function textOf(post: Post, begun: readonly PostComment[], answers: readonly PostComment[]): string {
  return JSON.stringify([post, begun, answers], null, 1)
}

test('whatever people do with posts, every device ends with what a new one is told', { timeout: 180_000 }, async () => {
  const place = await world()
  const people: Person[][] = []
  for (const name of ['alice', 'bob', 'carol'] as const) people.push([place[name], await place.device(name)])
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 50 }), async (actions) => {
      const screens = people.map((devices) => devices.map((person) => new Screen(person)))
      onTestFinished(() => screens.flat().forEach((screen) => screen.close()))
      const postIds: string[] = []
      for (const caption of ['one', 'two']) {
        const clientId = crypto.randomUUID()
        const { id: postId } = await place.alice.call('POST /api/posts', { caption, clientId })
        const { id: parentId } = await said(place.bob, { postId, body: 'first' })
        await said(place.carol, { postId, body: 'an answer', parentId })
        postIds.push(postId)
      }
      for (const screen of screens.flat()) for (const id of postIds) await screen.show(id)
      const pending: Promise<unknown>[] = []
      for (const step of actions) {
        const taken = take(screens, postIds, step).catch(tolerated)
        pending.push(taken)
        if (step.isAlone) await taken
        for (let turn = 0; turn < step.turns; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
      await Promise.all(pending)
      for (const { person } of screens.flat()) person.tryNow()
      for (const { person } of screens.flat()) {
        await person.until(({ connection }) => connection.state === 'online', 'a connection')
      }
      for (const { talks } of screens.flat()) {
        const underWay = () => [...talks.values()].flatMap(({ state }) => state.pending)
        await expect.poll(() => underWay().filter(({ state }) => state === 'sending')).toEqual([])
      }
      for (const screen of screens.flat()) {
        for (const id of postIds) {
          const parents = [...(screen.talks.get(id)?.state.answers.keys() ?? [])].toSorted()
          const expected = await freshly(screen.person, id, parents)
          await expect.poll(() => screen.text(id), { message: screen.person.user.username }).toBe(expected)
        }
        screen.close()
      }
    }),
    {
      numRuns: 10,
      interruptAfterTimeLimit: 30_000,
      endOnFailure: true,
      ...(replayed === undefined ? {} : { seed: Number(replayed) }),
    },
  )
})

/** What a device shows that asks for the first time. */
async function freshly(person: Person, postId: string, parents: readonly string[]): Promise<string> {
  try {
    const post = await person.call('GET /api/posts/:postId', { postId })
    const begun = await allOf(person, { postId })
    const answers: PostComment[] = []
    for (const parentId of parents) answers.push(...(await allOf(person, { postId, parentId })))
    return textOf(post, begun, answers)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return 'gone'
    throw error
  }
}

async function allOf(person: Person, at: { postId: string; parentId?: string }): Promise<PostComment[]> {
  const items: PostComment[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const further: { cursor?: string } = cursor === '' ? {} : { cursor }
    const page: { items: PostComment[]; nextCursor: string | null } = await person.call(
      'GET /api/posts/:postId/comments',
      { ...at, limit: 3, ...further },
    )
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

async function take(screens: Screen[][], postIds: readonly string[], step: Action): Promise<unknown> {
  const { does, who, device, which } = step
  const screen = screens[who]?.[device]
  const postId = postIds[which % postIds.length]
  const talk = screen?.talks.get(postId ?? '')
  if (screen === undefined || postId === undefined || talk === undefined) throw new Error('nobody')
  const { person, posts } = screen
  const comments = [...talk.state.comments.values()]
  const comment = comments[which % Math.max(1, comments.length)]
  switch (does) {
    case 'like':
    case 'like no more':
      return posts.like(postId, does === 'like')
    case 'keep':
    case 'keep no more':
      return posts.save(postId, does === 'keep')
    case 'say':
      return talk.say(`said ${which}, @bob`)
    case 'answer':
      return comment === undefined ? undefined : talk.say(`answered ${which}`, comment.parentId ?? comment.id)
    case 'say otherwise':
      return comment === undefined ? undefined : talk.edit(comment.id, `otherwise ${which}`)
    case 'take away':
      return comment === undefined ? undefined : talk.remove(comment.id)
    case 'like what was said':
    case 'like it no more':
      return comment === undefined ? undefined : talk.like(comment.id, does === 'like what was said')
    case 'pin':
      return comment === undefined ? undefined : talk.pin(comment.id, which % 3 > 0)
    case 'change':
      return posts.change({ postId, caption: `caption ${which} #tag${which}` })
    case 'delete':
      // Seldom, or there would be nothing left to talk about.
      return which === 7 ? posts.remove(postId) : undefined
    case 'cut':
      if (person.socket?.connected === true) person.socket.io.engine.close()
      return undefined
    case 'go':
      screens[who]?.[1]?.person.socket?.disconnect()
      return undefined
    case 'come':
      screens[who]?.[1]?.person.tryNow()
      return undefined
  }
}

function said(person: Person, input: { postId: string; body: string; parentId?: string }): Promise<PostComment> {
  return person.call('POST /api/posts/:postId/comments', { ...input, clientId: crypto.randomUUID() })
}

/** What is refused, or has no way to the server, is so for a reason that the end of the test looks into. */
function tolerated(error: unknown): undefined {
  if (error instanceof ProblemError || error instanceof OfflineError) return undefined
  throw error
}
