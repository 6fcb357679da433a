import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { isIP, isIPv6 } from 'node:net'
import type { LookupFunction } from 'node:net'
import { readBounded } from './bounded-body.ts'
import { isPublicAddress } from './public-address.ts'
import { resolveName } from './resolve.ts'

const HOPS_MAX = 3
const TIMEOUT_MS = 5_000
const HEADER_MAX_BYTES = 16 * 1024
const USER_AGENT = 'Mozilla/5.0 (compatible; Kith link preview)'
const redirects: readonly number[] = [301, 302, 303, 307, 308]
const portOf: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** How the outside is reached. Tests put a name server and listeners of their own in its place. */
export interface Outside {
  /** All addresses of a name. */
  resolve: (name: string) => Promise<string[]>
  mayDial: (address: string, port: number) => boolean
}

export const theInternet: Outside = {
  resolve: resolveName,
  mayDial: (address, port) => isPublicAddress(address) && Object.values(portOf).includes(port),
}

export interface Fetched {
  /** Where it was found after all redirects. */
  url: string
  /** As the other side says, lower case, without parameters; empty where it says nothing. */
  mediaType: string
  charset: string | null
  bytes: Buffer
  /** False where it was longer than was asked for. */
  isWhole: boolean
}

export interface FetchWish {
  /** What is wanted, as in the header of that name. */
  accept: string
  /** Of what comes out when it is unpacked; no more is read. */
  maxBytes: number
  signal: AbortSignal
}

/** One place to go: nothing but these addresses is dialled for it. */
interface Target {
  url: URL
  port: number
  addresses: string[]
}

/**
 * Fetches what people name, without letting them reach anything but the public web: no network of ours, by whatever
 * spelling, name or redirect, and nothing of ours goes along but the question.
 */
export class GuardedFetch {
  readonly #outside: Outside

  constructor(outside: Outside = theInternet) {
    this.#outside = outside
  }

  /** A signal that ends all that is fetched for one purpose. */
  deadline(): AbortSignal {
    return AbortSignal.timeout(TIMEOUT_MS)
  }

  /**
   * What is at `address`; null for whatever went wrong. Nobody learns whether it was forbidden, refused, broken or late.
   */
  async get(address: string, wish: FetchWish): Promise<Fetched | null> {
    try {
      return await this.#follow(address, wish)
    } catch {
      return null
    }
  }

  async #follow(address: string, wish: FetchWish): Promise<Fetched | null> {
    let next = address
    for (let hop = 0; hop <= HOPS_MAX; hop++) {
      const target = await this.#vetted(next, wish.signal)
      if (target === null) return null
      const response = await ask(target, wish)
      try {
        const { location } = response.headers
        if (redirects.includes(response.statusCode ?? 0) && location !== undefined) {
          next = new URL(location, target.url).href
          continue
        }
        if (response.statusCode !== 200) return null
        const { bytes, isWhole } = await readBounded(response, wish.maxBytes)
        return { url: target.url.href, ...typeOf(response), bytes, isWhole }
      } finally {
        response.destroy()
      }
    }
    return null
  }

  /** Where an address leads, if all of its answers are such as may be dialled. */
  async #vetted(address: string, signal: AbortSignal): Promise<Target | null> {
    const url = URL.parse(address)
    const usual = url === null ? undefined : portOf[url.protocol]
    if (url === null || usual === undefined || url.username !== '' || url.password !== '') return null
    const port = url.port === '' ? usual : Number(url.port)
    const host = bareHost(url)
    const addresses = isIP(host) > 0 ? [host] : await inTime(this.#outside.resolve(host), signal)
    const isSafe = addresses.length > 0 && addresses.every((one) => this.#outside.mayDial(one, port))
    return isSafe ? { url, port, addresses } : null
  }
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

async function ask({ url, port, addresses }: Target, { accept, signal }: FetchWish): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const host = bareHost(url)
  // The connection asks for no address again: it gets those that were vetted, so a second answer is never heard.
  const lookup: LookupFunction = (_name, { all }, give) => {
    const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
    if (all === true) give(null, found)
    else give(null, found[0]?.address ?? '', found[0]?.family)
  }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = (isSecure ? requestHttps : requestHttp)({
    host,
    port,
    path: url.pathname + url.search,
    lookup,
    signal,
    // Of its own: the usual one may go through a proxy that the environment names.
    agent: isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
    maxHeaderSize: HEADER_MAX_BYTES,
    headers: { host: url.host, 'user-agent': USER_AGENT, accept, 'accept-encoding': 'gzip, deflate, br' },
  })
  sent.on('response', resolve)
  sent.on('error', reject)
  sent.on('upgrade', (_response, socket) => {
    socket.destroy()
    reject(new Error('speaks something else'))
  })
  sent.end()
  return promise
}

function typeOf({ headers }: IncomingMessage): Pick<Fetched, 'mediaType' | 'charset'> {
  const [mediaType = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([\w.:-]+)/.exec(one)?.[1]).find(Boolean)
  return { mediaType: mediaType.trim(), charset: charset ?? null }
}

async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const late = (): void => reject(signal.reason)
  signal.addEventListener('abort', late, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', late)
  }
}
