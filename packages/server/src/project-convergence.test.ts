import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { ProjectMember } from '@kith/protocol/projects.ts'
import { OfflineError, ProblemError } from '@kith/sdk/problem-error.ts'
import { ProjectFollower } from '@kith/sdk/project-follower.ts'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Person } from './testing/person.ts'
import { bring } from './testing/project-files.ts'
import { world } from './testing/world.ts'

/*
 * Three people do whatever people do in a project, from two devices each, of which one comes and goes. In the end each
 * device knows what a device knows that asks for the first time; whoever is not in the project any more knows nothing.
 */

const onProject = [
  'call it',
  'let in',
  'take out',
  'give a role',
  'make a folder',
  'bring',
  'archive',
  'open again',
  'cut',
  'go',
  'come',
] as const
const onThings = [
  'rename',
  'move',
  'trash',
  'restore',
  'purge',
  'say',
  'answer',
  'say otherwise',
  'take away',
  'settle',
] as const
type OnThings = (typeof onThings)[number]

const action = fc.record({
  does: fc.constantFrom(...onProject, ...onThings),
  who: fc.nat({ max: 2 }),
  device: fc.nat({ max: 1 }),
  which: fc.nat({ max: 5 }),
  turns: fc.nat({ max: 4 }),
  /** Whether the others wait until it is done. */
  isAlone: fc.boolean(),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const replayed = process.env['KITH_TEST_SEED']

interface Known {
  name: string
  /** That of the project whose name it is. */
  head: number
  people: Map<string, ProjectMember>
  entries: Map<string, ProjectEntry>
  comments: Map<string, FileComment>
}

const nothing = (): Known => ({ name: '', head: 0, people: new Map(), entries: new Map(), comments: new Map() })

/** What a page that shows a project keeps of it. */
class Sight {
  readonly person: Person
  readonly follower: ProjectFollower
  readonly #projectId: string
  #known = nothing()
  #loading: Promise<void> = Promise.resolve()

  constructor(person: Person, projectId: string) {
    this.person = person
    this.#projectId = projectId
    this.follower = new ProjectFollower(person, projectId)
    this.follower.listen((news) => {
      if (news.isGone || news.isStale) this.#known = nothing()
      this.#take(news)
      if (news.isStale) this.#loading = this.#loading.then(() => this.#load())
    })
  }

  async start(): Promise<void> {
    await this.follower.start()
    await this.#load()
  }

  async settled(): Promise<void> {
    await this.follower.settled()
    await this.#loading
  }

  text(): string {
    return textOf(this.#known)
  }

  async #load(): Promise<void> {
    const asking = this.#known
    // Taken out meanwhile, which is told as well, or without a connection: then the follower asks again.
    const pages = await allOf(this.person, this.#projectId).catch(tolerated)
    // It went while the answer was on its way, or is to be loaded anew.
    if (this.#known !== asking) return
    for (const page of pages ?? []) this.#take(page)
  }

  #take({ project, own, members, entries, comments }: Parameters<Parameters<ProjectFollower['listen']>[0]>[0]): void {
    const shared = project ?? own
    if (shared !== undefined && shared.head >= this.#known.head) {
      this.#known.name = shared.name
      this.#known.head = shared.head
    }
    for (const each of members) putNewer(this.#known.people, each.user.id, each)
    for (const each of entries) putNewer(this.#known.entries, each.id, each)
    for (const each of comments) putNewer(this.#known.comments, each.id, each)
  }
}

function putNewer<T extends { rev: number }>(into: Map<string, T>, id: string, fresh: T): void {
  if ((into.get(id)?.rev ?? -1) <= fresh.rev) into.set(id, fresh)
}

type News = Parameters<Parameters<ProjectFollower['listen']>[0]>[0]

async function allOf(person: Person, projectId: string): Promise<News[]> {
  const pages: News[] = []
  for (let since = 0; ;) {
    const { project, more, upTo, ...page } = await person.call('GET /api/projects/:projectId/changes', {
      projectId,
      since,
      limit: 7,
    })
    pages.push({ ...page, own: project, isGone: false, isStale: false })
    if (!more) return pages
    since = upTo
  }
}

function textOf({ name, people, entries, comments }: Known): string {
  const inOrder = (of: Map<string, object>): object[] =>
    [...of].toSorted(([a], [b]) => a.localeCompare(b)).map(([, value]) => value)
  // With a file goes what was said about it.
  const left = new Map([...comments].filter(([, { fileId }]) => entries.get(fileId)?.isGone !== true))
  return JSON.stringify([name, inOrder(people), inOrder(entries), inOrder(left)], null, 1)
}

test(
  'whatever people do in a project, every device ends with what a new one is told',
  { timeout: 180_000 },
  async () => {
    const place = await world()
    const names = ['alice', 'bob', 'carol'] as const
    const devices: Person[][] = []
    for (const name of names) devices.push([place[name], await place.device(name)])
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 25, maxLength: 50 }), async (actions) => {
        const memberIds = [place.bob.user.id, place.carol.user.id]
        const { id: projectId } = await place.alice.call('POST /api/projects', { name: 'Yard', memberIds })
        for (const name of ['one', 'two', 'three']) {
          const { id: fileId } = await bring(place.alice, { projectId }, name, `${name}.txt`)
          await said(place.alice, { projectId, fileId, body: `about ${name}` })
        }
        const sights = devices.flat().map((device) => new Sight(device, projectId))
        onTestFinished(() => sights.forEach(({ follower }) => follower.close()))
        for (const sight of sights) await sight.start()
        const pending: Promise<unknown>[] = []
        for (const step of actions) {
          const taken = take(devices, projectId, step).catch(tolerated)
          pending.push(taken)
          if (step.isAlone) await taken
          for (let turn = 0; turn < step.turns; turn++) await new Promise((resolve) => setImmediate(resolve))
        }
        await Promise.all(pending)
        await place.app.ctx.background.idle()
        for (const device of devices.flat()) device.tryNow()
        for (const device of devices.flat())
          await device.until(({ connection }) => connection.state === 'online', 'a connection')
        for (const sight of sights) {
          // Asked again each time: pictures of files are made while one looks.
          await expect
            .poll(
              async () => {
                await sight.settled()
                const fresh = await freshly(sight.person, projectId)
                return sight.text() === fresh ? null : { fresh, shown: sight.text() }
              },
              { message: sight.person.user.username },
            )
            .toBeNull()
          sight.follower.close()
        }
      }),
      {
        numRuns: 10,
        interruptAfterTimeLimit: 60_000,
        endOnFailure: true,
        ...(replayed === undefined ? {} : { seed: Number(replayed) }),
      },
    )
  },
)

/** What a device knows that asks for the first time. */
async function freshly(person: Person, projectId: string): Promise<string> {
  const known = nothing()
  const pages = await allOf(person, projectId).catch((error: unknown) => {
    if (error instanceof ProblemError && error.code === 'not-found') return []
    throw error
  })
  for (const { own, members, entries, comments } of pages) {
    known.name = own?.name ?? ''
    for (const each of members) known.people.set(each.user.id, each)
    for (const each of entries) known.entries.set(each.id, each)
    for (const each of comments) known.comments.set(each.id, each)
  }
  return textOf(known)
}

async function take(devices: Person[][], projectId: string, { does, who, device, which }: Action): Promise<unknown> {
  const me = devices[who]?.[device]
  const other = devices[1 + (which % 2)]?.[0]
  if (me === undefined || other === undefined) throw new Error('nobody')
  if (isOnThings(does)) return withSomething(me, projectId, does, which)
  const owner = devices[0]?.[device] ?? me
  const userId = other.user.id
  switch (does) {
    case 'call it':
      return owner.call('PATCH /api/projects/:projectId', { projectId, name: `Yard ${which}` })
    case 'let in':
      return owner.call('POST /api/projects/:projectId/members', { projectId, userIds: [userId] })
    case 'take out':
      return owner.call('DELETE /api/projects/:projectId/members/:userId', { projectId, userId })
    case 'give a role': {
      const role = (['editor', 'commenter', 'reader'] as const)[which % 3] ?? 'editor'
      return owner.call('PATCH /api/projects/:projectId/members/:userId', { projectId, userId, role })
    }
    case 'make a folder':
      return me.call('POST /api/projects/:projectId/folders', { projectId, name: `folder ${which}` })
    case 'bring':
      return bring(me, { projectId }, `${does} ${Math.random()}`, `file ${which}.txt`)
    case 'archive':
      return owner.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: which < 2 })
    case 'open again':
      return owner.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: false })
    case 'cut':
      if (me.socket?.connected === true) me.socket.io.engine.close()
      return undefined
    case 'go':
      devices[who]?.[1]?.socket?.disconnect()
      return undefined
    case 'come':
      devices[who]?.[1]?.tryNow()
      return undefined
  }
}

const isOnThings = (does: Action['does']): does is OnThings => onThings.some((each) => each === does)

/** Does something to one of the things that are there. */
async function withSomething(me: Person, projectId: string, does: OnThings, which: number): Promise<unknown> {
  const { entries, comments } = await me.call('GET /api/projects/:projectId/changes', {
    projectId,
    since: 0,
    limit: 500,
  })
  const there = entries.filter(({ isGone }) => !isGone)
  const entry = there[which % Math.max(1, there.length)]
  const files = there.filter(({ type }) => type === 'file')
  const file = files[which % Math.max(1, files.length)]
  const folder = there.find(({ type }) => type === 'folder')
  const comment = comments[which % Math.max(1, comments.length)]
  if (entry === undefined) return undefined
  const ids = there.slice(0, which + 1).map(({ id }) => id)
  const one = { projectId, fileId: comment?.fileId ?? '', commentId: comment?.id ?? '' }
  switch (does) {
    case 'rename':
      return me.call('PATCH /api/projects/:projectId/files/:fileId', {
        projectId,
        fileId: entry.id,
        name: `n ${which}`,
      })
    case 'move':
      return me.call('POST /api/projects/:projectId/files/move', {
        projectId,
        ids: [entry.id],
        parentId: which % 2 === 0 ? null : (folder?.id ?? null),
      })
    case 'trash':
      return me.call('POST /api/projects/:projectId/files/trash', { projectId, ids })
    case 'restore':
      return me.call('POST /api/projects/:projectId/files/restore', { projectId, ids })
    case 'purge':
      return me.call('POST /api/projects/:projectId/files/purge', { projectId })
    case 'say':
    case 'answer': {
      const fileId = does === 'answer' ? one.fileId : (file?.id ?? entry.id)
      const answered = does === 'answer' && comment !== undefined ? { parentId: comment.id } : {}
      return said(me, { projectId, fileId, body: `said ${which}, @bob`, ...answered })
    }
    case 'say otherwise':
      return me.call('PATCH /api/projects/:projectId/files/:fileId/comments/:commentId', {
        ...one,
        body: `no ${which}`,
      })
    case 'take away':
      return me.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', one)
    case 'settle': {
      const settled = { ...one, isResolved: which % 3 !== 0 }
      return me.call('PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved', settled)
    }
  }
}

function said(
  person: Person,
  input: { projectId: string; fileId: string; body: string; parentId?: string },
): Promise<FileComment> {
  const clientId = crypto.randomUUID()
  return person.call('POST /api/projects/:projectId/files/:fileId/comments', { ...input, clientId })
}

/** What is refused, or has no way to the server, is so for a reason that the end of the test looks into. */
function tolerated(error: unknown): undefined {
  if (error instanceof ProblemError || error instanceof OfflineError) return undefined
  throw error
}
