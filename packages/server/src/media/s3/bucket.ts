import { Readable } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { BucketAddress } from './bucket-address.ts'
import { BucketFault, problemOfBucket } from './bucket-fault.ts'
import { BucketWire } from './bucket-wire.ts'
import type { Asked } from './bucket-wire.ts'
import { Places } from './places.ts'
import { recordsOf } from './xml.ts'

const TRIES = 3
const FIRST_PAUSE_MS = 150
/** Reading and the rest apart: whoever reads slowly keeps nobody from storing. */
const READS_AT_ONCE = 256
const OTHERS_AT_ONCE = 32

export interface BucketOptions {
  /** How long nothing may come or go before a call is given up. */
  quietMs?: number
  /** Told of every call that failed, each time. */
  warn: (error: unknown, what: string) => void
}

export interface Found {
  key: string
  sizeBytes: number
  /** By the clock of the storage. */
  storedAt: number
}

export interface BodyOf {
  sha256: string
  sizeBytes: number
  open: () => Readable
}

/** A bucket of any S3-compatible storage, asked again a few times where that may help. */
export class Bucket {
  readonly #wire: BucketWire
  readonly #warn: BucketOptions['warn']
  readonly #reads = new Places(READS_AT_ONCE)
  readonly #others = new Places(OTHERS_AT_ONCE)
  readonly #prefix: string

  constructor(address: BucketAddress, { quietMs = 10_000, warn }: BucketOptions) {
    this.#wire = new BucketWire(address, quietMs)
    this.#warn = warn
    this.#prefix = address.prefix
  }

  async put(key: string, body: BodyOf): Promise<void> {
    await this.ask({ method: 'PUT', key, body })
  }

  /** Null for nothing. @throws BucketFault */
  async sizeOf(key: string): Promise<number | null> {
    const found = await this.#head(key)
    return found === null ? null : Number(found['content-length'])
  }

  /**
   * The part of an object that is `totalBytes` long. What breaks off is gone on with where it broke.
   * @returns null unless it is there, and as long as that
   * @throws BucketFault before anything came; later the stream fails with the problem `busy`
   */
  async read(key: string, totalBytes: number, range: { start: number; end: number }): Promise<Readable | null> {
    const free = await this.#reads.take()
    const first = await this.#part(key, totalBytes, range).catch((error: unknown) => {
      free()
      throw error
    })
    if (first === null) {
      free()
      return null
    }
    const stream = Readable.from(this.#bytes(key, totalBytes, range, first), { objectMode: false })
    // One that nobody began to read ends nowhere else.
    return stream.once('close', () => {
      first.destroy()
      free()
    })
  }

  async delete(key: string, tries = TRIES): Promise<void> {
    await this.ask({ method: 'DELETE', key }, tries).catch(nullIfMissing)
  }

  /** All names that begin so, ascending, from the one after `after`. @throws BucketFault */
  async *list(prefix: string, after = ''): AsyncGenerator<Found> {
    let more: Record<string, string> = after === '' ? {} : { 'start-after': this.nameOf(prefix + after) }
    for (;;) {
      const query = { 'list-type': '2', prefix: this.nameOf(prefix), ...more }
      const xml = await this.ask({ method: 'GET', key: null, query })
      for (const { Key = '', Size, LastModified = '' } of recordsOf(xml, 'Contents')) {
        yield { key: this.keyOf(Key), sizeBytes: Number(Size), storedAt: Date.parse(LastModified) }
      }
      const [page] = recordsOf(xml, 'ListBucketResult')
      if (page === undefined) throw new BucketFault('GET the bucket', 200, 'is no list')
      const { NextContinuationToken: token } = page
      if (page['IsTruncated'] !== 'true' || token === undefined) return
      more = { 'continuation-token': token }
    }
  }

  /** As the storage calls it, and back. */
  nameOf(key: string): string {
    return this.#prefix + key
  }

  keyOf(name: string): string {
    return name.slice(this.#prefix.length)
  }

  /** For whoever has it, so long; `query` may say how what is there is to be called. */
  async signedAddress(key: string, query: Readonly<Record<string, string>>, seconds: number): Promise<string> {
    return this.#wire.signedAddress(key, query, seconds)
  }

  /** The whole answer to a call. @throws BucketFault */
  async ask(asked: Asked, tries = TRIES): Promise<string> {
    const free = await this.#others.take()
    try {
      return await this.#again(tries, async () => this.#wire.textOf(await this.#wire.ask(asked)))
    } finally {
      free()
    }
  }

  /** What only a header says. @throws BucketFault */
  async askForEtag(asked: Asked): Promise<string> {
    const free = await this.#others.take()
    try {
      return await this.#again(TRIES, async () => {
        const response = await this.#wire.ask(asked)
        await this.#wire.textOf(response)
        return response.headers.etag ?? ''
      })
    } finally {
      free()
    }
  }

  close(): void {
    this.#wire.close()
  }

  async #head(key: string): Promise<IncomingMessage['headers'] | null> {
    const free = await this.#others.take()
    try {
      return await this.#again(TRIES, async () => {
        const response = await this.#wire.ask({ method: 'HEAD', key })
        response.resume()
        return response.headers
      })
    } catch (error) {
      return nullIfMissing(error)
    } finally {
      free()
    }
  }

  /** Null unless it is there and as long as that. */
  async #part(key: string, totalBytes: number, range: { start: number; end: number }): Promise<IncomingMessage | null> {
    const response = await this.#again(TRIES, () => this.#wire.ask({ method: 'GET', key, range })).catch(nullIfNotThat)
    if (response === null) return null
    const { statusCode, headers } = response
    const said = `bytes ${range.start}-${range.end}/${totalBytes}`
    // Of a part that is the whole, either answer is right.
    const isWhole = statusCode === 200 && range.start === 0 && Number(headers['content-length']) === totalBytes
    const isPart = statusCode === 206 && headers['content-range'] === said
    if (isPart || (isWhole && range.end === totalBytes - 1)) return response
    response.destroy()
    return null
  }

  async *#bytes(
    key: string,
    totalBytes: number,
    { start, end }: { start: number; end: number },
    first: IncomingMessage,
  ): AsyncGenerator<Buffer> {
    let response: IncomingMessage | null = first
    let at = start
    let left = TRIES
    while (at <= end) {
      try {
        response ??= await this.#part(key, totalBytes, { start: at, end })
        if (response === null) throw new BucketFault(`GET ${key}`, 404, 'went while it was read')
        for await (const chunk of this.#wire.chunksOf(response)) {
          yield chunk
          at += chunk.length
          left = TRIES
        }
        if (at <= end) throw new BucketFault(`GET ${key}`, null, 'broke off')
      } catch (error) {
        if (!(error instanceof BucketFault)) throw error
        this.#warn(error, `reading ${key}`)
        left--
        if (left === 0 || !error.mayPass) throw problemOfBucket(error, 'busy')
      }
      response = null
    }
  }

  async #again<T>(tries: number, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof BucketFault)) throw error
        if (error.status !== 404) this.#warn(error, 'a call to object storage')
        if (!error.mayPass || attempt >= tries) throw error
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()))
      }
    }
  }
}

/** Of an object; a bucket that is not there is a fault like any other. */
export function nullIfMissing(error: unknown): null {
  if (error instanceof BucketFault && error.status === 404 && error.code !== 'NoSuchBucket') return null
  throw error
}

/** Likewise for what is shorter than the part that was asked for. */
function nullIfNotThat(error: unknown): null {
  if (error instanceof BucketFault && error.status === 416) return null
  return nullIfMissing(error)
}
