import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { uploadFile } from '@kith/sdk/file-upload.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useSyncExternalStore } from 'react'
import { noteBegun, noteEnded } from './cut-uploads.ts'
import { client } from './client.ts'
import { onLeaving } from './leaving.ts'

/** How many files are on their way at a time. */
const AT_ONCE = 3
const AGAIN_MS = 3_000

export interface ToBring {
  file: File
  /** The folders around it within what was chosen, outermost first. */
  folders: readonly string[]
  /** The newest version of what has its name there, as far as it was seen; 0 where nothing had. */
  versionSeen: number
}

/** A file on its way into a project. */
export interface Brought extends ToBring {
  key: string
  projectId: string
  parentId: string | null
  state: 'waiting' | 'sending' | 'done' | 'failed'
  sentBytes: number
  /** What it became. */
  entry: ProjectEntry | null
  /** Who brought the version before it, where that was somebody else meanwhile. */
  between: UserCard | null
  /** The code of the refusal; null where trying again may help. */
  refusal: string | null
}

let all: readonly Brought[] = []
const stops = new Map<string, AbortController>()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | null = null

function set(next: readonly Brought[]): void {
  all = next
  for (const listener of listeners) listener()
}

function change(key: string, part: Partial<Brought>): void {
  set(all.map((one) => (one.key === key ? { ...one, ...part } : one)))
}

/** Takes files up, and brings them one after the other while Kith is open. */
export function bring(projectId: string, parentId: string | null, files: readonly ToBring[]): void {
  const taken = files.map((one): Brought => ({
    ...one,
    key: crypto.randomUUID(),
    projectId,
    parentId,
    state: 'waiting',
    sentBytes: 0,
    entry: null,
    between: null,
    refusal: null,
  }))
  for (const one of taken) noteBegun(one)
  // What is done was seen by now.
  set([...all.filter(({ state }) => state !== 'done'), ...taken])
  run()
}

/** What was taken back, or has been seen. */
export function forgetBrought(keys: readonly string[]): void {
  const going = new Set(keys)
  for (const one of all) if (going.has(one.key)) noteEnded(one)
  set(all.filter(({ key }) => !going.has(key)))
  for (const key of keys) stops.get(key)?.abort()
}

export function bringAgain(keys: readonly string[]): void {
  for (const key of keys) change(key, { state: 'waiting', refusal: null })
  run()
}

export const isUnderWay = ({ state }: Brought): boolean => state === 'waiting' || state === 'sending'

function run(): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
  for (const one of all) {
    if (stops.size >= AT_ONCE) return
    if (one.state === 'waiting' && !stops.has(one.key)) void send(one)
  }
}

async function send(one: Brought): Promise<void> {
  const { key, projectId, parentId, folders, file } = one
  const stop = new AbortController()
  stops.set(key, stop)
  change(key, { state: 'sending' })
  try {
    const fileId = await uploadFile(client, {
      projectId,
      parentId,
      file,
      ...(folders.length === 0 ? {} : { relativePath: [...folders, file.name].join('/') }),
      signal: stop.signal,
      onProgress: (sentBytes) => change(key, { sentBytes }),
    })
    noteEnded(one)
    change(key, { state: 'done', sentBytes: file.size, ...(await whatItBecame(one, fileId)) })
  } catch (error) {
    if (!stop.signal.aborted) failed(one, error)
  } finally {
    stops.delete(key)
    if (timer === null) run()
  }
}

/** Which version it is, and whose came in between; what cannot be asked now is not said. */
async function whatItBecame(
  { projectId, versionSeen }: Brought,
  fileId: string,
): Promise<Pick<Brought, 'entry' | 'between'>> {
  try {
    const { entry } = await client.api.call('GET /api/projects/:projectId/files/:fileId', { projectId, fileId })
    if (entry.version <= versionSeen + 1) return { entry, between: null }
    const { items } = await client.api.call('GET /api/projects/:projectId/files/:fileId/versions', {
      projectId,
      fileId,
      limit: 2,
    })
    const before = items.find(({ number }) => number === entry.version - 1)?.uploadedBy ?? null
    return { entry, between: before?.id === client.state.me?.id ? null : before }
  } catch {
    return { entry: null, between: null }
  }
}

/** Without a connection it waits; what the server refused says why. */
function failed(one: Brought, error: unknown): void {
  if (error instanceof ProblemError) {
    noteEnded(one)
    change(one.key, { state: 'failed', refusal: error.code })
  } else if (client.state.connection.state === 'online') change(one.key, { state: 'failed' })
  else {
    change(one.key, { state: 'waiting' })
    timer ??= setTimeout(run, AGAIN_MS)
  }
}

/** What is on its way belongs to the account that signs out here. */
onLeaving(() => forgetBrought(all.map(({ key }) => key)))

// Who closes the window while files are on their way is asked once more.
window.addEventListener('beforeunload', (event) => {
  if (all.some(isUnderWay)) event.preventDefault()
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** All that is on its way or has just come, in the order in which it was chosen. */
export function useBrought(): readonly Brought[] {
  return useSyncExternalStore(subscribe, () => all)
}
