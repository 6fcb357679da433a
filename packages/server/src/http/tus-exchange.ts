import type { IncomingMessage } from 'node:http'
import type { ProblemCode } from '@kith/protocol/problems.ts'
import { DataStore, Server, Upload } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'
import type { Incoming, TusRules } from './route.ts'
import { TusTurns } from './tus-turns.ts'

const turns = new TusTurns()
/** All that the library looks at. What a proxy adds is read elsewhere. */
const asked = [
  'tus-resumable',
  'upload-length',
  'upload-defer-length',
  'upload-offset',
  'upload-metadata',
  'upload-concat',
  'content-type',
  'content-length',
]
/** What the library refuses by itself, in our words. */
const problems: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  409: 'offset-conflict',
  410: 'gone',
  413: 'too-large',
}

/**
 * Answers one call of tus 1.0: what its headers mean is for the library, what may be done for `rules`. The answer after
 * which the file is in its place has its id in `Kith-Entry`.
 * @throws Problem
 */
export async function exchangeTus(request: FastifyRequest, reply: FastifyReply, rules: TusRules): Promise<unknown> {
  const { raw } = request
  const store = new RuledStore(rules, raw)
  const server = new Server({
    path: rules.path,
    relativeLocation: true,
    datastore: store,
    locker: turns.lockerFor(() => store.makeRoom()),
    namingFunction: ({ headers }, metadata) => store.begin(Number(headers.get('upload-length')), metadata ?? {}),
    onUploadFinish: async (_request, { id }) => ({ headers: { 'Kith-Entry': await store.finish(id) } }),
  })
  void reply.header('tus-resumable', '1.0.0')
  const response = await server.handleWeb(webRequestOf(request))
  // Of what was refused, the rest is read away, so that the connection can be used again.
  if (!raw.complete) raw.resume()
  if (response.status >= 400) throw store.refusal ?? new Problem(problems[response.status] ?? 'malformed')
  for (const [name, value] of response.headers) {
    if (/^(location|connection|upload-.+|kith-entry)$/.test(name)) void reply.header(name, value)
  }
  if (request.method === 'HEAD' && store.found?.receivedBytes === store.found?.sizeBytes) {
    // All came, and then the server was killed, or the answer was lost: this is the one who asks.
    void reply.header('kith-entry', await rules.finish(store.found?.id ?? ''))
  }
  return reply.status(response.status).send()
}

/** The call as the library wants it, but for its body: that would pass through six streams on its way to the disk. */
function webRequestOf(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const name of asked) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Request(`http://localhost${request.url}`, { method: request.method, headers })
}

/** A body as far as it fits, or until somebody else wants to go on with the same file. */
class Bounded implements AsyncIterable<Buffer> {
  isTooMuch = false
  readonly #body: IncomingMessage
  readonly #chunks: AsyncIterator<Buffer>
  readonly #wanted: Promise<null>
  #left: number

  constructor(body: IncomingMessage, most: number, wanted: Promise<null>) {
    this.#body = body
    this.#chunks = body.iterator({ destroyOnReturn: false })
    this.#left = most
    this.#wanted = wanted
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Buffer> {
    for (;;) {
      const next = await Promise.race([this.#wanted, this.#chunks.next()])
      if (next === null || next.done === true) return
      this.#left -= next.value.length
      this.isTooMuch = this.#left < 0
      if (this.isTooMuch) return
      yield next.value
    }
  }

  /** Whoever still reads holds the rest up, and with it all that comes after it on the same connection. */
  letGo(): void {
    const readAway = (): void => void this.#body.resume()
    this.#chunks.return?.().then(readAway, readAway)
  }
}

/** What the library takes for a store. */
class RuledStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
  found: Incoming | null = null
  /** What a rule threw first: the library would answer in its own words. */
  refusal: unknown
  readonly #wanted = Promise.withResolvers<null>()
  readonly #rules: TusRules
  readonly #body: IncomingMessage

  constructor(rules: TusRules, body: IncomingMessage) {
    super()
    this.#rules = rules
    this.#body = body
  }

  async begin(sizeBytes: number, metadata: Readonly<Record<string, string | null>>): Promise<string> {
    this.found = await this.#ruled(this.#rules.begin(sizeBytes, metadata))
    return this.found.id
  }

  override async getUpload(id: string): Promise<Upload> {
    this.found = await this.#ruled(this.#rules.find(id))
    const { sizeBytes, receivedBytes, touchedAt } = this.found
    return new Upload({ id, size: sizeBytes, offset: receivedBytes, creation_date: new Date(touchedAt).toISOString() })
  }

  override async write(_none: unknown, id: string, offset: number): Promise<number> {
    if (this.found?.id !== id) throw new Error('a piece came for what nobody looked for')
    const bounded = new Bounded(this.#body, this.found.sizeBytes - offset, this.#wanted.promise)
    const end = await this.#ruled(this.#rules.add(this.found, offset, bounded)).finally(() => bounded.letGo())
    if (bounded.isTooMuch) await this.#ruled(Promise.reject(new Problem('too-large')))
    return end
  }

  /** A newer call waits: this one ends with what has come. */
  makeRoom(): void {
    this.#wanted.resolve(null)
  }

  finish(id: string): Promise<string> {
    return this.#ruled(this.#rules.finish(id))
  }

  override async remove(id: string): Promise<void> {
    await this.#ruled(this.#rules.cancel(id))
  }

  override getExpiration(): number {
    return this.#rules.quietMs
  }

  async #ruled<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      this.refusal ??= error
      throw error
    }
  }
}
