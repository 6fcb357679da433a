import { randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database, StillMine, Tx } from '../database/database.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { Problem } from '../problem.ts'
import { addUses, blobBy, blobPage, deleteIdleBlob, idleBlobs, knownBlobs, noteBlob } from './blob-rows.ts'
import type { PartialFiles } from './partial-files.ts'
import { Pdfs } from './pdfs.ts'
import { diskProblemOf } from './disk-fault.ts'
import { Pictures } from './pictures.ts'
import type { Storage } from './storage.ts'
import { digestOf, sha256Of } from './store.ts'
import type { Shown, Store, StoredBytes } from './store.ts'

/** What was uploaded and never attached to anything lies no longer than this. */
const ORPHAN_MS = 60 * 60 * 1000
const AT_ONCE = 200
const TOGETHER = 20
/** Names of which one sweep finds out whether anybody knows them: a call to object storage for each thousand. */
const NAMES_AT_ONCE = 50_000
const LAST_NAME = 'g'
/** What is put together from parts takes a day at most. */
const UNFINISHED_MS = 24 * 60 * 60 * 1000
/** Files elsewhere that one scrub looks at. */
const LOOKED_AT = 1_000
/** What is smaller is here sooner than from another address. */
const DIRECT_MIN_BYTES = 1024 * 1024

/** A fault that `scrub` found: the bytes are missing, shorter, or others. */
export interface Damage {
  sha256: string
  fault: 'missing' | 'size' | 'content'
}

/** Files that people bring: where they lie, who still needs them, and pictures made anew. */
export class Media {
  readonly pictures: Pictures
  readonly pdfs = new Pdfs()
  /** What lies elsewhere, had without harm. */
  readonly outside: GuardedFetch
  /** Of files under way. Whatever is left there after an hour is removed. */
  readonly temporaryFolder: string
  /** Files that come in pieces, which may take days. */
  readonly partial: PartialFiles
  readonly #store: Store
  readonly #isDirect: boolean
  readonly #db: Database
  readonly #now: () => number
  /** Somewhere at first: a server that is often started anew must not read the same files each time. */
  #scrubbedTo = randomBytes(32).toString('hex')
  #strayedTo = randomBytes(32).toString('hex')

  constructor(storage: Storage, db: Database, now: () => number, outside: GuardedFetch) {
    this.outside = outside
    this.temporaryFolder = storage.temporaryFolder
    this.partial = storage.partial
    this.#store = storage.store
    this.#isDirect = storage.isDirect
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

  /** What cannot be taken away now is left to the sweep: what made it unused is done, whatever becomes of the bytes. */
  async removeUnused(sha256s: readonly string[]): Promise<void> {
    // Together, so that they share a commit.
    for (let at = 0; at < sha256s.length; at += TOGETHER) {
      const some = sha256s.slice(at, at + TOGETHER)
      await Promise.all(some.map((sha256) => this.#removeIdle(sha256, this.#now()).catch(leaveToSweep)))
    }
  }

  /**
   * Opens what is stored, all of it or a part.
   * @throws Problem `gone` when it is not there whole: never bytes of another length than was said; `busy` when it
   *   cannot be had now
   */
  async open({ sha256, sizeBytes }: StoredBytes, range: { start: number; end: number }): Promise<Readable> {
    const bytes = await this.#store.open({ sha256, sizeBytes }, range)
    if (bytes === null) throw new Problem('gone')
    return bytes
  }

  /**
   * Lets `work` have a copy of what is stored, as a file that nobody else has.
   * @throws Problem `gone`; `not-durable` when the disk is full
   */
  async lend<T>(stored: StoredBytes, work: (path: string) => Promise<T>): Promise<T> {
    const path = join(this.temporaryFolder, randomUUID())
    try {
      const bytes = await this.open(stored, { start: 0, end: Math.max(0, stored.sizeBytes - 1) })
      await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
        throw diskProblemOf(error) ?? error
      })
      return await work(path)
    } finally {
      await rm(path, { force: true })
    }
  }

  /**
   * Where whoever has the address gets what is stored, for a minute; null where it is had from here only.
   * @throws Problem `gone`, `busy`
   */
  async signedAddress({ sha256, sizeBytes }: StoredBytes, shown: Shown): Promise<string | null> {
    if (!this.#isDirect || sizeBytes < DIRECT_MIN_BYTES) return null
    if (!(await this.has({ sha256, sizeBytes }))) throw new Problem('gone')
    return this.#store.signedAddress(sha256, shown)
  }

  /** Whether it is there whole. */
  async has({ sha256, sizeBytes }: StoredBytes): Promise<boolean> {
    return (await this.#store.sizeOf(sha256)) === sizeBytes
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
    await this.#removeStrays()
    await this.#store.dropUnfinished(Date.now() - UNFINISHED_MS)
  }

  /** Removes what this node left under way more than an hour ago. */
  async sweepTemporary(): Promise<void> {
    for (const name of await readdir(this.temporaryFolder)) {
      const path = join(this.temporaryFolder, name)
      // By the disk's own clock, which dated them.
      const found = await stat(path).catch(() => null)
      if (found !== null && Date.now() - found.mtimeMs > ORPHAN_MS) await rm(path, { force: true, recursive: true })
    }
  }

  /**
   * Reads some of what is stored and compares it with its name, going on where it stopped the last time and once around
   * at most. It stops after the file with which it has read `maxBytes`. What lies elsewhere is guarded there against
   * decay, and reading it costs: of that, it looks at some only, and whether they are there and as long as they should be.
   */
  async scrub(maxBytes: number): Promise<Damage[]> {
    const damages: Damage[] = []
    const start = this.#scrubbedTo
    let readBytes = 0
    let count = 0
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
        count++
        if (this.#store.isElsewhere ? count >= LOOKED_AT : readBytes >= maxBytes) return damages
      }
      if (rows.length === AT_ONCE) continue
      if (isPastEnd) return damages
      isPastEnd = true
      this.#scrubbedTo = ''
    }
  }

  async close(): Promise<void> {
    await this.pictures.close()
    await this.pdfs.close()
    this.#store.close()
  }

  /**
   * Removes what lies in the store and was forgotten: some names at a time, going on where it stopped the last time.
   * A bucket of which not one name is known is somebody else's, whatever the settings say.
   */
  async #removeStrays(): Promise<void> {
    const start = this.#strayedTo
    const strays: string[] = []
    let known = 0
    for (const [after, last] of [
      [start, LAST_NAME],
      ['', start],
    ] as const) {
      let some: string[] = []
      const look = async (): Promise<void> => {
        const found = await knownBlobs(this.#db.read, some)
        known += found.size
        strays.push(...some.filter((sha256) => !found.has(sha256)))
        some = []
      }
      for await (const { sha256 } of this.#store.list(after)) {
        if (sha256 > last || known + strays.length >= NAMES_AT_ONCE) break
        some.push(sha256)
        this.#strayedTo = sha256
        if (some.length >= AT_ONCE) await look()
      }
      await look()
    }
    if (known === 0 && this.#store.isElsewhere) return
    for (const sha256 of strays) await this.#removeStray(sha256)
  }

  async #removeStray(sha256: string): Promise<void> {
    await this.#inTurn(sha256, async (isMine) => {
      const isKnown = (await blobBy(this.#db.read, sha256)) !== undefined
      if (!isKnown && (await isMine())) await this.#store.delete(sha256)
    })
  }

  async #faultOf({ sha256, sizeBytes }: StoredBytes): Promise<Damage['fault'] | null> {
    const size = await this.#store.sizeOf(sha256)
    if (size === null) return 'missing'
    if (size !== sizeBytes) return 'size'
    if (this.#store.isElsewhere) return null
    const bytes = await this.#store.open({ sha256, sizeBytes }, { start: 0, end: Math.max(0, sizeBytes - 1) })
    if (bytes === null) return 'missing'
    return (await sha256Of(bytes)) === sha256 ? null : 'content'
  }

  async #removeIdle(sha256: string, before: number): Promise<void> {
    await this.#inTurn(sha256, async (isMine) => {
      const isForgotten = await this.#db.write((tx) => deleteIdleBlob(tx, sha256, before))
      // What is forgotten and still there is a stray.
      if (isForgotten && (await isMine())) await this.#store.delete(sha256)
    })
  }

  /** Storing the same bytes must not cross their removal, on whichever node. */
  #inTurn(sha256: string, work: (isMine: StillMine) => Promise<void>): Promise<void> {
    return this.#db.exclusively(`blob ${sha256}`, work)
  }
}

function leaveToSweep(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}
