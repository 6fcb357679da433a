import type { Project } from '@kith/protocol/projects.ts'
import type { Projects, ProjectsState } from '@kith/sdk/projects.ts'
import { useEffect, useSyncExternalStore } from 'react'
import { client } from './client.ts'

/*
 * The person's projects. What keeps them is fetched when something first wants to know of one: most visits to the chats
 * of who is in no project never do.
 */

const RETRY_MS = 3_000
const nothing: ProjectsState = { projects: new Map(), isLoaded: false }

let kept: Projects | null = null
let loading: Promise<Projects> | null = null
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** What keeps the projects. The list may still be on its way: see `isLoaded`. */
export function projects(): Promise<Projects> {
  loading ??= load().catch((error: unknown) => {
    // It may be fetched the next time.
    loading = null
    throw error
  })
  return loading
}

async function load(): Promise<Projects> {
  const { Projects: Keeper } = await import('@kith/sdk/projects.ts')
  const keeper = new Keeper(client)
  keeper.subscribe(tell)
  kept = keeper
  start(keeper)
  return keeper
}

function start(keeper: Projects): void {
  keeper.start().catch(() => {
    setTimeout(() => {
      if (kept === keeper && !keeper.state.isLoaded) start(keeper)
    }, RETRY_MS)
  })
}

// Whoever signs in next has projects of their own.
client.subscribe(() => {
  if (kept === null || client.state.session !== 'signed-out') return
  kept.stop()
  kept = null
  loading = null
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const current = (): ProjectsState => kept?.state ?? nothing

/** All of one's projects, loaded when first asked for. */
export function useProjects(): ProjectsState {
  useEffect(() => void projects().catch(() => undefined), [])
  return useSyncExternalStore(subscribe, current)
}

/** One of one's projects; undefined while it is not known, and where it is not one's own. */
export function useProject(projectId: string | null): Project | undefined {
  useEffect(() => {
    if (projectId !== null) void projects().catch(() => undefined)
  }, [projectId])
  return useSyncExternalStore(subscribe, () => (projectId === null ? undefined : current().projects.get(projectId)))
}
