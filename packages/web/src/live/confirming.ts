import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useSyncExternalStore } from 'react'

/*
 * What is dangerous wants a proof that is not older than ten minutes. Whoever calls such a thing calls it through
 * `confirmed`: when the server asks for the proof, a dialog does, and the call is made again.
 */

/** Settles the question that is open: whether the proof was given. */
type Settle = (isConfirmed: boolean) => void

let open: { promise: Promise<boolean>; settle: Settle } | null = null
const listeners = new Set<() => void>()

function replace(next: typeof open): void {
  open = next
  for (const listener of listeners) listener()
}

/** One question at a time: whoever asks meanwhile waits for the same answer. */
function ask(): Promise<boolean> {
  if (open !== null) return open.promise
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const settle: Settle = (isConfirmed) => {
    replace(null)
    resolve(isConfirmed)
  }
  replace({ promise, settle })
  return promise
}

/**
 * Makes `call`; when the server wants to know again who sits here, asks, and makes it once more.
 * @throws what `call` throws; `reauthentication-required` when the person would not say
 */
export async function confirmed<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const isAskedFor = error instanceof ProblemError && error.code === 'reauthentication-required'
    if (!isAskedFor || !(await ask())) throw error
    return call()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How to answer the question that is open; null when none is. For the dialog. */
export function useConfirmQuestion(): Settle | null {
  return useSyncExternalStore(subscribe, () => open?.settle ?? null)
}
