import type { ServerToClient } from '@kith/protocol/sockets.ts'
import type { Api } from './api.ts'
import { onCatchUp } from './catching-up.ts'
import type { KithSocket } from './connection.ts'
import type { Store } from './store.ts'

/** What is needed of a client by whatever keeps something complete beside its state. */
export interface SocketOwner {
  readonly api: Api
  readonly store: Store
  readonly socket: KithSocket | null
}

/** What to do at which event; `connect`: there is a connection again, or something may have been missed on this one. */
export type Hearing = Partial<ServerToClient> & { connect?: () => void }

/**
 * Hears what the server says on whichever socket the client has: it gets one as it starts, and another one after
 * signing in anew. Returns how to stop.
 */
export function overSocket(client: SocketOwner, hearing: Hearing): () => void {
  let current: KithSocket | null = null
  const { connect, ...events } = hearing
  const heard = Object.entries(events)
  let stopAsking = (): void => undefined
  const turn = (next: KithSocket | null): void => {
    if (next === current) return
    stopAsking()
    stopAsking = next === null || connect === undefined ? () => undefined : onCatchUp(next, connect)
    for (const [name, listener] of heard) current?.off(name as keyof ServerToClient, listener)
    for (const [name, listener] of heard) next?.on(name as keyof ServerToClient, listener)
    current = next
  }
  turn(client.socket)
  const unsubscribe = client.store.subscribe(() => turn(client.socket))
  return () => {
    unsubscribe()
    turn(null)
  }
}
