import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Realtime } from './realtime/realtime.ts'

const AMONG_OTHERS_SECONDS = 6
/** A proxy that asks every second has heard by then that this node is not ready. */
const NOTICED_MS = 2_000
/** So many at once are no burden to those who take them. */
const SPREAD_MAX_MS = 10_000

/** How long this node serves on when it is told to end. Alone there is nobody to go to. */
export function leaveSeconds({ LEAVE_SECONDS, REDIS_URL }: Config): number {
  return LEAVE_SECONDS ?? (REDIS_URL === null ? 0 : AMONG_OTHERS_SECONDS)
}

/**
 * Serves on for `ms`, or until `signal`: proxies notice that this node is not ready, then devices are asked to connect
 * anew, and what comes by connections that were open before ends in its own time.
 */
export async function goElsewhere(ms: number, realtime: Realtime, signal: AbortSignal): Promise<void> {
  if (ms === 0) return
  const noticedMs = Math.min(NOTICED_MS, ms * 0.4)
  const withinMs = Math.min(SPREAD_MAX_MS, ms * 0.3)
  try {
    await pause(noticedMs, undefined, { signal })
    realtime.leave(withinMs)
    await pause(ms - noticedMs, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
