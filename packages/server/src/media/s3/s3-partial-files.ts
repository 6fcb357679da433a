import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskProblemOf } from '../disk-fault.ts'
import type { PartialFile, PartialFiles } from '../partial-files.ts'
import type { Bucket, Found } from './bucket.ts'
import { BucketFault, problemOfBucket } from './bucket-fault.ts'

const FOLDER = 'incoming/'
/** So much comes before it is stored: what a process that is killed may lose of one file. */
const PIECE_BYTES = 16 * 1024 * 1024
const REMOVED_AT_ONCE = 8

/** A piece that is stored: bytes `start` to `end` of its file, `end` not among them. */
interface Piece {
  key: string
  start: number
  end: number
  storedAt: number
}

/**
 * Pieces as objects, `incoming/<id>/<start>-<end>`, so that any node can go on. An object is there whole or not at all,
 * and its name says what it holds: two nodes that bring the same stretch spoil nothing, whichever of them is read.
 */
export class S3PartialFiles implements PartialFiles {
  readonly #bucket: Bucket
  readonly #temporaryFolder: string
  readonly #pieceBytes: number

  constructor(bucket: Bucket, temporaryFolder: string, pieceBytes = PIECE_BYTES) {
    this.#bucket = bucket
    this.#temporaryFolder = temporaryFolder
    this.#pieceBytes = pieceBytes
  }

  async find(id: string): Promise<PartialFile | null> {
    const pieces = await this.#piecesOf(id)
    if (pieces.length === 0) return null
    const sizeBytes = inOrder(pieces).at(-1)?.end ?? 0
    return { sizeBytes, touchedAt: Math.max(...pieces.map(({ storedAt }) => storedAt)) }
  }

  async append(id: string, offset: number, bytes: AsyncIterable<Buffer>): Promise<number> {
    const chunks = bytes[Symbol.asyncIterator]()
    const path = join(this.#temporaryFolder, randomUUID())
    try {
      for (let at = offset; ;) {
        const { sizeBytes, sha256, isLast } = await takePiece(path, chunks, this.#pieceBytes)
        if (sizeBytes > 0) {
          const body = { sha256, sizeBytes, open: () => createReadStream(path) }
          await this.#bucket.put(nameOf(id, at, at + sizeBytes), body)
          at += sizeBytes
        }
        if (isLast) return at
      }
    } catch (error) {
      throw diskProblemOf(error) ?? problemOfBucket(error, 'not-durable')
    } finally {
      await rm(path, { force: true })
    }
  }

  async lend<T>(id: string, workPath: string, work: (path: string) => Promise<T>): Promise<T> {
    try {
      const pieces = inOrder(await this.#piecesOf(id))
      await pipeline(Readable.from(this.#bytesOf(pieces), { objectMode: false }), createWriteStream(workPath)).catch(
        (error: unknown) => {
          throw diskProblemOf(error) ?? problemOfBucket(error, 'not-durable')
        },
      )
      return await work(workPath)
    } finally {
      await rm(workPath, { force: true })
    }
  }

  /** What has no bytes yet has no object either. */
  async create(): Promise<void> {}

  async remove(id: string): Promise<void> {
    const keys = (await this.#piecesOf(id)).map(({ key }) => key)
    for (let at = 0; at < keys.length; at += REMOVED_AT_ONCE) {
      const some = keys.slice(at, at + REMOVED_AT_ONCE)
      await Promise.all(some.map((key) => this.#bucket.delete(key))).catch((error: unknown) => {
        throw problemOfBucket(error, 'busy')
      })
    }
  }

  async *list(): AsyncIterable<{ id: string; touchedAt: number }> {
    const touchedAt = new Map<string, number>()
    for (const { key, storedAt } of await this.#listed(FOLDER)) {
      const id = key.split('/')[1] ?? ''
      touchedAt.set(id, Math.max(touchedAt.get(id) ?? 0, storedAt))
    }
    for (const [id, at] of touchedAt) yield { id, touchedAt: at }
  }

  async #piecesOf(id: string): Promise<Piece[]> {
    return (await this.#listed(`${FOLDER}${checked(id)}/`)).map(pieceOf)
  }

  async #listed(prefix: string): Promise<Found[]> {
    const found: Found[] = []
    try {
      for await (const one of this.#bucket.list(prefix)) found.push(one)
    } catch (error) {
      throw problemOfBucket(error, 'busy')
    }
    return found
  }

  async *#bytesOf(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
    let at = 0
    for (const { key, start, end } of pieces) {
      const bytes = await this.#bucket.read(key, end - start, { start: at - start, end: end - start - 1 })
      if (bytes === null) throw new BucketFault(`GET ${key}`, 404, 'went while it was read')
      yield* bytes
      at = end
    }
  }
}

/** The pieces that make up the file from its beginning on, as far as there is no hole: each ends beyond the one before. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  const ordered: Piece[] = []
  let at = 0
  let furthest: Piece | null = null
  for (const piece of pieces.toSorted((a, b) => a.start - b.start)) {
    if (piece.start > at) {
      if (furthest === null || furthest.end < piece.start) break
      ordered.push(furthest)
      at = furthest.end
    }
    if (piece.end > (furthest?.end ?? 0)) furthest = piece
  }
  if (furthest !== null && furthest.end > at) ordered.push(furthest)
  return ordered
}

/** Takes the next bytes to `path`, until there are enough; a source that breaks off has come to its end. */
async function takePiece(
  path: string,
  chunks: AsyncIterator<Buffer>,
  enoughBytes: number,
): Promise<{ sizeBytes: number; sha256: string; isLast: boolean }> {
  const hash = createHash('sha256')
  const file = await open(path, 'w', 0o600)
  let sizeBytes = 0
  try {
    while (sizeBytes < enoughBytes) {
      // Only a source that breaks off is expected; a disk that does is not.
      const next = await chunks.next().catch(() => null)
      if (next === null || next.done === true) return { sizeBytes, sha256: hash.digest('hex'), isLast: true }
      hash.update(next.value)
      await writeWhole(file, next.value)
      sizeBytes += next.value.length
    }
    return { sizeBytes, sha256: hash.digest('hex'), isLast: false }
  } finally {
    await file.close()
  }
}

async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten
  }
}

const DIGITS = 16

function nameOf(id: string, start: number, end: number): string {
  const [from, to] = [start, end].map((place) => String(place).padStart(DIGITS, '0'))
  return `${FOLDER}${checked(id)}/${from}-${to}`
}

function pieceOf({ key, storedAt }: Found): Piece {
  const [, start, end] = /\/(\d+)-(\d+)$/.exec(key) ?? []
  return { key, start: Number(start ?? 0), end: Number(end ?? 0), storedAt }
}

function checked(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('not the name of a file that comes')
  return id
}
