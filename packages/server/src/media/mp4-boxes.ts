import type { FileWindow } from './file-window.ts'

/** A part of an MP4 file. */
export interface Box {
  type: string
  from: number
  payloadAt: number
  /** Where the next one begins. */
  to: number
}

/** In one place. A film in pieces of a second has some for each of them. */
const BOXES_MAX = 100_000

/** The boxes of a part of a file, in their order, up to where they are orderly no more. */
export async function boxesIn(file: FileWindow, { from, to }: { from: number; to: number }): Promise<Box[]> {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= to && boxes.length < BOXES_MAX;) {
    const head = await file.read(at, 16)
    if (head.length < 8) break
    const isLong = head.readUInt32BE(0) === 1
    if (isLong && head.length < 16) break
    const size = isLong ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0)
    const payloadAt = at + (isLong ? 16 : 8)
    // None: up to the end.
    const end = size === 0 ? to : at + size
    if (end < payloadAt) break
    boxes.push({ type: head.toString('latin1', 4, 8), from: at, payloadAt, to: Math.min(end, to) })
    at = end
  }
  return boxes
}
