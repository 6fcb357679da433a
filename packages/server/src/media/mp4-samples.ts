import type { FileWindow } from './file-window.ts'
import type { Box } from './mp4-boxes.ts'
import { boxesIn } from './mp4-boxes.ts'

/** Of one track: an hour of what is measured two hundred times in a second. */
const ROWS_MAX = 1_000_000

/** Where a track's samples lie. */
interface Samples {
  /** In bytes; of all of them where it is not 0. */
  sameSize: number
  count: number
  sizeOf: (sample: number) => number
  /** Where each run of samples begins. */
  chunks: number[]
  samplesIn: (chunk: number) => number
}

/** Takes away what a track says at each moment, which lies among picture and sound, as far as it is orderly. */
export async function zeroSamples(file: FileWindow, trak: readonly Box[], top: readonly Box[]): Promise<void> {
  const samples = await samplesOf(file, trak)
  const data = top.filter(({ type }) => type === 'mdat')
  let sample = 0
  for (const [chunk, from] of samples.chunks.entries()) {
    if (sample >= samples.count) return
    const last = Math.min(samples.count, sample + samples.samplesIn(chunk))
    let bytes = samples.sameSize * (last - sample)
    if (samples.sameSize > 0) sample = last
    for (; sample < last; sample++) bytes += samples.sizeOf(sample)
    const around = data.find((box) => from >= box.payloadAt && from < box.to)
    if (around !== undefined) await file.zero(from, Math.min(from + bytes, around.to))
  }
}

async function samplesOf(file: FileWindow, trak: readonly Box[]): Promise<Samples> {
  let boxes = trak
  for (const name of ['mdia', 'minf', 'stbl']) {
    const box = boxes.find(({ type }) => type === name)
    boxes = box === undefined ? [] : await boxesIn(file, { from: box.payloadAt, to: box.to })
  }
  /** Without version and flags: at first how many rows there are, then these. */
  const table = async (type: string, width: number, before = 0): Promise<Buffer> => {
    const box = boxes.find((one) => one.type === type)
    if (box === undefined) return Buffer.alloc(4 + before)
    const from = box.payloadAt + 4
    const bytes = await file.readAll(from, Math.min(box.to, from + before + 4 + ROWS_MAX * width))
    return bytes.length < 4 + before ? Buffer.alloc(4 + before) : bytes
  }
  const sizes = await table('stsz', 4, 4)
  const groups = rowsOf(await table('stsc', 12), 12).map((row) => ({
    first: row.readUInt32BE(0),
    in: row.readUInt32BE(4),
  }))
  const short = rowsOf(await table('stco', 4), 4).map((row) => row.readUInt32BE(0))
  const long = rowsOf(await table('co64', 8), 8).map((row) => Number(row.readBigUInt64BE(0)))
  const sameSize = sizes.readUInt32BE(0)
  let group = 0
  return {
    sameSize,
    count: Math.min(sizes.readUInt32BE(4), sameSize > 0 ? ROWS_MAX : Math.floor((sizes.length - 8) / 4)),
    sizeOf: (sample) => sizes.readUInt32BE(8 + sample * 4),
    chunks: [...short, ...long],
    samplesIn: (chunk) => {
      // Each group begins with a chunk, counted from one, and holds until the next one begins.
      while ((groups[group + 1]?.first ?? Number.POSITIVE_INFINITY) <= chunk + 1) group++
      return groups[group]?.in ?? 0
    },
  }
}

/** Of a table that says first how many rows it has: those that are there. */
function rowsOf(table: Buffer, width: number): Buffer[] {
  const count = Math.min(table.readUInt32BE(0), Math.floor((table.length - 4) / width))
  return Array.from({ length: count }, (_, row) => table.subarray(4 + row * width, 4 + (row + 1) * width))
}
