import { useSyncExternalStore } from 'react'
import { onLeaving } from './leaving.ts'

/** The server keeps for so long what was begun and is not gone on with. */
const KEPT_MS = 60 * 60_000
const MOST = 500
const KEY = 'kith.uploads'

/** An upload that a reload of the page may cut short: a browser gives the file back only when it is chosen again. */
export interface CutUpload {
  projectId: string
  parentId: string | null
  folders: readonly string[]
  name: string
  size: number
  lastModified: number
  begunAt: number
}

interface Begun {
  projectId: string
  parentId: string | null
  folders: readonly string[]
  file: File
}

/** Where the same file is under way to the same place it is the same upload. */
const idOf = ({ projectId, parentId, folders, name, size, lastModified }: Omit<CutUpload, 'begunAt'>): string =>
  JSON.stringify([projectId, parentId, folders, name, size, lastModified])

function read(): Map<string, CutUpload> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    if (!Array.isArray(kept)) return new Map()
    const known = (kept as CutUpload[]).filter(({ begunAt }) => begunAt > Date.now() - KEPT_MS)
    return new Map(known.map((one) => [idOf(one), one]))
  } catch {
    // Storage may be forbidden, or written by something else: as if nothing had been cut short.
    return new Map()
  }
}

const underWay = new Map<string, CutUpload>()
let cut = read()
let shown: readonly CutUpload[] = [...cut.values()]
const listeners = new Set<() => void>()

function keep(): void {
  shown = [...cut.values()]
  try {
    localStorage.setItem(KEY, JSON.stringify([...cut.values(), ...underWay.values()].slice(-MOST)))
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

const cutOf = ({ projectId, parentId, folders, file: { name, size, lastModified } }: Begun): CutUpload => ({
  projectId,
  parentId,
  folders,
  name,
  size,
  lastModified,
  begunAt: Date.now(),
})

export function noteBegun(begun: Begun): void {
  const one = cutOf(begun)
  underWay.set(idOf(one), one)
  cut.delete(idOf(one))
  keep()
}

export function noteEnded(begun: Begun): void {
  if (underWay.delete(idOf(cutOf(begun)))) keep()
}

/** Which of these files were being uploaded when the page went, each with where it was going. */
export function matchCut(projectId: string, files: readonly File[]): { file: File; cut: CutUpload }[] {
  const waiting = [...cut.values()].filter((one) => one.projectId === projectId)
  return files.flatMap((file) => {
    const found = waiting.find(
      ({ name, size, lastModified }) => name === file.name && size === file.size && lastModified === file.lastModified,
    )
    return found === undefined ? [] : [{ file, cut: found }]
  })
}

export function forgetCut(projectId: string): void {
  cut = new Map([...cut].filter(([, one]) => one.projectId !== projectId))
  keep()
}

onLeaving(() => {
  cut.clear()
  underWay.clear()
  keep()
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What a reload cut short, of all projects. */
export function useCutUploads(): readonly CutUpload[] {
  return useSyncExternalStore(subscribe, () => shown)
}
