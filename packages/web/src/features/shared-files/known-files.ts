import type { SharedFile } from '@kith/protocol/file-shares.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { overSocket } from '@kith/sdk/over-socket.ts'
import { useEffect, useSyncExternalStore } from 'react'
import { client } from '../../live/client.ts'

/*
 * What is known of the files in the messages that are shown. What one may see changes with the projects that one is in,
 * so it is asked for anew whenever that does, and after each break of the connection.
 */

/** As many as one question may name. */
const AT_ONCE = 50
const GATHER_MS = 16
const RETRY_MS = 5_000

/** By id; null: no message shows it any more. */
const known = new Map<string, SharedFile | null>()
/** How often each is on the screen. */
const shown = new Map<string, number>()
const wanted = new Set<string>()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let stop: (() => void) | null = null

/** The file as one may see it now; undefined until that is known, null for one that is in no message. */
export function useSharedFile(fileId: string): SharedFile | null | undefined {
  useEffect(() => show(fileId), [fileId])
  return useSyncExternalStore(subscribe, () => known.get(fileId))
}

/** One has asked to be let in. */
export function noteAsked(fileId: string): void {
  const file = known.get(fileId)
  if (file?.state === 'hidden') put(fileId, { ...file, hasAsked: true })
}

function show(fileId: string): () => void {
  shown.set(fileId, (shown.get(fileId) ?? 0) + 1)
  stop ??= overSocket(client, {
    connect: () => want(shown.keys()),
    project: () => want(shown.keys()),
    project_gone: () => want(shown.keys()),
    project_entries_changed: ({ entries }) => (entries === null ? want(shown.keys()) : entries.forEach(changed)),
    file_comment_changed: ({ entry }) => changed(entry),
  })
  if (!known.has(fileId)) want([fileId])
  return () => {
    const count = (shown.get(fileId) ?? 1) - 1
    if (count > 0) {
      shown.set(fileId, count)
      return
    }
    shown.delete(fileId)
    // What is not on the screen is not kept up to date either.
    known.delete(fileId)
    if (shown.size > 0) return
    stop?.()
    stop = null
  }
}

function changed(entry: ProjectEntry): void {
  const file = known.get(entry.id)
  if (file === undefined || !shown.has(entry.id)) return
  if (file?.state !== 'visible' || entry.trashId !== null || entry.isGone) want([entry.id])
  else if (file.entry !== null && entry.rev > file.entry.rev) put(entry.id, { ...file, entry })
}

function want(fileIds: Iterable<string>, ms = GATHER_MS): void {
  for (const id of fileIds) wanted.add(id)
  if (wanted.size > 0) timer ??= setTimeout(ask, ms)
}

function ask(): void {
  timer = undefined
  const ids = [...wanted].filter((id) => shown.has(id)).slice(0, AT_ONCE)
  for (const id of ids) wanted.delete(id)
  if (ids.length === 0) {
    wanted.clear()
    return
  }
  want([])
  client.api.call('GET /api/shared-files', { ids: ids.join(',') }).then(
    ({ items }) => {
      const answered = new Map(items.map((file) => [file.fileId, file]))
      for (const id of ids) if (shown.has(id)) put(id, answered.get(id) ?? null)
    },
    () => want(ids, RETRY_MS),
  )
}

function put(fileId: string, file: SharedFile | null): void {
  known.set(fileId, file)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
