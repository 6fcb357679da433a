import { limits } from '@kith/protocol/limits.ts'
import type { NamedCircle } from '@kith/protocol/messages.ts'
import type { Api } from './api.ts'
import { withKey } from './state.ts'
import type { CircleName, KithState } from './state.ts'
import type { Store } from './store.ts'

/** The circles that a message names, as they are called now; without those that are no more. */
export function namedNow(known: KithState['circles'], circles: readonly NamedCircle[]): NamedCircle[] {
  return circles.flatMap((circle) => {
    const name = known.get(circle.id)
    return name === null ? [] : { ...circle, ...name }
  })
}

/** The state in which a circle is called as `name` says; null: it is no more. */
export function withCircle(state: KithState, circleId: string, name: CircleName | null): KithState {
  return { ...state, circles: withKey(state.circles, circleId, name) }
}

/**
 * Asks how the circles are called that messages here name: what was told while there was no connection was not heard.
 * @throws ProblemError, OfflineError
 */
export async function loadCircleNames(api: Api, store: Store): Promise<void> {
  for (;;) {
    const ids = circlesNamed(store.state)
    if (ids.size === 0) return
    const heard = store.state.circles
    const { items } = await api.call('GET /api/circles', { limit: limits.circlesMax })
    // Overtaken by a change that was told meanwhile.
    if (store.state.circles !== heard) continue
    const names = new Map(items.map(({ id, handle, title }) => [id, { handle, title }]))
    const circles = new Map([...ids].map((id) => [id, names.get(id) ?? null]))
    store.update((state) => ({ ...state, circles: new Map([...state.circles, ...circles]) }))
    return
  }
}

function circlesNamed({ timelines, threads }: KithState): Set<string> {
  const windows = [...timelines.values(), ...threads.values()].map(({ items }) => items)
  const roots = [...threads.values()].map(({ root }) => root)
  return new Set([...windows.flat(), ...roots].flatMap(({ circles }) => circles.map(({ id }) => id)))
}
