import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { digestOf } from './store.ts'
import type { Listed, Store } from './store.ts'

const AT_ONCE = 4

export interface CopyState {
  /** Of what the first place holds, so far. */
  files: number
  bytes: number
  copied: number
  /** Names of what could not be copied: it went meanwhile, or its bytes are no longer those that it is called by. */
  damaged: string[]
}

/**
 * Brings what lies in one place and not in the other, and leaves the first as it is. Each is read whole, compared with
 * its name and stored safely before it counts. What is there as long as it should be is not brought again, so whoever
 * was stopped goes on by beginning anew.
 */
export async function copyFiles(
  from: Store,
  to: Store,
  temporaryFolder: string,
  tell: (state: CopyState) => void,
): Promise<CopyState> {
  const state: CopyState = { files: 0, bytes: 0, copied: 0, damaged: [] }
  const lacking = lackingIn(from, to, state)
  const work = async (): Promise<void> => {
    for await (const stored of lacking) {
      if (await copyOne(from, to, stored, join(temporaryFolder, randomUUID()))) state.copied++
      else state.damaged.push(stored.sha256)
      tell(state)
    }
  }
  const working = Array.from({ length: AT_ONCE }, work)
  // None of them may still copy when this is given up.
  await Promise.allSettled(working)
  await Promise.all(working)
  tell(state)
  return state
}

/** Both lists ascend, so one walk beside the other finds what is in the first only. */
async function* lackingIn(from: Store, to: Store, state: CopyState): AsyncGenerator<Listed> {
  const there = to.list('')[Symbol.asyncIterator]()
  let other = await there.next()
  for await (const one of from.list('')) {
    state.files++
    state.bytes += one.sizeBytes
    while (other.done !== true && other.value.sha256 < one.sha256) other = await there.next()
    const isThere = other.done !== true && other.value.sha256 === one.sha256 && other.value.sizeBytes === one.sizeBytes
    if (!isThere) yield one
  }
}

async function copyOne(from: Store, to: Store, stored: Listed, path: string): Promise<boolean> {
  try {
    const bytes = await from.open(stored, { start: 0, end: Math.max(0, stored.sizeBytes - 1) })
    if (bytes === null) return false
    await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    if ((await digestOf(path)).sha256 !== stored.sha256) return false
    await to.put(path, stored)
    return (await to.sizeOf(stored.sha256)) === stored.sizeBytes
  } finally {
    await rm(path, { force: true })
  }
}
