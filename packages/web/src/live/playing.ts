import { onLeaving } from './leaving.ts'
import { useSyncExternalStore } from 'react'

/** One thing sounds at a time, and goes on while one looks elsewhere in Kith. */
export interface Playing {
  id: string
  isPlaying: boolean
  /** In seconds. The length is null until the browser knows it. */
  at: number
  length: number | null
  speed: number
  isFailed: boolean
}

export const speeds = [1, 1.5, 2] as const

let playing: Playing | null = null
let audio: HTMLAudioElement | null = null
const listeners = new Set<() => void>()

function change(next: Partial<Playing>): void {
  if (playing === null) return
  playing = { ...playing, ...next }
  for (const listener of listeners) listener()
}

function player(): HTMLAudioElement {
  if (audio !== null) return audio
  const made = new Audio()
  made.addEventListener('timeupdate', () => change({ at: made.currentTime }))
  // Recordings of a browser know their length only at their end.
  made.addEventListener('durationchange', () =>
    change({ length: Number.isFinite(made.duration) ? made.duration : null }),
  )
  made.addEventListener('play', () => change({ isPlaying: true }))
  made.addEventListener('pause', () => change({ isPlaying: false }))
  made.addEventListener('ended', () => {
    made.currentTime = 0
    change({ isPlaying: false, at: 0 })
  })
  made.addEventListener('error', () => change({ isPlaying: false, isFailed: true }))
  audio = made
  return made
}

/** Takes up `url`, or what was begun of it, from `at` seconds where that is given. */
function take(id: string, url: string, at?: number): HTMLAudioElement {
  const sound = player()
  if (playing?.id !== id || playing.isFailed) {
    playing = { id, isPlaying: false, at: at ?? 0, length: null, speed: playing?.speed ?? 1, isFailed: false }
    sound.src = url
    sound.playbackRate = playing.speed
  }
  if (at !== undefined) {
    sound.currentTime = at
    change({ at })
  }
  return sound
}

export function togglePlaying(id: string, url: string): void {
  const sound = take(id, url)
  if (sound.paused) sound.play().catch(() => change({ isPlaying: false }))
  else sound.pause()
  change({})
}

export function seek(id: string, url: string, at: number): void {
  take(id, url, at)
}

/** The next of the speeds, for this and all that follow. */
export function changeSpeed(): void {
  if (playing === null || audio === null) return
  const next = speeds[(speeds.findIndex((speed) => speed === playing?.speed) + 1) % speeds.length] ?? 1
  audio.playbackRate = next
  change({ speed: next })
}

/** What was taken back, or belongs to an account that signs out here, is heard no longer. */
export function stopPlaying(id?: string): void {
  if (id !== undefined && playing?.id !== id) return
  audio?.pause()
  audio?.removeAttribute('src')
  playing = null
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Null unless this is what sounds, or sounded last. */
export function usePlaying(id: string): Playing | null {
  return useSyncExternalStore(subscribe, () => (playing?.id === id ? playing : null))
}

onLeaving(() => stopPlaying())
