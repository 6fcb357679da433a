import { isIPv6 } from 'node:net'
import { Problem } from './problem.ts'

interface Bucket {
  /** How many at once. */
  burst: number
  /** How many come back in a second. */
  perSecond: number
}

const minute = 60
const hour = 3_600
const day = 24 * hour

/** Every limit on a rate that is kept in memory. Multiplied by RATE_LIMIT_FACTOR. For longer ones see `refuseTooOften`. */
export const buckets = {
  /** Wrong passwords for one account from one network: enough for a bad memory, useless for guessing. */
  'login-account': { burst: 5, perSecond: 5 / (15 * minute) },
  /** Wrong passwords from one network, whatever the account. */
  'login-network': { burst: 50, perSecond: 50 / hour },
  /** New accounts from one network; a household signs up in an evening. */
  register: { burst: 20, perSecond: 20 / hour },
  /** "That name is taken" tells who is here: few such answers for one network. */
  'register-taken': { burst: 10, perSecond: 10 / hour },
  /** Codes of invites that lead nowhere, from one network: links get old, but nobody tries fifty of them. */
  'invite-unknown': { burst: 20, perSecond: 20 / hour },
  /** Second factors that were tried for one account, wherever from: six digits cannot be guessed at this pace. */
  'second-factor': { burst: 20, perSecond: 20 / hour },
  /** Letters to who forgot a password, by what they call themselves, and by network. */
  'forgot-account': { burst: 3, perSecond: 3 / hour },
  'forgot-network': { burst: 3, perSecond: 3 / hour },
  /** Letters that one person asks for. */
  letters: { burst: 5, perSecond: 5 / hour },
  /** Everything else a person does. */
  api: { burst: 400, perSecond: 600 / minute },
  /** Everything else that nobody signed in does, by network. */
  anonymous: { burst: 200, perSecond: 300 / minute },
  /** Messages: fast talk and pasted lines, not a flood. */
  send: { burst: 20, perSecond: 2 },
  /** What is said about posts: talk, not a flood. */
  comment: { burst: 20, perSecond: 0.5 },
  /** People search answers while one types. */
  search: { burst: 40, perSecond: 2 },
  /** Posts: an evening of pictures, not a flood. */
  post: { burst: 30, perSecond: 60 / hour },
  /** Likes of posts and comments: as fast as one scrolls. */
  like: { burst: 60, perSecond: 2 },
  /** Conversations, members and tokens made by one person. */
  create: { burst: 60, perSecond: 1 },
  /** Requests to be friends. */
  'friend-request': { burst: 50, perSecond: 50 / day },
  /** Asking to be let into projects. */
  'access-request': { burst: 20, perSecond: 20 / day },
  /** What is brought before those who lead. */
  report: { burst: 30, perSecond: 30 / day },
  /** Pictures and files that are fetched: a page of faces asks for many at once. */
  file: { burst: 1_000, perSecond: 2_000 / minute },
  /** Pictures that are made as JPEG because nobody had asked for them before. */
  jpeg: { burst: 100, perSecond: 1 },
  /** Pictures of oneself: each one is decoded and encoded. */
  picture: { burst: 20, perSecond: 20 / hour },
  /** Pages elsewhere that are fetched because somebody linked to them. */
  preview: { burst: 30, perSecond: 30 / minute },
  /** Files that are brought, to be attached to messages. */
  upload: { burst: 120, perSecond: 0.5 },
  /** Files that are brought to projects, and their pieces: whole folders come at once. */
  piece: { burst: 2_000, perSecond: 50 },
  /** Packets of one socket. */
  socket: { burst: 150, perSecond: 50 },
} as const satisfies Record<string, Bucket>

export type LimiterBucket = keyof typeof buckets

interface Level {
  tokens: number
  at: number
}

/** What was taken: bucket, key, how many; fewer than none where more was given back. */
export type Take = [bucket: LimiterBucket, key: string, count: number]

/** Sockets are of one node alone. */
const ownBuckets: ReadonlySet<LimiterBucket> = new Set(['socket'])

const KEYS_MAX = 100_000

/** Token buckets in memory, by (bucket, key). Those not used for longest are forgotten when there are very many. */
export class Limiter {
  readonly #factor: number
  readonly #now: () => number
  readonly #levels = new Map<string, Level>()
  /** By bucket and key, what was taken here and not told to the other nodes. */
  #untold = new Map<string, Take>()

  constructor(factor: number, now: () => number) {
    this.#factor = factor
    this.#now = now
  }

  /** @throws Problem `rate-limited` when the bucket is empty */
  take(bucket: LimiterBucket, key: string): void {
    this.#enough(bucket, key).tokens -= 1
    this.#note(bucket, key, 1)
  }

  /** Returns what `take` took: for limits that only count failures, taken before the outcome is known. */
  giveBack(bucket: LimiterBucket, key: string): void {
    const level = this.#level(bucket, key)
    level.tokens = Math.min(buckets[bucket].burst * this.#factor, level.tokens + 1)
    this.#note(bucket, key, -1)
  }

  /** What was taken here since this was asked last, for the other nodes. */
  untold(): Take[] {
    const takes = [...this.#untold.values()].filter(([, , count]) => count !== 0)
    this.#untold = new Map()
    return takes
  }

  /** Takes what was taken at another node, into debt where need be: over time all nodes together let through what one would. */
  tookElsewhere(takes: readonly [bucket: string, key: string, count: number][]): void {
    for (const [bucket, key, count] of takes) {
      if (!isBucket(bucket)) continue
      const level = this.#level(bucket, key)
      level.tokens = Math.min(buckets[bucket].burst * this.#factor, level.tokens - count)
    }
  }

  #note(bucket: LimiterBucket, key: string, count: number): void {
    if (ownBuckets.has(bucket)) return
    const id = `${bucket} ${key}`
    const known = this.#untold.get(id)
    if (known !== undefined) known[2] += count
    else if (this.#untold.size < KEYS_MAX) this.#untold.set(id, [bucket, key, count])
  }

  /** As `take`, but takes nothing. */
  check(bucket: LimiterBucket, key: string): void {
    this.#enough(bucket, key)
  }

  #enough(bucket: LimiterBucket, key: string): Level {
    const level = this.#level(bucket, key)
    if (level.tokens >= 1) return level
    const { perSecond } = buckets[bucket]
    const retryAfterSeconds = Math.max(1, Math.ceil((1 - level.tokens) / (perSecond * this.#factor)))
    throw new Problem('rate-limited', { retryAfterSeconds })
  }

  #level(bucket: LimiterBucket, key: string): Level {
    const { burst, perSecond } = buckets[bucket]
    const id = `${bucket} ${key}`
    const now = this.#now()
    const known = this.#levels.get(id)
    const most = burst * this.#factor
    if (known === undefined) {
      if (this.#levels.size >= KEYS_MAX) {
        const oldest = this.#levels.keys().next().value
        if (oldest !== undefined) this.#levels.delete(oldest)
      }
      const fresh = { tokens: most, at: now }
      this.#levels.set(id, fresh)
      return fresh
    }
    // The map keeps the order of setting, so the first is the one that was not asked for longest.
    this.#levels.delete(id)
    this.#levels.set(id, known)
    const passedS = Math.max(0, now - known.at) / 1000
    known.tokens = Math.min(most, known.tokens + passedS * perSecond * this.#factor)
    known.at = now
    return known
  }
}

function isBucket(name: string): name is LimiterBucket {
  return Object.hasOwn(buckets, name)
}

/** What an address counts as: IPv4 as it is, IPv6 by its /64, since a household has that many addresses. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = tail === undefined ? left : [...left, ...zeros, ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
