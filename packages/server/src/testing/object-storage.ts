import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/*
 * Object storage as S3 describes it, as far as Kith uses it, strict where servers are: every signature is worked out
 * anew, every body compared with the hash that was signed. What real servers do otherwise it cannot know: see
 * docs/operations.md for those that were tried.
 */

/** What goes wrong with a call. */
export type StorageFault =
  /** `503 SlowDown`. */
  | 'refuse'
  /** `403 AccessDenied`. */
  | 'deny'
  /** No answer, ever. */
  | 'hang'
  /** Half of the answer, then the connection is cut. */
  | 'cut'
  /** An answer that says it is whole and is not. */
  | 'short'
  /** What came is another than what was sent. */
  | 'harm'
  /** It is done, and the answer is lost. */
  | 'deaf'

export interface StorageCall {
  method: string
  key: string
  query: URLSearchParams
}

interface Stored {
  bytes: Buffer
  storedAt: number
}

interface InParts {
  key: string
  begunAt: number
  parts: Map<number, Stored>
}

const REGION = 'test-1'
const BUCKET = 'files-of-tests'
const KEY_ID = 'tester'
/** With all that has to be encoded in an address. */
const SECRET = 'a/secret+with:signs@and%more'
const PART_MIN_BYTES = 5 * 1024 * 1024

export class ObjectStorage {
  readonly objects = new Map<string, Stored>()
  readonly inParts = new Map<string, InParts>()
  /** Asked of each call, after its signature. */
  fault: (call: StorageCall) => StorageFault | null = () => null
  calls: StorageCall[] = []
  /** What was wrong with calls, were they ours: a test that leaves any behind is wrong, or we are. */
  readonly refusals: string[] = []
  readonly #server: Server
  readonly #pageSize: number

  private constructor(server: Server, pageSize: number) {
    this.#server = server
    this.#pageSize = pageSize
  }

  static async start({ pageSize = 1000 } = {}): Promise<ObjectStorage> {
    const server = createServer()
    const storage = new ObjectStorage(server, pageSize)
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      storage.#answer(request, response).catch((error: unknown) => {
        storage.refusals.push(String(error))
        response.destroy()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // A process that has done its tests ends, whatever still listens.
    server.unref()
    return storage
  }

  /** For `S3_URL`. */
  urlFor(prefix: string): string {
    const { port } = this.#server.address() as AddressInfo
    const keys = `${encodeURIComponent(KEY_ID)}:${encodeURIComponent(SECRET)}`
    return `http://${keys}@127.0.0.1:${port}/${BUCKET}/${prefix}?region=${REGION}`
  }

  /** All names that begin so, ascending. */
  keys(prefix = ''): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).toSorted()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', `http://${request.headers.host}`)
    const [, bucket = '', ...path] = url.pathname.split('/')
    const call = { method: request.method ?? '', key: path.join('/'), query: url.searchParams }
    this.calls.push(call)
    const refused = refusalOf(request, url)
    if (refused !== null) this.refusals.push(`${call.method} ${call.key}: ${refused}`)
    if (refused !== null || bucket !== BUCKET) {
      request.resume()
      refuse(response, refused === null ? 404 : 403, refused ?? 'NoSuchBucket')
      return
    }
    const fault = this.fault(call)
    if (fault === 'hang') return void request.resume()
    if (fault === 'refuse' || fault === 'deny') {
      request.resume()
      refuse(response, fault === 'deny' ? 403 : 503, fault === 'deny' ? 'AccessDenied' : 'SlowDown')
      return
    }
    const body = Buffer.concat(await request.toArray())
    if (fault === 'harm') body[0] = (body[0] ?? 0) ^ 1
    const signed = request.headers['x-amz-content-sha256']
    if (signed !== undefined && signed !== hex(body)) {
      refuse(response, 400, 'XAmzContentSHA256Mismatch')
      return
    }
    const answer = this.#carryOut(call, body, request)
    if (fault === 'deaf') return void response.destroy()
    send(response, call.method, answer, fault)
  }

  #carryOut({ method, key, query }: StorageCall, body: Buffer, { headers }: IncomingMessage): Answer {
    if (key === '') return query.has('uploads') ? this.#listParts(query) : this.#list(query)
    if (method === 'POST' && query.has('uploads')) return this.#beginParts(key)
    const uploadId = query.get('uploadId')
    if (uploadId !== null) return this.#ofParts(method, uploadId, query, body)
    if (method === 'PUT') {
      this.objects.set(key, { bytes: body, storedAt: Date.now() })
      return { status: 200, headers: { etag: etagOf(body) } }
    }
    if (method === 'DELETE') {
      this.objects.delete(key)
      return { status: 204 }
    }
    const found = this.objects.get(key)
    if (found === undefined) return refusal(404, 'NoSuchKey')
    return partOf(found.bytes, headers.range, query)
  }

  #list(query: URLSearchParams): Answer {
    if (query.get('list-type') !== '2') return refusal(400, 'InvalidArgument')
    const after = query.get('continuation-token') ?? query.get('start-after') ?? ''
    const keys = this.keys(query.get('prefix') ?? '').filter((key) => key > after)
    const page = keys.slice(0, Math.min(this.#pageSize, Number(query.get('max-keys') ?? 1000)))
    const contents = page.map((key) => {
      const { bytes, storedAt } = this.objects.get(key) ?? { bytes: Buffer.of(), storedAt: 0 }
      return `<Contents><Key>${key}</Key><LastModified>${new Date(storedAt).toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`
    })
    const isCut = page.length < keys.length
    const next = isCut ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    return xml(`<ListBucketResult><IsTruncated>${isCut}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`)
  }

  #listParts(query: URLSearchParams): Answer {
    const uploads = [...this.inParts]
      .filter(([, { key }]) => key.startsWith(query.get('prefix') ?? ''))
      .map(([id, { key, begunAt }]) => {
        const initiated = new Date(begunAt).toISOString()
        return `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`
      })
    return xml(`<ListMultipartUploadsResult>${uploads.join('')}</ListMultipartUploadsResult>`)
  }

  #beginParts(key: string): Answer {
    const id = randomUUID()
    this.inParts.set(id, { key, begunAt: Date.now(), parts: new Map() })
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
  }

  #ofParts(method: string, id: string, query: URLSearchParams, body: Buffer): Answer {
    const upload = this.inParts.get(id)
    if (upload === undefined) return refusal(404, 'NoSuchUpload')
    if (method === 'DELETE') {
      this.inParts.delete(id)
      return { status: 204 }
    }
    if (method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), { bytes: body, storedAt: Date.now() })
      return { status: 200, headers: { etag: etagOf(body) } }
    }
    const told = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]*)<\/ETag>/g)]
    const parts = told.map(([, number, etag]) => {
      const part = upload.parts.get(Number(number))
      return part !== undefined && etagOf(part.bytes) === etag ? part.bytes : null
    })
    if (parts.some((part) => part === null)) return refusal(400, 'InvalidPart')
    const whole = parts.flatMap((part) => part ?? [])
    if (whole.slice(0, -1).some(({ length }) => length < PART_MIN_BYTES)) return refusal(400, 'EntityTooSmall')
    this.inParts.delete(id)
    this.objects.set(upload.key, { bytes: Buffer.concat(whole), storedAt: Date.now() })
    return xml('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>')
  }
}

interface Answer {
  status: number
  headers?: Record<string, string>
  body?: Buffer
}

function send(response: ServerResponse, method: string, answer: Answer, fault: StorageFault | null): void {
  const body = answer.body ?? Buffer.of()
  const shown = fault === 'short' ? body.subarray(0, body.length / 2) : body
  response.writeHead(answer.status, { 'content-length': String(shown.length), ...answer.headers })
  if (method === 'HEAD') response.end()
  else if (fault === 'cut') response.write(body.subarray(0, body.length / 2), () => response.destroy())
  else response.end(shown)
}

function partOf(bytes: Buffer, range: string | undefined, query: URLSearchParams): Answer {
  const headers: Record<string, string> = { etag: etagOf(bytes), 'accept-ranges': 'bytes' }
  for (const name of ['content-type', 'content-disposition', 'cache-control']) {
    const wanted = query.get(`response-${name}`)
    if (wanted !== null) headers[name] = wanted
  }
  const found = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  if (found === null)
    return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, body: bytes }
  const start = Number(found[1])
  const end = Math.min(found[2] === '' ? Infinity : Number(found[2]), bytes.length - 1)
  if (start > end) return refusal(416, 'InvalidRange')
  headers['content-range'] = `bytes ${start}-${end}/${bytes.length}`
  return { status: 206, headers, body: bytes.subarray(start, end + 1) }
}

function xml(text: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) }
}

function refusal(status: number, code: string): Answer {
  return { ...xml(`<Error><Code>${code}</Code></Error>`), status }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  send(response, 'GET', refusal(status, code), null)
}

/** Why a call is not one of somebody who has the keys; null for one that is. */
function refusalOf({ method = '', headers }: IncomingMessage, url: URL): string | null {
  const isInAddress = url.searchParams.has('X-Amz-Signature')
  const authorization = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]+)$/.exec(
    headers.authorization ?? '',
  )
  const asked = (name: string): string => url.searchParams.get(name) ?? ''
  const [credential = '', names = '', signature = ''] = isInAddress
    ? [asked('X-Amz-Credential'), asked('X-Amz-SignedHeaders'), asked('X-Amz-Signature')]
    : (authorization?.slice(1) ?? [])
  const date = isInAddress ? asked('X-Amz-Date') : String(headers['x-amz-date'] ?? '')
  const ageS = (Date.now() - Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))) / 1000
  if (!(ageS > -300 && ageS < (isInAddress ? Number(asked('X-Amz-Expires')) : 300))) return 'AccessDenied'
  const scope = `${date.slice(0, 8)}/${REGION}/s3/aws4_request`
  if (credential !== `${KEY_ID}/${scope}`) return 'InvalidAccessKeyId'
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
  const canonical = [
    method,
    encoded(decodeURIComponent(url.pathname)).replaceAll('%2F', '/'),
    query.join('&'),
    ...names.split(';').map((name) => `${name}:${String(headers[name] ?? '')}`),
    '',
    names,
    isInAddress ? 'UNSIGNED-PAYLOAD' : String(headers['x-amz-content-sha256'] ?? ''),
  ].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${SECRET}`)
  const right = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hex(canonical)}`).toString('hex')
  return signature === right ? null : 'SignatureDoesNotMatch'
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function hex(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

let sharedStorage: Promise<ObjectStorage> | null = null

/** An address in a bucket for one test: at `KITH_TEST_S3_URL`, or in storage of our own. */
export async function freshBucket(): Promise<string> {
  const prefix = `test-${randomBytes(8).toString('hex')}`
  const real = process.env['KITH_TEST_S3_URL']
  if (real === undefined || real === '') return (await (sharedStorage ??= ObjectStorage.start())).urlFor(prefix)
  const url = new URL(real)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${prefix}`
  return url.href
}

/** As if whatever begins so had been stored that much earlier: in storage of our own. */
export async function setBackObjects(url: string, folder: string, ms: number): Promise<void> {
  const storage = await sharedStorage
  const place = new URL(url).pathname.slice(`/${BUCKET}/`.length)
  for (const [key, stored] of storage?.objects ?? []) {
    if (key.startsWith(`${place}/${folder}`)) stored.storedAt = Date.now() - ms
  }
}
