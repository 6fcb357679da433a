/// <reference types="node" />
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OutboxStorage } from './outbox-storage.ts'
import { withKey } from './state.ts'
import type { OutboxEntry } from './state.ts'

type People = ReadonlyMap<string, readonly OutboxEntry[]>

/**
 * In one file, for programs. Each change is a new file that takes the place of the old one, so that a crash leaves the
 * one or the other and never half of one. One program at a time; never for a browser, which has no files.
 */
export function fileOutbox(path: string): OutboxStorage {
  const draft = `${path}.new`
  let people: Promise<People> | null = null
  let last: Promise<void> = Promise.resolve()

  function known(): Promise<People> {
    people ??= read(path).catch((error: unknown) => {
      people = null
      throw error
    })
    return people
  }

  /** One after another, each resolving when it is on the disk. */
  function change(userId: string, act: (entries: readonly OutboxEntry[]) => OutboxEntry[]): Promise<void> {
    const changed = last.then(async () => {
      const now = await known()
      const entries = act(now.get(userId) ?? [])
      const next = withKey(now, userId, entries.length === 0 ? undefined : entries)
      await replace(path, draft, JSON.stringify(Object.fromEntries(next)))
      people = Promise.resolve(next)
    })
    last = changed.catch(() => undefined)
    return changed
  }

  return {
    load: async (userId) => {
      await last
      return (await known()).get(userId)?.toSorted((a, b) => a.createdAt - b.createdAt) ?? []
    },
    save: (userId, entry) =>
      change(userId, (entries) => {
        const at = entries.findIndex(({ clientId }) => clientId === entry.clientId)
        return at === -1 ? [...entries, entry] : entries.with(at, entry)
      }),
    remove: (userId, clientId) => change(userId, (entries) => entries.filter((entry) => entry.clientId !== clientId)),
    clear: (userId) => change(userId, () => []),
  }
}

/** @throws Error when there is a file that is no outbox: to write over it might lose what was never sent */
async function read(path: string): Promise<People> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return new Map()
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null || !Object.values(parsed).every(Array.isArray)) {
    throw new Error(`${path} is not an outbox`)
  }
  return new Map(Object.entries(parsed as Record<string, OutboxEntry[]>))
}

async function replace(path: string, draft: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
