import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Database, Tx } from '../database/database.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { Problem } from '../problem.ts'
import { addUses, blobBy, blobPage, deleteIdleBlob, idleBlobs, noteBlob } from './blob-rows.ts'
import { Pictures } from './pictures.ts'
import { DiskStore, digestOf, sha256Of } from './store.ts'
import type { Store, StoredBytes } from './store.ts'

/** What was uploaded and never attached to anything lies no longer than this. */
const ORPHAN_MS = 60 * 60 * 1000
const AT_ONCE = 200

/** A fault that `scrub` found: the bytes are missing, shorter, or others. */
export interface Damage {
  sha256: string
  fault: 'missing' | 'size' | 'content'
}

/** Files that people bring: where they lie, who still needs them, and pictures made anew. */
export class Media {
  readonly pictures: Pictures
  /** What lies elsewhere, had without harm. */
  readonly outside: GuardedFetch
  /** Of files under way. Whatever is left there after an hour is removed. */
  readonly temporaryFolder: string
  readonly #store: Store
  readonly #db: Database
  readonly #now: () => number
  /** Somewhere at first: a server that is often started anew must not read the same files each time. */
  #scrubbedTo = randomBytes(32).toString('hex')
  /** Of each name the work under way: storing the same bytes must not cross their removal. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(dataDirectory: string, db: Database, now: () => number, outside: GuardedFetch) {
    this.outside = outside
    this.temporaryFolder = join(dataDirectory, 'tmp')
    mkdirSync(this.temporaryFolder, { recursive: true, mode: 0o700 })
    this.#store = new DiskStore(join(dataDirectory, 'files'))
    this.#db = db
    this.#now = now
    this.pictures = new Pictures(this.temporaryFolder)
  }

  /** Stores the file at `path`, which is moved. Say `use` in the transaction that needs it, or it is swept. */
  async keep(path: string): Promise<StoredBytes> {
    const stored = await digestOf(path)
    await this.#inTurn(stored.sha256, async () => {
      await this.#db.write((tx) => noteBlob(tx, stored.sha256, stored.sizeBytes, this.#now()))
      await this.#store.put(path, stored)
    })
    return stored
  }

  /** @throws Problem `not-durable` when the bytes were swept meanwhile */
  async use(tx: Tx, sha256: string): Promise<void> {
    if (!(await addUses(tx, sha256, 1, this.#now()))) throw new Problem('not-durable', { retryAfterSeconds: 1 })
  }

  /** The opposite of `use`. After the commit `removeUnused` takes the bytes away at once, else the sweep does. */
  async release(tx: Tx, sha256: string): Promise<void> {
    await addUses(tx, sha256, -1, this.#now())
  }

  async removeUnused(sha256s: readonly string[]): Promise<void> {
    for (const sha256 of sha256s) await this.#removeIdle(sha256, this.#now())
  }

  /**
   * Opens what is stored, all of it or a part.
   * @throws Problem `gone` when it is not there whole: never bytes of another length than was said
   */
  async open({ sha256, sizeBytes }: StoredBytes, range: { start: number; end: number }): Promise<Readable> {
    if ((await this.#store.sizeOf(sha256)) !== sizeBytes) throw new Problem('gone')
    return this.#store.open(sha256, range)
  }

  async sizeOf(sha256: string): Promise<number | null> {
    return (await blobBy(this.#db.read, sha256))?.size_bytes ?? null
  }

  /** Removes what nobody uses any more, and files of calls that never ended. */
  async sweep(): Promise<void> {
    const before = this.#now() - ORPHAN_MS
    for (;;) {
      const idle = await idleBlobs(this.#db.read, before, AT_ONCE)
      for (const sha256 of idle) await this.#removeIdle(sha256, before)
      if (idle.length < AT_ONCE) break
    }
    for (const name of await readdir(this.temporaryFolder)) {
      const path = join(this.temporaryFolder, name)
      // By the disk's own clock, which dated them.
      const found = await stat(path).catch(() => null)
      if (found !== null && Date.now() - found.mtimeMs > ORPHAN_MS) await rm(path, { force: true, recursive: true })
    }
    for await (const sha256 of this.#store.list()) {
      const isKnown = async (): Promise<boolean> => (await blobBy(this.#db.read, sha256)) !== undefined
      if (!(await isKnown())) {
        await this.#inTurn(sha256, async () => {
          if (!(await isKnown())) await this.#store.delete(sha256)
        })
      }
    }
  }

  /**
   * Reads some of what is stored and compares it with its name, going on where it stopped the last time and once around
   * at most. It stops after the file with which it has read `maxBytes`.
   */
  async scrub(maxBytes: number): Promise<Damage[]> {
    const damages: Damage[] = []
    const start = this.#scrubbedTo
    let readBytes = 0
    let isPastEnd = false
    for (;;) {
      const rows = await blobPage(this.#db.read, this.#scrubbedTo, AT_ONCE)
      for (const row of rows) {
        if (isPastEnd && row.sha256 > start) return damages
        this.#scrubbedTo = row.sha256
        if (row.uses <= 0) continue
        const fault = await this.#faultOf({ sha256: row.sha256, sizeBytes: row.size_bytes })
        // It may have been taken away since its row was read.
        const isWanted = fault !== null && ((await blobBy(this.#db.read, row.sha256))?.uses ?? 0) > 0
        if (fault !== null && isWanted) damages.push({ sha256: row.sha256, fault })
        readBytes += row.size_bytes
        if (readBytes >= maxBytes) return damages
      }
      if (rows.length === AT_ONCE) continue
      if (isPastEnd) return damages
      isPastEnd = true
      this.#scrubbedTo = ''
    }
  }

  async close(): Promise<void> {
    await this.pictures.close()
  }

  async #faultOf({ sha256, sizeBytes }: StoredBytes): Promise<Damage['fault'] | null> {
    const size = await this.#store.sizeOf(sha256)
    if (size === null) return 'missing'
    if (size !== sizeBytes) return 'size'
    const bytes = await this.#store.open(sha256, { start: 0, end: Math.max(0, sizeBytes - 1) })
    return (await sha256Of(bytes)) === sha256 ? null : 'content'
  }

  async #removeIdle(sha256: string, before: number): Promise<void> {
    await this.#inTurn(sha256, async () => {
      const isForgotten = await this.#db.write((tx) => deleteIdleBlob(tx, sha256, before))
      if (isForgotten) await this.#store.delete(sha256)
    })
  }

  async #inTurn(sha256: string, work: () => Promise<void>): Promise<void> {
    const before = this.#turns.get(sha256) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(sha256, mine)
    try {
      await mine
    } finally {
      if (this.#turns.get(sha256) === mine) this.#turns.delete(sha256)
    }
  }
}
