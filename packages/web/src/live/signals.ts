import type { Signal } from '@kith/sdk/notices.ts'
import { client } from './client.ts'

/** What a signal says, put into words by whoever knows them, and where a click on it leads. */
export interface SignalWords {
  title: string
  text: string
  to: string
}

/** Whether the browser may show notices; null where it cannot. */
export function permission(): NotificationPermission | null {
  return 'Notification' in window ? Notification.permission : null
}

export async function askPermission(): Promise<NotificationPermission | null> {
  return 'Notification' in window ? Notification.requestPermission() : null
}

/** Draws attention, while the page is open but not looked at, to what the person wants to hear of. */
export function giveSignals(wordsOf: (signal: Signal) => SignalWords | null, go: (to: string) => void): () => void {
  return client.notices.onSignal((signal) => {
    const isSeen = !document.hidden && document.hasFocus()
    if (isSeen) return
    const words = wordsOf(signal)
    if (words === null) return
    if (client.state.notices.preferences?.hasSound === true) chime()
    showSignal(words, go)
  })
}

/** A notice of the browser, if it was allowed. */
export function showSignal({ title, text, to }: SignalWords, go: (to: string) => void): void {
  if (permission() !== 'granted') return
  try {
    // One of a place at a time: what comes next takes its place.
    const shown = new Notification(title, { body: text, tag: to, icon: '/favicon.svg', silent: true })
    shown.addEventListener('click', () => {
      window.focus()
      go(to)
      shown.close()
    })
  } catch {
    // Some phones show notices by a service worker only.
  }
}

let audio: AudioContext | null = null

/** Two soft tones. A page that was never clicked on may not make any; then it stays silent. */
export function chime(): void {
  audio ??= new AudioContext()
  const { currentTime: now, destination } = audio
  for (const [hertz, at] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.08, now + at)
    volume.gain.exponentialRampToValueAtTime(0.001, now + at + 0.35)
    tone.connect(volume).connect(destination)
    tone.start(now + at)
    tone.stop(now + at + 0.4)
  }
}
