import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/**
 * Flushes the write-ahead log from the thread pool, so that the event loop never waits for the disk.
 * SQLite holds no POSIX lock on the log itself, so a second descriptor on it is harmless.
 */
export class WalFlusher {
  readonly #path: string
  /** One for all flushes, also for those that come while it is being opened: a handle nobody closes ends the process. */
  #file: Promise<FileHandle> | null = null

  constructor(path: string) {
    this.#path = path
  }

  async flush(): Promise<void> {
    this.#file ??= open(this.#path, 'r+')
    const file = await this.#file
    await file.datasync()
  }

  async close(): Promise<void> {
    const file = await this.#file
    this.#file = null
    await file?.close()
  }
}
