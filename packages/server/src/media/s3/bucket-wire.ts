import http from 'node:http'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { AwsV4Signer } from 'aws4fetch'
import type { BucketAddress } from './bucket-address.ts'
import { BucketFault } from './bucket-fault.ts'

const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const TEXT_MAX_BYTES = 8 * 1024 * 1024

/** One question to a bucket. */
export interface Asked {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** After the prefix; of a question to the bucket itself null. */
  key: string | null
  query?: Readonly<Record<string, string>>
  range?: { start: number; end: number }
  /** Opened anew for each try. */
  body?: { sha256: string; sizeBytes: number; open: () => Readable }
  /** How long nothing may come or go before an answer; the usual time where it is unset. */
  quietMs?: number
}

/** Signed calls over connections that are kept. Each is tried once. */
export class BucketWire {
  readonly #address: BucketAddress
  readonly #agent: http.Agent | https.Agent
  readonly #quietMs: number
  /** Of a day's signing keys. */
  readonly #keys = new Map<string, ArrayBuffer>()

  constructor(address: BucketAddress, quietMs: number) {
    this.#address = address
    const options = { keepAlive: true, maxFreeSockets: 32 }
    this.#agent = address.origin.startsWith('https:') ? new https.Agent(options) : new http.Agent(options)
    this.#quietMs = quietMs
  }

  /**
   * Resolves once the head of an answer below 300 is there; its body is to be read or destroyed.
   * @throws BucketFault
   */
  async ask(asked: Asked): Promise<IncomingMessage> {
    const response = await this.#exchange(asked)
    const { statusCode: status = 0 } = response
    if (status < 300) return response
    const text = await this.textOf(response).catch(() => '')
    throw new BucketFault(nameOf(asked), status, /<Code>([A-Za-z0-9]+)<\/Code>/.exec(text)?.[1] ?? '')
  }

  /** The whole of a short answer. @throws BucketFault */
  async textOf(response: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    for await (const chunk of this.chunksOf(response)) {
      sizeBytes += chunk.length
      if (sizeBytes > TEXT_MAX_BYTES) throw new BucketFault('an answer', 200, 'is too long')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString()
  }

  /**
   * What comes, for as long as somebody wants more; only while they wait may it not be quiet for too long.
   * @throws BucketFault when it breaks off
   */
  async *chunksOf(response: IncomingMessage): AsyncGenerator<Buffer> {
    const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]()
    try {
      for (;;) {
        const quiet = setTimeout(() => response.destroy(new Error('quiet')), this.#quietMs)
        const next = await chunks.next().finally(() => clearTimeout(quiet))
        if (next.done === true) return
        yield next.value
      }
    } catch (error) {
      throw asFault('an answer', error)
    } finally {
      response.destroy()
    }
  }

  /** An address that answers a GET of `key` for whoever has it, for so long. */
  async signedAddress(key: string, query: Readonly<Record<string, string>>, seconds: number): Promise<string> {
    const url = this.#urlOf({ method: 'GET', key, query: { ...query, 'X-Amz-Expires': String(seconds) } })
    const signed = await new AwsV4Signer({ ...this.#signing(), url: url.href, method: 'GET', signQuery: true }).sign()
    return signed.url.href.replaceAll('+', '%20')
  }

  close(): void {
    this.#agent.destroy()
  }

  async #exchange(asked: Asked): Promise<IncomingMessage> {
    const { method, range, body, quietMs = this.#quietMs } = asked
    const signer = new AwsV4Signer({
      ...this.#signing(),
      url: this.#urlOf(asked).href,
      method,
      headers: { 'x-amz-content-sha256': body?.sha256 ?? NOTHING },
    })
    const { url, headers } = await signer.sign()
    const { request } = url.protocol === 'https:' ? https : http
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const call = request(url, {
      method,
      agent: this.#agent,
      headers: {
        ...Object.fromEntries(headers),
        'content-length': body?.sizeBytes ?? 0,
        ...(range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` }),
      },
    })
    const quiet = setTimeout(() => call.destroy(new Error('quiet')), quietMs)
    const source = body?.open()
    call.once('response', (response) => {
      // A connection on which half a body went is of no more use.
      response.once('close', () => void (call.writableFinished || call.destroy()))
      resolve(response)
    })
    call.on('error', reject)
    if (source === undefined) call.end()
    else {
      source.on('data', () => quiet.refresh())
      source.once('error', (error) => {
        reject(error)
        call.destroy()
      })
      source.pipe(call)
    }
    try {
      return await promise
    } catch (error) {
      throw asFault(nameOf(asked), error)
    } finally {
      clearTimeout(quiet)
      // What was refused before all of it was there is not read on.
      source?.destroy()
    }
  }

  #signing() {
    const { accessKeyId, secretAccessKey, region } = this.#address
    return { accessKeyId, secretAccessKey, region, service: 's3', cache: this.#keys }
  }

  #urlOf({ key, query = {} }: Asked): URL {
    const { origin, path, bucket } = this.#address
    const url = new URL(key === null ? `${origin}/${bucket}` : `${origin}${path}${key}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    // As it is signed: not everybody reads a plus as a space.
    url.search = url.search.replaceAll('+', '%20')
    return url
  }
}

function nameOf({ method, key, query = {} }: Asked): string {
  return [method, key ?? 'the bucket', ...Object.keys(query)].join(' ')
}

/** A disk that cannot be read is no fault of the storage. */
function asFault(what: string, error: unknown): unknown {
  if (error instanceof BucketFault || !(error instanceof Error)) return error
  if ('syscall' in error && /^(open|read|fstat)$/.test(String(error.syscall)) && 'path' in error) return error
  return new BucketFault(what, null, 'code' in error && typeof error.code === 'string' ? error.code : error.message)
}
