import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** What was published and not yet answered, at most: while Redis stands still no more is kept for it. */
const UNANSWERED_MAX_BYTES = 16 * 1024 * 1024
const RETRY_MAX_MS = 2_000
const CONNECT_MS = 5_000
/** A Redis that stands still holds up nobody who leaves. */
const QUIT_MS = 500

export interface BusEars {
  /** Both connections stand, and what is published from now on is heard. */
  up(): void
  down(): void
  heard(bytes: Buffer): void
  warn(error: unknown): void
}

/**
 * One channel of Redis: what is published there is heard by all who are connected, oneself included, and kept by nobody.
 * It never throws and never waits; while Redis is away nothing is gathered for it.
 */
export class Bus {
  readonly #channel: string
  readonly #ears: BusEars
  readonly #publisher: Redis
  readonly #subscriber: Redis
  #isUp = false
  #isSubscribed = false
  #unansweredBytes = 0

  constructor(url: string, channel: string, ears: BusEars) {
    this.#channel = channel
    this.#ears = ears
    const connection = (): Redis => {
      const redis = new Redis(url, {
        lazyConnect: true,
        connectTimeout: CONNECT_MS,
        enableOfflineQueue: false,
        autoResendUnfulfilledCommands: false,
        autoResubscribe: false,
        maxRetriesPerRequest: 0,
        retryStrategy: (attempt) => Math.min(RETRY_MAX_MS, 50 * attempt),
      })
      redis.on('error', (error) => ears.warn(error))
      redis.on('close', () => this.#fell())
      return redis
    }
    this.#publisher = connection()
    this.#subscriber = connection()
    this.#publisher.on('ready', () => this.#rise())
    this.#subscriber.on('ready', () => {
      this.#subscriber.subscribe(channel).then(
        () => this.#rise(true),
        () => this.#subscriber.disconnect(true),
      )
    })
    this.#subscriber.on('messageBuffer', (_channel: Buffer, bytes: Buffer) => ears.heard(bytes))
  }

  open(): void {
    for (const redis of [this.#subscriber, this.#publisher]) redis.connect().catch(() => undefined)
  }

  /** Both connections are made anew: what stands and says nothing is no connection. */
  reopen(): void {
    for (const redis of [this.#subscriber, this.#publisher]) redis.disconnect(true)
  }

  publish(bytes: Buffer): void {
    if (!this.#isUp || this.#unansweredBytes > UNANSWERED_MAX_BYTES) return
    this.#unansweredBytes += bytes.length
    const answered = (): void => {
      this.#unansweredBytes -= bytes.length
    }
    this.#publisher.publish(this.#channel, bytes).then(answered, answered)
  }

  async close(): Promise<void> {
    this.#isUp = false
    // What was published last is on its way.
    await Promise.race([this.#publisher.quit().catch(() => undefined), pause(QUIT_MS, null, { ref: false })])
    this.#publisher.disconnect()
    this.#subscriber.disconnect()
  }

  #rise(isSubscribed = this.#isSubscribed): void {
    this.#isSubscribed = isSubscribed
    if (this.#isUp || !isSubscribed || this.#publisher.status !== 'ready') return
    this.#isUp = true
    this.#ears.up()
  }

  #fell(): void {
    this.#isSubscribed &&= this.#subscriber.status === 'ready'
    if (!this.#isUp) return
    this.#isUp = false
    this.#ears.down()
  }
}
