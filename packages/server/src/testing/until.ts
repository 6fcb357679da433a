import { PATIENCE_MS } from './patience.ts'

/** Resolves once `condition` holds of what tells of its changes by `subscribe`; fails the test when it never does. */
export async function until(
  kept: { subscribe: (listener: () => void) => () => void },
  condition: () => boolean,
  what = 'a state',
): Promise<void> {
  if (condition()) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error(`never came: ${what}`)), PATIENCE_MS)
  const unsubscribe = kept.subscribe(() => {
    if (condition()) resolve()
  })
  await promise.finally(() => {
    clearTimeout(timer)
    unsubscribe()
  })
}
