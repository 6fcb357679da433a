import { constants, mkdirSync } from 'node:fs'
import { copyFile, link, open, readdir, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { diskProblemOf } from './disk-fault.ts'

/** How much of a file is here, and since when nothing more has come. By the disk's own clock. */
export interface PartialFile {
  sizeBytes: number
  touchedAt: number
}

/** Files that come in pieces, each under an id of ours. */
export interface PartialFiles {
  /** What has arrived and would survive the plug being pulled; null for nothing yet. */
  find(id: string): Promise<PartialFile | null>
  /**
   * Adds bytes from `offset` on until there are no more of them, or their source breaks off: what came until then is kept.
   * @returns how much is here then, all of it safe
   * @throws Problem `not-durable` when no more can be stored
   */
  append(id: string, offset: number, bytes: AsyncIterable<Buffer>): Promise<number>
  /**
   * Lets `work` have a whole file, at a path from where it may be moved. What arrived stays: whoever is killed in the
   * middle of the work can do it again.
   */
  lend<T>(id: string, workPath: string, work: (path: string) => Promise<T>): Promise<T>
  /** Makes room for one of which nothing has come. */
  create(id: string): Promise<void>
  remove(id: string): Promise<void>
  /** All that lie here, with when something last came, in no order. */
  list(): AsyncIterable<{ id: string; touchedAt: number }>
}

/**
 * On the disk of this machine. A file is as long as what has arrived of it, so that a process that is killed leaves
 * behind all that anybody has to know.
 */
export class DiskPartialFiles implements PartialFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }

  async find(id: string): Promise<PartialFile | null> {
    const file = await this.#open(id, 'r+')
    if (file === null) return null
    try {
      // A process that was killed may have left what is not on the disk yet.
      await file.datasync()
      const { size, mtimeMs } = await file.stat()
      return { sizeBytes: size, touchedAt: mtimeMs }
    } finally {
      await file.close()
    }
  }

  /** Where what is here is not as long as `offset` at first, nothing is added. */
  async append(id: string, offset: number, bytes: AsyncIterable<Buffer>): Promise<number> {
    const file = await open(this.#pathOf(id), constants.O_RDWR | constants.O_CREAT, 0o600)
    try {
      const { size } = await file.stat()
      if (size !== offset) return size
      const end = await writeAll(file, offset, bytes)
      await file.datasync()
      return end
    } catch (error) {
      throw diskProblemOf(error) ?? error
    } finally {
      await file.close()
    }
  }

  async lend<T>(id: string, workPath: string, work: (path: string) => Promise<T>): Promise<T> {
    try {
      await link(this.#pathOf(id), workPath).catch(async (error: unknown) => {
        // Some disks know no second name for a file.
        if (!isRefusedLink(error)) throw error
        await copyFile(this.#pathOf(id), workPath, constants.COPYFILE_FICLONE)
      })
      return await work(workPath)
    } finally {
      await rm(workPath, { force: true })
    }
  }

  /** An empty file is there from the beginning. */
  async create(id: string): Promise<void> {
    await (await open(this.#pathOf(id), 'a', 0o600)).close()
  }

  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true })
  }

  async *list(): AsyncIterable<{ id: string; touchedAt: number }> {
    for (const id of await readdir(this.#folder)) {
      const found = await stat(join(this.#folder, id)).catch(() => null)
      if (found !== null) yield { id, touchedAt: found.mtimeMs }
    }
  }

  async #open(id: string, flags: string): Promise<FileHandle | null> {
    try {
      return await open(this.#pathOf(id), flags)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  #pathOf(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('not the name of a file that comes')
    return join(this.#folder, id)
  }
}

async function writeAll(file: FileHandle, offset: number, bytes: AsyncIterable<Buffer>): Promise<number> {
  let end = offset
  const chunks = bytes[Symbol.asyncIterator]()
  for (;;) {
    // Only a source that breaks off is expected; a disk that does is not.
    const next = await chunks.next().catch(() => null)
    if (next === null || next.done === true) return end
    const chunk = next.value
    for (let written = 0; written < chunk.length;) {
      const { bytesWritten } = await file.write(chunk, written, chunk.length - written, end)
      written += bytesWritten
      end += bytesWritten
    }
  }
}

function isRefusedLink(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS' || code === 'EMLINK' || code === 'EXDEV'
}
