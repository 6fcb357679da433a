import { existsSync, rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { Problem } from '../../problem.ts'
import type { MessageSearch, SearchHit, SearchIndex } from './search-index.ts'

export type SearchQuestion =
  | { kind: 'changed'; conversationIds: string[] }
  | { kind: 'settle' | 'forget'; id: number }
  | { kind: 'find'; id: number; wanted: MessageSearch }

export type SearchAnswer = { id: number; hits: SearchHit[] } | { id: number; fault: string }

/** Changes are told to the thread together. */
const TELL_AFTER_MS = 250
const PATIENCE_MS = 8_000

interface Asked {
  resolve: (hits: SearchHit[]) => void
  reject: (reason: Error) => void
  timer: NodeJS.Timeout | null
}

/** The index of an SQLite place: `search.db` beside the database, kept by a thread. */
export class SqliteSearch implements SearchIndex {
  readonly #paths: { indexPath: string; databasePath: string }
  readonly #changed = new Set<string>()
  readonly #asked = new Map<number, Asked>()
  #worker: Worker | null = null
  #timer: NodeJS.Timeout | null = null
  #nextId = 1
  #isClosed = false

  constructor(indexPath: string, databasePath: string) {
    this.#paths = { indexPath, databasePath }
  }

  changed(conversationId: string): void {
    this.#changed.add(conversationId)
    if (this.#timer !== null || this.#isClosed) return
    this.#timer = setTimeout(() => this.#tell(), TELL_AFTER_MS)
    this.#timer.unref()
  }

  find(wanted: MessageSearch): Promise<SearchHit[]> {
    return this.#ask((id) => ({ kind: 'find', id, wanted }), PATIENCE_MS)
  }

  async settled(): Promise<void> {
    this.#tell()
    await this.#ask((id) => ({ kind: 'settle', id }), null)
  }

  async forget(): Promise<void> {
    await this.settled()
    await this.#ask((id) => ({ kind: 'forget', id }), null)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    // Whatever it had not done it finds again by the counters.
    await this.#worker?.terminate()
    this.#worker = null
  }

  #tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#changed.size === 0) return
    this.#say({ kind: 'changed', conversationIds: [...this.#changed] })
    this.#changed.clear()
  }

  #ask(question: (id: number) => SearchQuestion, patienceMs: number | null): Promise<SearchHit[]> {
    if (this.#isClosed) return Promise.reject(new Problem('busy'))
    const id = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<SearchHit[]>()
    const timer = patienceMs === null ? null : setTimeout(() => this.#giveUp(), patienceMs)
    timer?.unref()
    this.#asked.set(id, { resolve, reject, timer })
    this.#say(question(id))
    return promise
  }

  /** A question that takes too long ends with its thread; the next one starts another. */
  #giveUp(): void {
    void this.#worker?.terminate()
  }

  #say(question: SearchQuestion): void {
    this.#worker ??= this.#start()
    if (this.#asked.size > 0) this.#worker.ref()
    this.#worker.postMessage(question)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./sqlite-search-thread.ts', import.meta.url), { workerData: this.#paths })
    worker.on('message', (answer: SearchAnswer) => this.#answered(answer))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      for (const id of this.#asked.keys()) this.#answered({ id, fault: 'the thread of the search ended' })
    })
    worker.on('error', (error: Error) => {
      // The index is derived: one that cannot be read is made anew.
      if (/malformed|not a database|corrupt/i.test(error.message)) removeFile(this.#paths.indexPath)
    })
    worker.unref()
    return worker
  }

  #answered(answer: SearchAnswer): void {
    const asked = this.#asked.get(answer.id)
    if (asked === undefined) return
    this.#asked.delete(answer.id)
    if (this.#asked.size === 0) this.#worker?.unref()
    if (asked.timer !== null) clearTimeout(asked.timer)
    if ('hits' in answer) asked.resolve(answer.hits)
    else asked.reject(new Problem('busy', { detail: 'The search did not answer in time.', retryAfterSeconds: 2 }))
  }
}

function removeFile(path: string): void {
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) rmSync(path + end)
}
