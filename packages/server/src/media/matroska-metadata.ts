import type { FileWindow } from './file-window.ts'

/** What is gone into. A cluster is too where it does not say how long it is, as in what a browser recorded. */
const segment = '18538067'
const info = '1549a966'
const cluster = '1f43b675'
/** Tags, attached files, the time, the title, the name of the file; sums that would not be right any more; what was free. */
const dropped = new Set(['1254c367', '1941a469', '4461', '7ba9', '7384', 'bf', 'ec'])

const ELEMENTS_MAX = 1_000_000

interface Element {
  id: string
  from: number
  payloadAt: number
  /** Null where it is not said. */
  to: number | null
}

/** Of Matroska and WebM: what is to go becomes empty space of the same length. */
export async function stripMatroska(file: FileWindow): Promise<void> {
  for (let at = 0, seen = 0; seen < ELEMENTS_MAX; seen++) {
    const element = await elementAt(file, at)
    if (element === null) return
    const { id, payloadAt, to } = element
    if (id === segment || id === info || (id === cluster && to === null)) at = payloadAt
    // Whoever does not say how long they are has nothing behind them that could be found.
    else if (to === null) return
    else {
      if (dropped.has(id)) await empty(file, { ...element, to: Math.min(to, file.sizeBytes) })
      at = to
    }
  }
}

async function elementAt(file: FileWindow, from: number): Promise<Element | null> {
  const head = await file.read(from, 12)
  const idLength = lengthOf(head[0] ?? 0)
  const sizeLength = lengthOf(head[idLength] ?? 0)
  if (idLength > 4 || sizeLength > 8 || head.length < idLength + sizeLength) return null
  const size = sizeIn(head.subarray(idLength, idLength + sizeLength))
  const payloadAt = from + idLength + sizeLength
  return { id: head.toString('hex', 0, idLength), from, payloadAt, to: size === null ? null : payloadAt + size }
}

/** In how many bytes a number is written that begins with this one: one more for each zero before its first bit. */
function lengthOf(first: number): number {
  return Math.clz32(first) - 23
}

/** Null for the number of nothing but ones, which says that nobody knows. */
function sizeIn(bytes: Buffer): number | null {
  const [first = 0, ...rest] = bytes
  const mask = 0xff >> bytes.length
  if ((first & mask) === mask && rest.every((byte) => byte === 0xff)) return null
  return rest.reduce((sum, byte) => sum * 256 + byte, first & mask)
}

/** An element of the kind for empty space, whose name is one byte long. */
async function empty(file: FileWindow, { from, to }: { from: number; to: number }): Promise<void> {
  const length = to - from
  const sizeLength = length >= 9 ? 8 : 1
  const head = Buffer.alloc(1 + sizeLength)
  head[0] = 0xec
  const size = length - head.length
  if (sizeLength === 8) head.writeBigUInt64BE((1n << 56n) | BigInt(size), 1)
  else head[1] = 0x80 | size
  await file.write(from, head)
  await file.zero(from + head.length, to)
}
