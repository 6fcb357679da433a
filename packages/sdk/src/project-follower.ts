import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { ProjectChanges } from '@kith/protocol/project-activity.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Project, ProjectMember, ProjectShared } from '@kith/protocol/projects.ts'
import { overSocket } from './over-socket.ts'
import type { SocketOwner } from './over-socket.ts'
import { isTransient, ProblemError } from './problem-error.ts'

/** Further behind than this, what is shown is loaded anew instead of mended. */
const MEND_MAX = 2_000
const RETRY_MS = 1_000
const ATTEMPTS_MAX = 5

/**
 * What is new in a project, in the order in which it happened. Each part is as it is now and has its rev: whoever also
 * loads pages keeps, of two that are the same, the one with the larger rev.
 */
export interface ProjectNews {
  project?: ProjectShared
  /** The project as one has it. */
  own?: Project
  /** Those with `leftAt` are in it no more. */
  members: readonly ProjectMember[]
  /** Those with `isGone` are no more. */
  entries: readonly ProjectEntry[]
  comments: readonly FileComment[]
  /** It is not one's own any more; nothing follows, unless one is let in again. */
  isGone: boolean
  /** More was missed than is told: whatever is shown of it is to be loaded anew. */
  isStale: boolean
}

const nothing: ProjectNews = { members: [], entries: [], comments: [], isGone: false, isStale: false }

/**
 * Keeps one project complete on this device: a counted event that is the next one is told to those who listen, anything
 * further makes it ask what changed, as does each new connection. Listen first and load pages afterwards, so that
 * nothing falls in between.
 */
export class ProjectFollower {
  readonly #of: SocketOwner
  readonly #projectId: string
  readonly #listeners = new Set<(news: ProjectNews) => void>()
  readonly #stop: () => void
  /** Up to which rev everything was told; null before the project was loaded, and while it is not one's own. */
  #rev: number | null = null
  #isGone = false
  /** The newest rev at which it is known to have been one's own. */
  #ownAt = 0
  /** The newest rev at which it is known to have gone. */
  #goneAt = 0
  /** The newest rev heard of. */
  #wanted = 0
  /** Whether only the server can tell how far it is. */
  #isUnsure = false
  #asking: Promise<void> | null = null
  #isClosed = false

  constructor(client: SocketOwner, projectId: string) {
    this.#of = client
    this.#projectId = projectId
    const isOurs = (id: string): boolean => id === projectId
    this.#stop = overSocket(client, {
      connect: () => (this.#isGone ? this.#lookAgain() : this.#ask(true)),
      project_changed: ({ projectId: id, rev, project }) => {
        if (isOurs(id)) this.#heard(rev, { project })
      },
      project_member_changed: ({ projectId: id, rev, member }) => {
        if (isOurs(id)) this.#heard(rev, { members: [member] })
      },
      project_entries_changed: ({ projectId: id, rev, entries }) => {
        if (isOurs(id)) this.#heard(rev, entries === null ? null : { entries })
      },
      file_comment_changed: ({ projectId: id, rev, comment, entry }) => {
        if (isOurs(id)) this.#heard(rev, { comments: [comment], entries: [entry] })
      },
      project: (own) => {
        if (isOurs(own.id)) this.#took(own)
      },
      project_gone: ({ projectId: id, rev }) => {
        if (isOurs(id)) this.#wentAt(rev)
      },
    })
  }

  /** Loads the project and keeps it from now on. @throws ProblemError `not-found`, OfflineError */
  async start(): Promise<Project> {
    const own = await this.#of.api.call('GET /api/projects/:projectId', { projectId: this.#projectId })
    // It went while the answer was on its way.
    if (own.head < this.#goneAt) return own
    this.#ownAt = Math.max(this.#ownAt, own.head)
    // What was heard meanwhile and is newer is asked for.
    this.#rev = own.head
    this.#ask(false)
    return own
  }

  /** Calls `listener` with all that is new from now on. */
  listen(listener: (news: ProjectNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Nobody looks at it any more. */
  close(): void {
    this.#isClosed = true
    this.#listeners.clear()
    this.#stop()
  }

  /** Resolves when nothing is being asked. */
  async settled(): Promise<void> {
    while (this.#asking !== null) await this.#asking
  }

  /** `parts` null: the server did not say what it was. */
  #heard(rev: number, parts: Partial<ProjectNews> | null): void {
    if (this.#rev !== null && rev <= this.#rev) return
    this.#wanted = Math.max(this.#wanted, rev)
    const isNext = this.#rev !== null && rev === this.#rev + 1
    // What is being asked for comes in order: this comes with it, or after it.
    if (!isNext || parts === null || this.#asking !== null) {
      this.#ask(false)
      return
    }
    this.#rev = rev
    this.#tell(parts)
  }

  #took(own: Project): void {
    // Read before one was taken out, and told after it.
    if (own.head < this.#goneAt) return
    this.#ownAt = Math.max(this.#ownAt, own.head)
    this.#wanted = Math.max(this.#wanted, own.head)
    // Let in again: of what is shown nothing may be left.
    const isBack = this.#isGone
    this.#isGone = false
    if (isBack) this.#rev = own.head
    this.#tell({ own, isStale: isBack })
    this.#ask(false)
  }

  /** One may have been let in while there was no connection. Without an answer the next one asks again. */
  #lookAgain(): void {
    this.#of.api.call('GET /api/projects/:projectId', { projectId: this.#projectId }).then(
      (own) => {
        if (!this.#isClosed && this.#isGone) this.#took(own)
      },
      () => undefined,
    )
  }

  #wentAt(rev: number): void {
    this.#goneAt = Math.max(this.#goneAt, rev)
    // Where one was let in again since, that was told first.
    if (this.#ownAt < rev) this.#gone()
  }

  #gone(): void {
    this.#rev = null
    this.#isGone = true
    this.#wanted = 0
    this.#isUnsure = false
    this.#tell({ isGone: true })
  }

  #tell(parts: Partial<ProjectNews>): void {
    const news = { ...nothing, ...parts }
    for (const listener of this.#listeners) listener(news)
  }

  #ask(isUnsure: boolean): void {
    this.#isUnsure ||= isUnsure && this.#rev !== null
    if (this.#asking !== null || !this.#isBehind()) return
    this.#asking = Promise.resolve().then(() => this.#catchUp())
  }

  #isBehind(): boolean {
    if (this.#isClosed || this.#rev === null) return false
    return this.#isUnsure || this.#rev < this.#wanted
  }

  async #catchUp(): Promise<void> {
    try {
      for (let attempt = 0; this.#isBehind();) {
        const ownAt = this.#ownAt
        try {
          await this.#askOnce()
          attempt = 0
        } catch (error) {
          if (error instanceof ProblemError && error.status === 404) {
            // Let in again while the answer was on its way.
            if (this.#ownAt > ownAt) continue
            if (this.#rev !== null) this.#gone()
            return
          }
          // A new connection asks again anyway; meanwhile it is tried a few times.
          if (!isTransient(error) || attempt >= ATTEMPTS_MAX) return
          attempt++
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt))
        }
      }
    } finally {
      this.#asking = null
    }
  }

  async #askOnce(): Promise<void> {
    const since = this.#rev
    if (since === null) return
    // What becomes unsure while the answer is on its way is not settled by it.
    this.#isUnsure = false
    const wanted = this.#wanted
    const changes = await this.#changes(since).catch((error: unknown) => {
      this.#isUnsure = true
      throw error
    })
    // It went while it was asked for, or it went and came back.
    if (this.#isClosed || this.#rev !== since) return
    const wasHeardMeanwhile = this.#wanted > wanted
    this.#wanted = Math.max(this.#wanted, changes.head)
    const { project: own, members, entries, comments } = changes
    this.#ownAt = Math.max(this.#ownAt, own.head)
    if (changes.isTooMuch || changes.head - since > MEND_MAX) {
      this.#rev = changes.head
      this.#tell({ own, isStale: true })
      return
    }
    this.#rev = changes.more ? changes.upTo : changes.head
    // A server that was brought back from a copy may know less than was heard of before it was asked.
    if (!changes.more && !wasHeardMeanwhile) this.#wanted = changes.head
    this.#tell({ own, members, entries, comments })
  }

  #changes(since: number): Promise<ProjectChanges> {
    return this.#of.api.call('GET /api/projects/:projectId/changes', { projectId: this.#projectId, since, limit: 500 })
  }
}
