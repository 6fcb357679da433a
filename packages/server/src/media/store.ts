import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface StoredBytes {
  sha256: string
  sizeBytes: number
}

/** Where bytes lie, by their SHA-256: nothing that a person wrote is part of any name. */
export interface Store {
  /** Takes the file at `path` over; resolves once it would survive the plug being pulled. */
  put(path: string, stored: StoredBytes): Promise<void>
  /** `end` is the last byte. @throws when it is not there */
  open(sha256: string, range: { start: number; end: number }): Promise<Readable>
  /** How many bytes lie there; null for nothing. */
  sizeOf(sha256: string): Promise<number | null>
  delete(sha256: string): Promise<void>
  /** Every name there is, in no order. */
  list(): AsyncIterable<string>
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

  async open(sha256: string, range: { start: number; end: number }): Promise<Readable> {
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

  async *list(): AsyncIterable<string> {
    try {
      for await (const entry of await opendir(this.#folder, { recursive: true })) {
        if (entry.isFile() && NAME.test(entry.name)) yield entry.name
      }
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }

  #pathOf(sha256: string): string {
    if (!NAME.test(sha256)) throw new Error('not the name of a file')
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
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
