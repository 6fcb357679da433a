import type { Logger } from 'pino'
import { keyedHash } from '../secrets.ts'
import { Bus } from './bus.ts'
import { Envelopes } from './envelopes.ts'
import type { Ears, Nodes, NodesPace } from './nodes.ts'
import { Peers } from './peers.ts'
import { publication, said as saidSchema } from './said.ts'
import type { AboutNode, Publication, Said } from './said.ts'

/** In so many turns of saying that one is there every other node was heard, since each answers a hello at once. */
const UNKNOWN_TURNS = 2
/** One hears oneself as well; a connection that brings not even that in so many turns is none. */
const DEAF_TURNS = 4
const WARN_EVERY_MS = 15_000
/** So long is waited for another to say that it heard. */
const MARK_MS = 1_000

interface Options {
  id: string
  url: string
  secret: string
  /** The address of the database, of which the name tells this Kith from others. */
  place: string
  log: Logger
  pace: NodesPace
}

/** Where the nodes of one Kith meet: the address of Redis without what is only ours, and the channel there. */
export function channelOf(url: string, secret: string, place: string): { url: string; name: string } {
  const address = new URL(url)
  const prefix = address.searchParams.get('prefix') ?? ''
  address.searchParams.delete('prefix')
  // By the secret, which all nodes share and other Kiths do not; by the name of the database, where a copy has both.
  const hash = keyedHash(secret, 'channel of nodes', `${prefix} ${new URL(place).pathname}`).slice(0, 24)
  return { url: address.href, name: ['kith', ...(prefix === '' ? [] : [prefix]), hash].join(':') }
}

/** Nodes that hear each other over one channel of Redis, in which everything is sealed with the secret they share. */
export class RedisNodes implements Nodes {
  readonly id: string
  readonly areMany = true
  isConnected = false
  readonly #log: Logger
  readonly #pace: NodesPace
  readonly #bus: Bus
  readonly #envelopes: Envelopes
  readonly #peers: Peers
  #ears: Ears | null = null
  #address = ''
  #number = 0
  #waiting: Said[] = []
  #isPlanned = false
  #heardSelfAt = 0
  #upAt = 0
  #wasUp = false
  /** Whether something was told while nobody could hear it: then a number is left out, for which the others look. */
  #hasDropped = false
  #beat: NodeJS.Timeout | null = null
  #mark = 0
  /** By mark: which nodes have not said yet that they heard it. */
  readonly #marks = new Map<number, { missing: Set<string>; done: () => void }>()
  #nextMark: Promise<void> | null = null

  constructor({ id, url, secret, place, log, pace }: Options) {
    this.id = id
    this.#pace = pace
    this.#log = log
    const channel = channelOf(url, secret, place)
    this.#envelopes = new Envelopes(secret)
    this.#peers = new Peers({
      missed: (nodeId) => this.#missed(nodeId),
      met: (nodeId) => this.#ears?.met(nodeId),
      lost: (nodeId) => {
        for (const [mark] of this.#marks) this.#marked(mark, nodeId)
        this.#ears?.lost(nodeId)
      },
    })
    let warnedAt = -Infinity
    this.#bus = new Bus(channel.url, channel.name, {
      up: () => this.#up(),
      down: () => this.#down(),
      heard: (bytes) => this.#hear(bytes),
      warn: (error) => {
        // Each attempt fails alike.
        if (performance.now() - warnedAt < WARN_EVERY_MS) return
        warnedAt = performance.now()
        log.warn({ err: error }, 'Redis is away: nodes are woken by sweeping only')
      },
    })
  }

  get isSure(): boolean {
    return (
      this.isConnected && performance.now() - this.#upAt > UNKNOWN_TURNS * this.#pace.aliveMs && this.#peers.areWhole
    )
  }

  start(address: string, ears: Ears): void {
    this.#address = address
    this.#ears = ears
    this.#bus.open()
    this.#beat = setInterval(() => this.#onBeat(), this.#pace.aliveMs)
    this.#beat.unref()
  }

  tell(said: Said): void {
    if (!this.isConnected) {
      this.#hasDropped = true
      return
    }
    this.#waiting.push(said)
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      this.#flush()
    })
  }

  heardByAll(): Promise<void> {
    if (!this.isConnected || this.#peers.ids.length === 0) return Promise.resolve()
    // What one turn brings is marked once, after all of it.
    this.#nextMark ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#nextMark = null
        this.#flush()
        this.#askMarked(resolve)
      })
    })
    return this.#nextMark
  }

  isWhole(nodeId: string): void {
    this.#peers.isWhole(nodeId)
  }

  addressOf(nodeId: string): string | null {
    return this.#peers.addressOf(nodeId)
  }

  async close(): Promise<void> {
    if (this.#beat !== null) clearInterval(this.#beat)
    this.#flush()
    if (this.isConnected) this.#about({ about: 'bye' })
    this.isConnected = false
    this.#ears = null
    for (const { done } of this.#marks.values()) done()
    await this.#bus.close()
  }

  #flush(): void {
    if (this.#waiting.length === 0) return
    const told = this.#waiting
    this.#waiting = []
    this.#number++
    this.#publish({ number: this.#number, told })
  }

  #about(about: AboutNode): void {
    this.#publish(about)
  }

  #publish(what: Publication): void {
    this.#bus.publish(this.#envelopes.seal(this.id, JSON.stringify(what)))
  }

  #up(): void {
    this.isConnected = true
    this.#upAt = performance.now()
    this.#heardSelfAt = this.#upAt
    if (this.#hasDropped) this.#number++
    this.#hasDropped = false
    this.#about({ about: 'hello', last: this.#number, address: this.#address })
    this.#peers.allUnsure()
    if (this.#wasUp) {
      this.#log.info('Redis is back')
      this.#ears?.missed()
    }
    this.#ears?.asked()
    this.#wasUp = true
  }

  #down(): void {
    this.isConnected = false
    this.#hasDropped ||= this.#waiting.length > 0
    this.#waiting = []
    for (const { done } of this.#marks.values()) done()
    this.#marks.clear()
    this.#ears?.missed()
  }

  #onBeat(): void {
    const now = performance.now()
    this.#peers.forgetSilent(now - this.#pace.silentMs)
    if (!this.isConnected) return
    if (now - this.#heardSelfAt > DEAF_TURNS * this.#pace.aliveMs) {
      this.#heardSelfAt = now
      this.#bus.reopen()
      return
    }
    // Those of whom not everything is known are asked until it is.
    const about = this.#peers.areWhole ? 'alive' : 'hello'
    this.#about({ about, last: this.#number, address: this.#address })
  }

  #missed(nodeId: string): void {
    this.#log.info({ nodeId }, 'something that another node told did not come')
    this.#ears?.missed()
  }

  /** Whatever is in the channel: what was not sealed with our secret, or is not understood, is passed over. */
  #hear(bytes: Buffer): void {
    const opened = this.#envelopes.open(bytes)
    if (opened === null || this.#ears === null) return
    const { nodeId, text } = opened
    if (nodeId === this.id) {
      this.#heardSelfAt = performance.now()
      return
    }
    const parsed = publication.safeParse(parsedOrNull(text))
    if (!parsed.success) return
    if ('about' in parsed.data) this.#hearAbout(nodeId, parsed.data)
    else if (this.#peers.isNext(nodeId, parsed.data.number)) {
      for (const one of parsed.data.told) {
        const known = saidSchema.safeParse(one)
        if (known.success) this.#hearSaid(nodeId, known.data)
        else this.#log.debug({ nodeId }, 'another node told something that is not understood')
      }
    }
  }

  /** What fails for one that is told must not keep the next from being heard. */
  #hearSaid(nodeId: string, one: Said): void {
    try {
      this.#ears?.heard(nodeId, one)
    } catch (error) {
      this.#log.error({ err: error, say: one.say }, 'what another node told failed')
    }
  }

  #hearAbout(nodeId: string, about: AboutNode): void {
    switch (about.about) {
      case 'hello':
        this.#peers.alive(nodeId, about)
        this.#about({ about: 'alive', last: this.#number, address: this.#address })
        this.#ears?.asked()
        break
      case 'alive':
        this.#peers.alive(nodeId, about)
        break
      case 'bye':
        this.#peers.forget(nodeId)
        break
      case 'mark':
        this.#about({ about: 'marked', nodeId, mark: about.mark })
        break
      case 'marked':
        if (about.nodeId === this.id) this.#marked(about.mark, nodeId)
        break
    }
  }

  #askMarked(resolve: () => void): void {
    const missing = new Set(this.#peers.ids)
    if (!this.isConnected || missing.size === 0) {
      resolve()
      return
    }
    this.#mark++
    const mark = this.#mark
    const timer = setTimeout(() => this.#marks.get(mark)?.done(), MARK_MS)
    const done = (): void => {
      clearTimeout(timer)
      this.#marks.delete(mark)
      resolve()
    }
    this.#marks.set(mark, { missing, done })
    this.#about({ about: 'mark', mark })
  }

  #marked(mark: number, nodeId: string): void {
    const asked = this.#marks.get(mark)
    if (asked === undefined) return
    asked.missing.delete(nodeId)
    if (asked.missing.size === 0) asked.done()
  }
}

/** Another build may one day seal what is no JSON; that must end no process. */
function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
