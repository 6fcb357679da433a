import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface StoredBytes {
  sha256: string
  sizeBytes: number
}

/** What lies there under a name. */
export interface Listed {
  sha256: string
  sizeBytes: number
}

/** As what bytes are handed out that are saved. */
export interface Shown {
  mediaType: string
  /** The whole header `Content-Disposition`. */
  disposition: string
}

/**
 * Where bytes lie, by their SHA-256: nothing that a person wrote is part of any name.
 * @throws Problem `busy` or `not-durable` of what may go well a moment later
 */
export interface Store {
  /** Other machines see it as well, and it guards what lies there against decay by itself. */
  readonly isElsewhere: boolean
  /** Takes the file at `path` over; resolves once it would survive the plug being pulled. */
  put(path: string, stored: StoredBytes): Promise<void>
  /** `end` is the last byte; nothing is asked of what has none. Null when it is not there as long as that. */
  open(stored: StoredBytes, range: { start: number; end: number }): Promise<Readable | null>
  /** How many bytes lie there; null for nothing. */
  sizeOf(sha256: string): Promise<number | null>
  delete(sha256: string): Promise<void>
  /** Every name after `after`, ascending. */
  list(after: string): AsyncIterable<Listed>
  /** Removes what was begun before and never came to be a whole file. */
  dropUnfinished(before: number): Promise<void>
  /** Where anybody who has the address gets the bytes, for a minute at most; null where there is no such thing. */
  signedAddress(sha256: string, shown: Shown): Promise<string | null>
  close(): void
}

/** What a file is to be called. */
export async function digestOf(path: string): Promise<StoredBytes> {
  const bytes = createReadStream(path)
  const sha256 = await sha256Of(bytes)
  return { sha256, sizeBytes: bytes.bytesRead }
}

export async function sha256Of(bytes: Readable): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(bytes, hash)
  return hash.digest('hex')
}

const NAME = /^[0-9a-f]{64}$/

/** On the disk of this machine, in folders of two levels so that none grows long. */
export class DiskStore implements Store {
  readonly isElsewhere = false
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async put(path: string, { sha256 }: StoredBytes): Promise<void> {
    const target = this.#pathOf(sha256)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await flush(path)
    await rename(path, target)
    await flush(dirname(target))
  }

  async open({ sha256, sizeBytes }: StoredBytes, range: { start: number; end: number }): Promise<Readable | null> {
    if ((await this.sizeOf(sha256)) !== sizeBytes) return null
    if (sizeBytes === 0) return Readable.from([], { objectMode: false })
    const file = await open(this.#pathOf(sha256), 'r')
    return file.createReadStream(range)
  }

  async sizeOf(sha256: string): Promise<number | null> {
    try {
      return (await stat(this.#pathOf(sha256))).size
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async delete(sha256: string): Promise<void> {
    await rm(this.#pathOf(sha256), { force: true })
  }

  async *list(after: string): AsyncIterable<Listed> {
    for (const first of await namesIn(this.#folder)) {
      if (first < after.slice(0, 2)) continue
      for (const second of await namesIn(join(this.#folder, first))) {
        if (first + second < after.slice(0, 4)) continue
        for (const sha256 of await namesIn(join(this.#folder, first, second))) {
          const sizeBytes = sha256 > after && NAME.test(sha256) ? await this.sizeOf(sha256) : null
          if (sizeBytes !== null) yield { sha256, sizeBytes }
        }
      }
    }
  }

  /** What is not whole lies elsewhere. */
  async dropUnfinished(): Promise<void> {}

  async signedAddress(): Promise<null> {
    return null
  }

  close(): void {}

  #pathOf(sha256: string): string {
    if (!NAME.test(sha256)) throw new Error('not the name of a file')
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
}

/** Ascending; none where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted()
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) return []
    throw error
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
