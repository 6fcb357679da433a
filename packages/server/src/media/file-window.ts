import type { FileHandle } from 'node:fs/promises'

const WINDOW_BYTES = 64 * 1024
/** Calls to the disk for one file: a film of hours needs some thousands, and one that was made up may need no more. */
const CALLS_MAX = 40_000

/** A file asks for more work than any that is honest. */
export class TooMuchWork extends Error {}

/** A file that is looked at in many small places, one after the other, and changed in place. */
export class FileWindow {
  readonly sizeBytes: number
  readonly #file: FileHandle
  #from = 0
  #bytes: Buffer = Buffer.alloc(0)
  #calls = 0

  constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file
    this.sizeBytes = sizeBytes
  }

  /** `count` bytes, 64 KiB at most, or fewer at the end of the file. @throws TooMuchWork */
  async read(at: number, count: number): Promise<Buffer> {
    const isThere = at >= this.#from && at + count <= this.#from + this.#bytes.length
    if (!isThere && at < this.sizeBytes) {
      this.#count()
      const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(WINDOW_BYTES), 0, WINDOW_BYTES, at)
      this.#bytes = buffer.subarray(0, bytesRead)
      this.#from = at
    }
    return at < this.#from ? Buffer.alloc(0) : this.#bytes.subarray(at - this.#from, at - this.#from + count)
  }

  /** As `read`, of any length. */
  async readAll(from: number, to: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let at = from; at < to; at += WINDOW_BYTES) parts.push(await this.read(at, Math.min(WINDOW_BYTES, to - at)))
    return Buffer.concat(parts)
  }

  /** The file is never made longer. @throws TooMuchWork */
  async write(at: number, bytes: Uint8Array): Promise<void> {
    const written = bytes.subarray(0, Math.max(0, this.sizeBytes - at))
    for (let done = 0; done < written.length;) {
      this.#count()
      done += (await this.#file.write(written, done, written.length - done, at + done)).bytesWritten
    }
    this.#overlay(at, written)
  }

  async zero(from: number, to: number): Promise<void> {
    const zeros = Buffer.alloc(Math.min(WINDOW_BYTES, Math.max(0, to - from)))
    for (let at = from; at < to; at += zeros.length) await this.write(at, zeros.subarray(0, to - at))
  }

  #overlay(at: number, written: Uint8Array): void {
    const from = Math.max(at, this.#from)
    const to = Math.min(at + written.length, this.#from + this.#bytes.length)
    if (from < to) this.#bytes.set(written.subarray(from - at, to - at), from - this.#from)
  }

  #count(): void {
    this.#calls++
    if (this.#calls > CALLS_MAX) throw new TooMuchWork()
  }
}
