import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/**
 * Flushes the write-ahead log from the thread pool, so that the event loop never waits for the disk.
 * SQLite holds no POSIX lock on the log itself, so a second descriptor on it is harmless.
 */
export class WalFlusher {
  readonly #path: string
  #file: FileHandle | null = null

  constructor(path: string) {
    this.#path = path
  }

  async flush(): Promise<void> {
    this.#file ??= await open(this.#path, 'r+')
    await this.#file.datasync()
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = null
  }
}
