import { Worker } from 'node:worker_threads'
import { Problem } from '../../problem.ts'
import { removeIndex } from './sqlite-files.ts'
import type { FileIndex } from './file-index.ts'
import type { PostIndex } from './post-index.ts'
import type { MessageIndex, SearchIndex } from './search-index.ts'

export type SearchQuestion<Wanted> =
  | { kind: 'changed'; ids: string[] }
  | { kind: 'settle' | 'forget'; id: number }
  | { kind: 'find'; id: number; wanted: Wanted }

export type SearchAnswer<Hit> = { id: number; hits: Hit[] } | { id: number; fault: string }

export interface IndexPaths {
  indexPath: string
  databasePath: string
}

/** Changes are told to the thread together. */
const TELL_AFTER_MS = 250
const PATIENCE_MS = 8_000

interface Asked<Hit> {
  resolve: (hits: Hit[]) => void
  reject: (reason: Error) => void
  timer: NodeJS.Timeout | null
}

/** An index of an SQLite place: a file beside the database, kept by a thread which calls `keepIndex`. */
export class SqliteSearch<Wanted, Hit> implements SearchIndex<Wanted, Hit> {
  readonly #thread: URL
  readonly #paths: IndexPaths
  readonly #changed = new Set<string>()
  readonly #asked = new Map<number, Asked<Hit>>()
  #worker: Worker | null = null
  #timer: NodeJS.Timeout | null = null
  #nextId = 1
  #isClosed = false

  constructor(thread: URL, paths: IndexPaths) {
    this.#thread = thread
    this.#paths = paths
  }

  changed(id: string): void {
    this.#changed.add(id)
    if (this.#timer !== null || this.#isClosed) return
    this.#timer = setTimeout(() => this.#tell(), TELL_AFTER_MS)
    this.#timer.unref()
  }

  find(wanted: Wanted): Promise<Hit[]> {
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
    this.#say({ kind: 'changed', ids: [...this.#changed] })
    this.#changed.clear()
  }

  #ask(question: (id: number) => SearchQuestion<Wanted>, patienceMs: number | null): Promise<Hit[]> {
    if (this.#isClosed) return Promise.reject(new Problem('busy'))
    const id = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<Hit[]>()
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

  #say(question: SearchQuestion<Wanted>): void {
    this.#worker ??= this.#start()
    if (this.#asked.size > 0) this.#worker.ref()
    this.#worker.postMessage(question)
  }

  #start(): Worker {
    const worker = new Worker(this.#thread, { workerData: this.#paths })
    worker.on('message', (answer: SearchAnswer<Hit>) => this.#answered(answer))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      for (const id of this.#asked.keys()) this.#answered({ id, fault: 'the thread of the search ended' })
    })
    worker.on('error', (error: Error) => {
      // The index is derived: one that cannot be read is made anew.
      if (/malformed|not a database|corrupt/i.test(error.message)) removeIndex(this.#paths.indexPath)
    })
    worker.unref()
    return worker
  }

  #answered(answer: SearchAnswer<Hit>): void {
    const asked = this.#asked.get(answer.id)
    if (asked === undefined) return
    this.#asked.delete(answer.id)
    if (this.#asked.size === 0) this.#worker?.unref()
    if (asked.timer !== null) clearTimeout(asked.timer)
    if ('hits' in answer) asked.resolve(answer.hits)
    else asked.reject(new Problem('busy', { detail: 'The search did not answer in time.', retryAfterSeconds: 2 }))
  }
}

/** The index of messages. */
export function messageIndex(paths: IndexPaths): MessageIndex {
  return new SqliteSearch(new URL('./sqlite-search-thread.ts', import.meta.url), paths)
}

/** The index of the files of projects. */
export function fileIndex(paths: IndexPaths): FileIndex {
  return new SqliteSearch(new URL('./sqlite-file-thread.ts', import.meta.url), paths)
}

/** The index of posts. */
export function postIndex(paths: IndexPaths): PostIndex {
  return new SqliteSearch(new URL('./sqlite-post-thread.ts', import.meta.url), paths)
}
