import type { Project } from '@kith/protocol/projects.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { overSocket } from './over-socket.ts'
import type { SocketOwner } from './over-socket.ts'
import { ProblemError } from './problem-error.ts'
import { withKey } from './state.ts'

/** What happens together is asked after once. */
const GATHER_MS = 400
/** Devices of a large project do not ask all at once. */
const MS_A_MEMBER = 1
const PAGE = 100

export interface ProjectsState {
  /** By id: all of one's projects, archived ones too. */
  projects: ReadonlyMap<string, Project>
  isLoaded: boolean
}

/**
 * The projects of a person, kept as the server has them. How much is new in one the server alone counts: after something
 * has happened it is asked, once for all that happens together.
 */
export class Projects {
  readonly #of: SocketOwner
  readonly #listeners = new Set<() => void>()
  readonly #asking = new Map<string, ReturnType<typeof setTimeout>>()
  /** By project: how often it went. What was asked before the last time counts no more. */
  readonly #turns = new Map<string, number>()
  /** By project: the newest rev at which it is known to have gone. */
  readonly #goneAt = new Map<string, number>()
  #state: ProjectsState = { projects: new Map(), isLoaded: false }
  #stop: (() => void) | null = null

  constructor(client: SocketOwner) {
    this.#of = client
  }

  get state(): ProjectsState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Loads them, and keeps them from now on. @throws ProblemError, OfflineError */
  async start(): Promise<void> {
    this.#stop ??= overSocket(this.#of, {
      connect: () => void this.#load().catch(() => undefined),
      project: (project) => this.take(project),
      project_gone: ({ projectId, rev }) => this.#wentAt(projectId, rev),
      project_changed: ({ projectId, project: { rev: _rev, ...shared } }) => {
        const known = this.#state.projects.get(projectId)
        if (known !== undefined) this.take({ ...known, ...shared })
        this.#soon(projectId)
      },
      project_member_changed: ({ projectId }) => this.#soon(projectId),
      project_entries_changed: ({ projectId }) => this.#soon(projectId),
      file_comment_changed: ({ projectId }) => this.#soon(projectId),
    })
    await this.#load()
  }

  /** Forgets all of it: somebody else may sign in. */
  stop(): void {
    this.#stop?.()
    this.#stop = null
    for (const timer of this.#asking.values()) clearTimeout(timer)
    this.#asking.clear()
    this.#turns.clear()
    this.#goneAt.clear()
    this.#set({ projects: new Map(), isLoaded: false })
  }

  /** A project as a call or the server told it; the newer of two wins, also where one of them is that it went. */
  take(fresh: Project): void {
    if (fresh.head < (this.#goneAt.get(fresh.id) ?? 0)) return
    const { projects } = this.#state
    const known = projects.get(fresh.id)
    this.#set({ ...this.#state, projects: withKey(projects, fresh.id, newerProject(known, fresh)) })
  }

  forget(projectId: string): void {
    this.#turns.set(projectId, (this.#turns.get(projectId) ?? 0) + 1)
    this.#set({ ...this.#state, projects: withKey(this.#state.projects, projectId, undefined) })
  }

  #wentAt(projectId: string, rev: number): void {
    this.#goneAt.set(projectId, Math.max(rev, this.#goneAt.get(projectId) ?? 0))
    // Where one was let in again since, that was told first.
    if ((this.#state.projects.get(projectId)?.head ?? 0) < rev) this.forget(projectId)
  }

  /** @throws ProblemError, OfflineError */
  async create(input: CallInput<'POST /api/projects'>): Promise<Project> {
    const project = await this.#of.api.call('POST /api/projects', input)
    this.take(project)
    return project
  }

  /** One has seen what changed up to `rev`. @throws ProblemError, OfflineError */
  async see(projectId: string, rev: number): Promise<void> {
    const seen = await this.#of.api.call('PUT /api/projects/:projectId/seen', { projectId, rev })
    const known = this.#state.projects.get(projectId)
    if (known !== undefined && seen.seenRev >= known.seenRev) this.take({ ...known, ...seen })
  }

  async #load(): Promise<void> {
    const stop = this.#stop
    const turns = new Map(this.#turns)
    const found = new Set<string>()
    const before = this.#state.projects
    let cursor: string | null = null
    do {
      const input = { state: 'all' as const, limit: PAGE, ...(cursor === null ? {} : { cursor }) }
      const page: { items: Project[]; nextCursor: string | null } = await this.#of.api.call('GET /api/projects', input)
      // Stopped meanwhile: it may be somebody else's by now.
      if (stop === null || this.#stop !== stop) return
      for (const project of page.items) {
        found.add(project.id)
        if (this.#turns.get(project.id) === turns.get(project.id)) this.take(project)
      }
      cursor = page.nextCursor
    } while (cursor !== null)
    // Which went while nobody listened; those that came, or came back, while it was loaded stay.
    for (const [id, known] of before) {
      if (!found.has(id) && this.#state.projects.get(id) === known) this.forget(id)
    }
    this.#set({ ...this.#state, isLoaded: true })
  }

  #soon(projectId: string): void {
    const known = this.#state.projects.get(projectId)
    if (known === undefined || this.#asking.has(projectId)) return
    const ms = GATHER_MS + Math.random() * known.memberCount * MS_A_MEMBER
    this.#asking.set(
      projectId,
      setTimeout(() => {
        this.#asking.delete(projectId)
        // Without an answer it is loaded with the next connection.
        void this.#refresh(projectId).catch(() => undefined)
      }, ms),
    )
  }

  async #refresh(projectId: string): Promise<void> {
    const turn = this.#turns.get(projectId)
    const known = this.#state.projects.get(projectId)
    const asked = this.#of.api.call('GET /api/projects/:projectId', { projectId })
    const fresh = await asked.catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 404) return null
      throw error
    })
    if (this.#stop === null || this.#turns.get(projectId) !== turn) return
    if (fresh !== null) this.take(fresh)
    // Told of while the answer was on its way: one may have been let in again.
    else if (this.#state.projects.get(projectId) !== known) this.#soon(projectId)
    else this.forget(projectId)
  }

  #set(next: ProjectsState): void {
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}

/** Projects as a list shows them: newest activity first. */
export function projectsInOrder({ projects }: ProjectsState): Project[] {
  return [...projects.values()].toSorted(
    (a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt) || b.id.localeCompare(a.id),
  )
}

/** Of two answers the later one; what one has seen is never unseen. */
function newerProject(known: Project | undefined, fresh: Project): Project {
  if (known === undefined) return fresh
  if (fresh.head < known.head) {
    const { seenRev, unseen } = fresh.seenRev > known.seenRev ? fresh : known
    return { ...known, seenRev, unseen }
  }
  return fresh.seenRev < known.seenRev ? { ...fresh, seenRev: known.seenRev, unseen: known.unseen } : fresh
}
