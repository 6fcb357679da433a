import { limits } from '@kith/protocol/limits.ts'
import type { Attachment } from '@kith/protocol/uploads.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { useSyncExternalStore } from 'react'
import { client } from './client.ts'
import { onLeaving } from './leaving.ts'
import { noteUploaded } from './uploaded.ts'

/** How many files are on their way at a time, of all conversations. */
const AT_ONCE = 3
const AGAIN_MS = 3_000

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
export interface Chosen {
  key: string
  file: File
  /** Where the browser holds it. */
  localUrl: string
  told: Told
  voice: Recorded | null
  state: 'waiting' | 'sending' | 'ready' | 'failed'
  /** How much of it has left this device, from 0 to 1. */
  share: number
  attachment: Attachment | null
  /** The code of the refusal; null where trying again may help. */
  refusal: string | null
}

export interface Tray {
  items: readonly Chosen[]
  /** Whether it is sent as soon as everything is uploaded. */
  isSendWanted: boolean
}

const empty: Tray = { items: [], isSendWanted: false }
const trays = new Map<string, Tray>()
const stops = new Map<string, AbortController>()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | null = null

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
    state: 'waiting',
    share: 0,
    attachment: null,
    refusal: null,
  }))
  set(draftKey, { ...tray, items: [...tray.items, ...items] })
  run()
  return files.length - taken.length
}

export function unchoose(draftKey: string, key: string): void {
  const tray = trayOf(draftKey)
  const gone = tray.items.find((one) => one.key === key)
  if (gone === undefined) return
  stops.get(key)?.abort()
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
  change(draftKey, key, { state: 'waiting', share: 0, refusal: null })
  run()
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

function run(): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
  for (const [draftKey, { items }] of trays) {
    for (const chosen of items) {
      if (stops.size >= AT_ONCE) return
      if (chosen.state === 'waiting') void send(draftKey, chosen)
    }
  }
}

async function send(draftKey: string, { key, file, told, voice }: Chosen): Promise<void> {
  const stop = new AbortController()
  stops.set(key, stop)
  change(draftKey, key, { state: 'sending', share: 0 })
  const more =
    voice === null ? told : { as: 'voice' as const, durationMs: voice.durationMs, waveform: voice.waveform.join(',') }
  try {
    const attachment = await uploadFile(client.api, file, more, {
      signal: stop.signal,
      onProgress: (share) => change(draftKey, key, { share }),
    })
    noteUploaded(attachment)
    change(draftKey, key, { state: 'ready', share: 1, attachment })
  } catch (error) {
    if (!stop.signal.aborted) failed(draftKey, key, error)
  } finally {
    stops.delete(key)
    if (timer === null) run()
  }
}

/** Without a connection it waits; what the server refused says why. */
function failed(draftKey: string, key: string, error: unknown): void {
  if (error instanceof ProblemError) change(draftKey, key, { state: 'failed', refusal: error.code })
  else if (client.state.connection.state === 'online') change(draftKey, key, { state: 'failed' })
  else {
    change(draftKey, key, { state: 'waiting', share: 0 })
    timer ??= setTimeout(run, AGAIN_MS)
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const watchTrays = subscribe

export function useTray(draftKey: string): Tray {
  return useSyncExternalStore(subscribe, () => trayOf(draftKey))
}
