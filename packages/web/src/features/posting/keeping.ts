import { useSyncExternalStore } from 'react'
import { client } from '../../live/client.ts'
import { begunNow, change, contentOf, isEmpty, watchBegun } from './begun.ts'
import type { Begun } from './begun.ts'
import { forgetHere, keepHere } from './kept.ts'

/* What is begun is kept without being asked: in this browser at once, on the server soon after. */

const HERE_MS = 250
const SERVER_MS = 1_200

type Keeping = 'kept' | 'waiting' | 'failed'

let keeping: Keeping = 'kept'
const listeners = new Set<() => void>()
let hereTimer: ReturnType<typeof setTimeout> | null = null
let serverTimer: ReturnType<typeof setTimeout> | null = null
/** What the server is being told comes one after the other. */
let telling: Promise<void> = Promise.resolve()
let toldLast = ''
let seen: Begun | null = null

function setKeeping(next: Keeping): void {
  if (next === keeping) return
  keeping = next
  for (const listener of listeners) listener()
}

const saidBy = (begun: Begun): string => JSON.stringify([begun.draftId, contentOf(begun)])

/** What the server has is nothing new to it. */
export function knownOnServer(begun: Begun): void {
  toldLast = saidBy(begun)
  setKeeping('kept')
}

watchBegun(() => {
  const begun = begunNow()
  if (begun === null || begun === seen) {
    seen = begun
    return
  }
  seen = begun
  if (begun.phase === 'posting' || (isEmpty(begun) && !begun.isOnServer)) return
  hereTimer ??= setTimeout(keepNowHere, HERE_MS)
  if (saidBy(begun) === toldLast) return
  setKeeping('waiting')
  if (serverTimer !== null) clearTimeout(serverTimer)
  serverTimer = setTimeout(() => void tellServer(), SERVER_MS)
})

function keepNowHere(): void {
  if (hereTimer !== null) clearTimeout(hereTimer)
  hereTimer = null
  const begun = begunNow()
  if (begun !== null && begun.phase !== 'posting') void keepHere(begun)
}

/** Tells the server what is begun, unless it knows. Resolves when it is told or could not be. */
export function tellServer(): Promise<void> {
  if (serverTimer !== null) clearTimeout(serverTimer)
  serverTimer = null
  telling = telling.then(tell)
  return telling
}

async function tell(): Promise<void> {
  const begun = begunNow()
  if (begun === null || begun.phase === 'posting') return
  const said = saidBy(begun)
  if (said === toldLast) return
  const { draftId } = begun
  try {
    if (isEmpty(begun)) await client.api.call('DELETE /api/post-drafts/:draftId', { draftId })
    else await client.api.call('PUT /api/post-drafts/:draftId', { draftId, ...contentOf(begun) })
    toldLast = said
    if (begunNow()?.draftId === draftId) change({ isOnServer: !isEmpty(begun) })
    setKeeping('kept')
  } catch {
    // The next change tells it, or the next connection.
    setKeeping('failed')
  }
}

/** It is posted or thrown away: nothing of it is kept here. Waits for what the server is being told. */
export async function stopKeeping(begun: Begun): Promise<void> {
  if (begunNow()?.draftId === begun.draftId) {
    for (const timer of [hereTimer, serverTimer]) if (timer !== null) clearTimeout(timer)
    hereTimer = null
    serverTimer = null
  }
  await telling
  await forgetHere(begun)
}

/** Waits for what the server is being told, so that nothing of it comes after what follows. */
export async function settled(): Promise<void> {
  if (serverTimer !== null) clearTimeout(serverTimer)
  serverTimer = null
  await telling
}

let wasOnline = false
client.subscribe(() => {
  const isOnline = client.state.connection.state === 'online'
  if (isOnline && !wasOnline && keeping === 'failed') void tellServer()
  wasOnline = isOnline
})
document.addEventListener('visibilitychange', () => {
  if (!document.hidden || hereTimer === null) return
  keepNowHere()
  void tellServer()
})

/** Whether what was begun is on the server: `failed` says that it is here alone. */
export function useKeeping(): Keeping {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => keeping,
  )
}
