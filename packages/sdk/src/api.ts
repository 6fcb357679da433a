import type { ProblemBody } from '@kith/protocol/problems.ts'
import type { CallInput, CallReply, EndpointKey } from '@kith/protocol/registry.ts'
import { OfflineError, ProblemError } from './problem-error.ts'

const TIMEOUT_MS = 20_000

export interface ApiOptions {
  /** `https://kith.example.org`, or empty for the page's own origin. */
  baseUrl: string
  /** An API token. Without one the session cookie speaks. */
  token?: string
  /** Keep cookies in memory: for programs outside a browser. */
  keepsCookies?: boolean
  fetch?: typeof fetch
}

export interface CallOptions {
  signal?: AbortSignal
  timeoutMs?: number
  /** Sent along, as a form: for calls that take a file. */
  file?: Blob
}

/** What an account may want beside the password. */
export type SecondFactor = Pick<CallInput<'POST /api/auth/login'>, 'code' | 'passkey'>

/** Typed calls of the HTTP interface. */
export interface Api {
  readonly baseUrl: string
  readonly token: string | null
  /** The `Cookie` header of a program outside a browser; empty elsewhere. */
  cookies(): string
  /** @throws ProblemError, OfflineError */
  call<K extends EndpointKey>(key: K, input: CallInput<K>, options?: CallOptions): Promise<CallReply<K>>
  /** As `call`, with the status beside the reply. */
  callWithStatus<K extends EndpointKey>(
    key: K,
    input: CallInput<K>,
    options?: CallOptions,
  ): Promise<{ status: number; reply: CallReply<K> }>
}

export function createApi(options: ApiOptions): Api {
  const jar = new Map<string, string>()
  const send = options.fetch ?? fetch
  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function callWithStatus<K extends EndpointKey>(
    key: K,
    input: CallInput<K>,
    { signal, timeoutMs = TIMEOUT_MS, file }: CallOptions = {},
  ): Promise<{ status: number; reply: CallReply<K> }> {
    const { method, url, rest } = requestOf(key, input)
    const body = rest === null ? null : file === undefined ? JSON.stringify(rest) : formOf(rest, file)
    const headers = new Headers({ accept: 'application/json' })
    if (typeof body === 'string') headers.set('content-type', 'application/json')
    if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`)
    if (options.keepsCookies === true) {
      headers.set('origin', new URL(options.baseUrl).origin)
      if (jar.size > 0) headers.set('cookie', cookies())
    }
    const limit = AbortSignal.timeout(timeoutMs)
    const response = await send(options.baseUrl + url, {
      method,
      headers,
      body,
      // What is taken away as a window closes is taken away all the same.
      keepalive: method === 'DELETE',
      credentials: 'same-origin',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    }).catch((error: unknown) => {
      if (signal?.aborted === true) throw error
      throw new OfflineError(error instanceof Error ? error.message : 'the server could not be reached')
    })
    if (options.keepsCookies === true) keepCookies(jar, response.headers.getSetCookie())
    const text = await response.text().catch(() => {
      throw new OfflineError('the answer broke off')
    })
    if (!response.ok) throw new ProblemError(problemOf(text, response.status))
    return { status: response.status, reply: (text === '' ? undefined : JSON.parse(text)) as CallReply<K> }
  }

  return {
    baseUrl: options.baseUrl,
    token: options.token ?? null,
    cookies,
    callWithStatus,
    call: async (key, input, callOptions) => (await callWithStatus(key, input, callOptions)).reply,
  }
}

/** Puts each part of `input` where the address, the query or the body wants it. */
export function requestOf(
  key: string,
  input: object,
): { method: string; url: string; rest: Record<string, unknown> | null } {
  const [method = '', path = ''] = key.split(' ')
  const rest: Record<string, unknown> = { ...input }
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (method !== 'GET' && method !== 'DELETE') return { method, url: address, rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value))
  }
  return { method, url: query.size === 0 ? address : `${address}?${query}`, rest: null }
}

/** The file goes last: whoever reads the form knows by then what it is for. */
export function formOf(fields: Record<string, unknown>, file: Blob): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || typeof value === 'number') form.set(name, String(value))
  }
  form.set('file', file)
  return form
}

function keepCookies(jar: Map<string, string>, lines: string[]): void {
  for (const line of lines) {
    const [pair = ''] = line.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals)
    const value = pair.slice(equals + 1)
    if (value === '' || /max-age=0/i.test(line)) jar.delete(name)
    else jar.set(name, value)
  }
}

/** A proxy in between may answer in words of its own. */
export function problemOf(text: string, status: number): ProblemBody {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && 'code' in body) return body as ProblemBody
  } catch {
    // Not ours: described below.
  }
  const code = status >= 500 ? 'busy' : 'malformed'
  return { type: 'about:blank', title: `The server answered ${status}`, status, code, requestId: '' }
}
