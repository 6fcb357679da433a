import { limits } from '@kith/protocol/limits.ts'
import { useSyncExternalStore } from 'react'
import { client } from './client.ts'
import { onLeaving } from './leaving.ts'
import { stopUpload, uploadSoon } from './upload-queue.ts'
import { notUploaded } from './upload-state.ts'
import type { UploadState } from './upload-state.ts'

/** What this device can tell of a file: how large its picture is, how long it sounds. */
export interface Told {
  width?: number
  height?: number
  durationMs?: number
}

export interface Recorded {
  durationMs: number
  /** 0 to 100, a hundred at most. */
  waveform: readonly number[]
}

/** A file that was chosen for the next message of a conversation or of a thread. */
export interface Chosen extends UploadState {
  key: string
  file: File
  /** Where the browser holds it. */
  localUrl: string
  told: Told
  voice: Recorded | null
}

export interface Tray {
  items: readonly Chosen[]
  /** Whether it is sent as soon as everything is uploaded. */
  isSendWanted: boolean
}

const empty: Tray = { items: [], isSendWanted: false }
const trays = new Map<string, Tray>()
const listeners = new Set<() => void>()

/** Each by where its message is begun, as the drafts are. */
export const trayOf = (draftKey: string): Tray => trays.get(draftKey) ?? empty

function set(draftKey: string, tray: Tray): void {
  if (tray.items.length === 0) trays.delete(draftKey)
  else trays.set(draftKey, tray)
  for (const listener of listeners) listener()
}

function change(draftKey: string, key: string, part: Partial<Chosen>): void {
  const tray = trayOf(draftKey)
  const items = tray.items.map((one) => (one.key === key ? { ...one, ...part } : one))
  // What failed wants to be looked at before anything goes without it.
  set(draftKey, { items, isSendWanted: tray.isSendWanted && part.state !== 'failed' })
}

/** Takes as many as there is room for, and begins to upload them. Returns how many were left out. */
export function choose(draftKey: string, files: readonly { file: File; told?: Told; voice?: Recorded }[]): number {
  const tray = trayOf(draftKey)
  const taken = files.slice(0, Math.max(0, limits.attachmentsMax - tray.items.length))
  const items = taken.map(({ file, told = {}, voice = null }): Chosen => ({
    key: crypto.randomUUID(),
    file,
    localUrl: URL.createObjectURL(file),
    told,
    voice,
    ...notUploaded,
  }))
  set(draftKey, { ...tray, items: [...tray.items, ...items] })
  for (const chosen of items) begin(draftKey, chosen)
  return files.length - taken.length
}

export function unchoose(draftKey: string, key: string): void {
  const tray = trayOf(draftKey)
  const gone = tray.items.find((one) => one.key === key)
  if (gone === undefined) return
  stopUpload(key)
  URL.revokeObjectURL(gone.localUrl)
  // What stays after all goes after a day.
  if (gone.attachment !== null) {
    client.api.call('DELETE /api/uploads/:uploadId', { uploadId: gone.attachment.id }).catch(() => undefined)
  }
  set(draftKey, { ...tray, items: tray.items.filter((one) => one !== gone) })
}

export function move(draftKey: string, key: string, step: -1 | 1): void {
  const tray = trayOf(draftKey)
  const items = [...tray.items]
  const at = items.findIndex((one) => one.key === key)
  const [moved] = items.splice(at, 1)
  if (moved !== undefined) items.splice(Math.max(0, at + step), 0, moved)
  set(draftKey, { ...tray, items })
}

export function uploadAgain(draftKey: string, key: string): void {
  change(draftKey, key, notUploaded)
  const chosen = trayOf(draftKey).items.find((one) => one.key === key)
  if (chosen !== undefined) begin(draftKey, chosen)
}

export function wantSend(draftKey: string, isSendWanted: boolean): void {
  set(draftKey, { ...trayOf(draftKey), isSendWanted })
}

/** Empties the tray for a message that goes: its files in their order. */
export function takeUploads(draftKey: string): string[] {
  const { items } = trayOf(draftKey)
  for (const { localUrl } of items) URL.revokeObjectURL(localUrl)
  set(draftKey, empty)
  return items.map(({ attachment }) => attachment?.id).filter((id) => id !== undefined)
}

export const isAllUploaded = ({ items }: Tray): boolean => items.every(({ state }) => state === 'ready')

/** What was chosen belongs to the account that signs out here. */
onLeaving(() => {
  for (const [draftKey, { items }] of trays) for (const { key } of items) unchoose(draftKey, key)
})

function begin(draftKey: string, { key, file, told, voice }: Chosen): void {
  const input =
    voice === null ? told : { as: 'voice' as const, durationMs: voice.durationMs, waveform: voice.waveform.join(',') }
  uploadSoon({ key, file, input, tell: (part) => change(draftKey, key, part) })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const watchTrays = subscribe

export function useTray(draftKey: string): Tray {
  return useSyncExternalStore(subscribe, () => trayOf(draftKey))
}
