import type { PresenceState } from '@kith/protocol/sockets.ts'
import { useEffect } from 'react'
import { client } from './client.ts'
import { useKith } from './use-kith.ts'

const wanted = new Map<string, number>()
let isPlanned = false

function tellSoon(): void {
  if (isPlanned) return
  isPlanned = true
  queueMicrotask(() => {
    isPlanned = false
    client.watch([...wanted.keys()])
  })
}

function want(ids: readonly string[], by: 1 | -1): void {
  for (const id of ids) {
    const count = (wanted.get(id) ?? 0) + by
    if (count > 0) wanted.set(id, count)
    else wanted.delete(id)
  }
  tellSoon()
}

/** Asks for the presence of these people while the component is shown. */
export function useWatch(ids: readonly string[]): void {
  const key = ids.join(' ')
  useEffect(() => {
    const list = key === '' ? [] : key.split(' ')
    want(list, 1)
    return () => want(list, -1)
  }, [key])
}

/** Whether somebody is there; undefined while it is not known. Somebody must `useWatch` them. */
export function usePresence(userId: string | undefined): PresenceState | undefined {
  return useKith((state) => (userId === undefined ? undefined : state.presence.get(userId)))
}
