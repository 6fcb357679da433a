import type { KithState } from '@kith/sdk/state.ts'
import { useSyncExternalStore } from 'react'
import { client } from './client.ts'

const subscribe = (listener: () => void): (() => void) => client.subscribe(listener)

/** A part of the live state. `select` must return the same value while nothing of it has changed. */
export function useKith<T>(select: (state: KithState) => T): T {
  return useSyncExternalStore(subscribe, () => select(client.state))
}
