import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { diskProblemOf } from '../disk-fault.ts'
import type { Listed, Shown, Store, StoredBytes } from '../store.ts'
import type { Bucket } from './bucket.ts'
import { problemOfBucket } from './bucket-fault.ts'
import { dropParts, putInParts } from './in-parts.ts'

const FOLDER = 'files/'
/** Whatever is longer comes in parts: one that breaks off is sent again by itself. */
const WHOLE_MAX_BYTES = 64 * 1024 * 1024
/** A call that takes bytes away after a commit must not wait for storage that is away. */
const DELETE_TRIES = 1
const SIGNED_S = 60

/**
 * In a bucket of S3-compatible storage. Every upload is signed with the hash of its content, so what is harmed on the
 * way is refused by the storage.
 */
export class S3Store implements Store {
  readonly isElsewhere = true
  readonly #bucket: Bucket
  readonly #wholeMaxBytes: number

  constructor(bucket: Bucket, wholeMaxBytes = WHOLE_MAX_BYTES) {
    this.#bucket = bucket
    this.#wholeMaxBytes = wholeMaxBytes
  }

  async put(path: string, { sha256, sizeBytes }: StoredBytes): Promise<void> {
    const key = FOLDER + sha256
    const open = (): Readable => (sizeBytes === 0 ? Readable.from([]) : createReadStream(path))
    try {
      if (sizeBytes <= this.#wholeMaxBytes) await this.#bucket.put(key, { sha256, sizeBytes, open })
      else await putInParts(this.#bucket, key, path, sizeBytes)
    } catch (error) {
      throw diskProblemOf(error) ?? problemOfBucket(error, 'not-durable')
    }
    await rm(path, { force: true })
  }

  async open({ sha256, sizeBytes }: StoredBytes, range: { start: number; end: number }): Promise<Readable | null> {
    if (sizeBytes === 0) return (await this.sizeOf(sha256)) === 0 ? Readable.from([], { objectMode: false }) : null
    return orBusy(this.#bucket.read(FOLDER + sha256, sizeBytes, range))
  }

  async sizeOf(sha256: string): Promise<number | null> {
    return orBusy(this.#bucket.sizeOf(FOLDER + sha256))
  }

  async delete(sha256: string): Promise<void> {
    await orBusy(this.#bucket.delete(FOLDER + sha256, DELETE_TRIES))
  }

  async *list(after: string): AsyncIterable<Listed> {
    const names = this.#bucket.list(FOLDER, after)
    for (;;) {
      const next = await orBusy(names.next())
      if (next.done === true) return
      const sha256 = next.value.key.slice(FOLDER.length)
      if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, sizeBytes: next.value.sizeBytes }
    }
  }

  async dropUnfinished(before: number): Promise<void> {
    await orBusy(dropParts(this.#bucket, FOLDER, before))
  }

  async signedAddress(sha256: string, { mediaType, disposition }: Shown): Promise<string> {
    const query = {
      'response-content-type': mediaType,
      'response-content-disposition': disposition,
      'response-cache-control': 'private, no-store',
    }
    return this.#bucket.signedAddress(FOLDER + sha256, query, SIGNED_S)
  }

  close(): void {
    this.#bucket.close()
  }
}

async function orBusy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw problemOfBucket(error, 'busy')
  }
}
