import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { Problem } from '../problem.ts'
import type { StillMine } from './database.ts'
import { Turns } from './turns.ts'

const FIRST_PAUSE_MS = 5
const LAST_PAUSE_MS = 250
const ANSWER_MS = 5_000
/** Who has it may be storing gigabytes; whoever waits longer than this is asked to come again. */
const WAIT_MS = 60_000

interface Held {
  client: pg.Client
  /** Its questions: it answers one after the other. */
  questions: Turns
  /** What it held is anybody's once it is gone. */
  isOpen: () => boolean
  end: () => void
}

/**
 * Turns among all nodes: an advisory lock for each key. All of them are held by one connection of their own, which never
 * waits for a lock but asks again. So they take nothing from the pool, and no wait for a turn can starve the work that
 * has it.
 */
export class PostgresTurns {
  readonly #here = new Turns()
  readonly #url: string
  #held: Promise<Held> | null = null
  #isClosed = false

  constructor(url: string) {
    this.#url = url
  }

  /** @throws Problem `not-durable` when PostgreSQL cannot be asked, `busy` when others have it for too long */
  take<T>(key: string, work: (isMine: StillMine) => Promise<T>): Promise<T> {
    // A connection may have a lock many times over: among ourselves the queue decides.
    return this.#here.take(key, async () => {
      const id = lockOf(key)
      const held = await this.#lock(id)
      try {
        return await work(() => isStillThere(held))
      } finally {
        if (held.isOpen()) await ask(held, 'select pg_advisory_unlock($1) as "isTrue"', [id]).catch(() => false)
      }
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const held = await this.#held?.catch(() => null)
    held?.end()
  }

  async #lock(id: string): Promise<Held> {
    const until = performance.now() + WAIT_MS
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
      const held = await this.#connection()
      if (await ask(held, 'select pg_try_advisory_lock($1) as "isTrue"', [id])) return held
      if (performance.now() > until) throw new Problem('busy', { retryAfterSeconds: 5 })
      await pause(pauseMs)
    }
  }

  /** The one connection, or a new one where it broke. */
  async #connection(): Promise<Held> {
    for (;;) {
      const mine = (this.#held ??= this.#connect())
      const held = await mine.catch(() => null)
      if (held?.isOpen() === true) return held
      if (this.#held === mine) this.#held = null
      if (held === null) throw new Problem('not-durable', { retryAfterSeconds: 2 })
    }
  }

  async #connect(): Promise<Held> {
    if (this.#isClosed) throw new Problem('not-durable')
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    })
    let isOpen = true
    const end = (): void => {
      isOpen = false
      client.end().catch(() => undefined)
    }
    client.on('error', end)
    client.on('end', () => (isOpen = false))
    await client.connect()
    return { client, questions: new Turns(), isOpen: () => isOpen, end }
  }
}

/** A connection of which nobody knows what it holds is given up: with it goes all that it held. */
async function ask({ client, questions, end }: Held, question: string, values: string[] = []): Promise<boolean> {
  try {
    const { rows } = await questions.take('', () => client.query<{ isTrue: boolean }>(question, values))
    return rows[0]?.isTrue === true
  } catch {
    end()
    throw new Problem('not-durable', { retryAfterSeconds: 2 })
  }
}

/** Whether what was taken by `held` is still ours. */
async function isStillThere(held: Held): Promise<boolean> {
  return held.isOpen() && ask(held, 'select true as "isTrue"').catch(() => false)
}

/** Names are long; two of the same number only wait for each other without need. */
export function lockOf(key: string): string {
  return createHash('sha256').update(`kith turn ${key}`).digest().readBigInt64BE().toString()
}
