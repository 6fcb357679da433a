import { Worker } from 'node:worker_threads'

/** Past this many pages of 4 KiB the log is copied into the database: small enough to start fast after a kill. */
const DUE_PAGES = 2_000
/** Past this many, writing waits until the copying has caught up: a log that is written all the time would never end. */
const TOO_MANY_PAGES = 16_000

/** Moves the log into the database from a thread with a connection of its own: neither the loop nor a send waits for it. */
export class Checkpointer {
  readonly #path: string
  #worker: Worker | null = null
  #running: Promise<void> | null = null
  #doneAtPages = 0

  constructor(path: string) {
    this.#path = path
  }

  /** Told the length of the log before each group is written. Resolves when the group may begin: nearly always at once. */
  async due(pages: number): Promise<void> {
    // A log that was copied whole begins anew.
    if (pages < this.#doneAtPages) this.#doneAtPages = 0
    if (pages - this.#doneAtPages >= DUE_PAGES) {
      this.#running ??= this.#checkpoint(pages)
      if (pages >= TOO_MANY_PAGES) {
        await this.#running
        await this.#checkpoint(pages)
      }
    }
  }

  async close(): Promise<void> {
    await this.#running
    await this.#worker?.terminate()
    this.#worker = null
  }

  async #checkpoint(pages: number): Promise<void> {
    this.#doneAtPages = pages
    const worker = this.#worker ?? this.#start()
    this.#worker = worker
    await new Promise<void>((resolve) => {
      const done = (): void => {
        worker.off('message', done)
        worker.off('exit', done)
        resolve()
      }
      worker.on('message', done)
      worker.on('exit', done)
      worker.postMessage('checkpoint')
    })
    this.#running = null
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: this.#path })
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
    })
    // It ends by itself then; the next checkpoint starts another.
    worker.on('error', () => undefined)
    worker.unref()
    return worker
  }
}
