import type { FileWindow } from './file-window.ts'
import { zeroSamples } from './mp4-samples.ts'
import type { Box } from './mp4-boxes.ts'
import { boxesIn } from './mp4-boxes.ts'

/** Of each box that is gone into, what stays in it; whatever else there is becomes free space. */
const kept: Readonly<Record<string, ReadonlySet<string>>> = {
  file: setOf('ftyp styp moov moof mdat mfra sidx ssix prft pdin emsg pssh wide imda'),
  moov: setOf('mvhd trak mvex iods pssh cmov rmra'),
  trak: setOf('tkhd edts mdia tref tapt trgr load clip matt imap txas'),
  mdia: setOf('mdhd hdlr minf elng'),
  moof: setOf('mfhd traf pssh'),
  traf: setOf('tfhd tfdt trun sbgp sgpd subs saiz saio senc'),
}

/** Whose time of making stands in its first bytes. */
const dated = setOf('mvhd tkhd mdhd')

/** What tracks are for: picture, sound, what is read beside them. Others have where the camera was at each moment. */
const keptTracks = setOf('vide soun sbtl subt text clcp tmcd auxv pict hint')

/** Of MP4 and QuickTime. */
export async function stripMp4(file: FileWindow): Promise<void> {
  const top = await boxesIn(file, { from: 0, to: file.sizeBytes })
  await stripIn(file, 'file', top)
}

async function stripIn(file: FileWindow, place: string, boxes: readonly Box[], top = boxes): Promise<void> {
  for (const box of boxes) {
    if (kept[place]?.has(box.type) !== true) await free(file, box)
    else if (dated.has(box.type)) await zeroDates(file, box)
    else if (Object.hasOwn(kept, box.type)) {
      const inner = await boxesIn(file, { from: box.payloadAt, to: box.to })
      const isOther = box.type === 'trak' && !(await isKeptTrack(file, inner))
      if (isOther) {
        await zeroSamples(file, inner, top)
        await free(file, box)
      } else await stripIn(file, box.type, inner, top)
    }
  }
}

async function free(file: FileWindow, box: Box): Promise<void> {
  await file.write(box.from + 4, Buffer.from('free', 'latin1'))
  await file.zero(box.payloadAt, box.to)
}

/** Version and flags, then when it was made and when it was changed: in 32 bits each, or in 64. */
async function zeroDates(file: FileWindow, { payloadAt, to }: Box): Promise<void> {
  const version = (await file.read(payloadAt, 1))[0] ?? 0
  await file.zero(payloadAt + 4, Math.min(to, payloadAt + 4 + (version === 1 ? 16 : 8)))
}

async function isKeptTrack(file: FileWindow, trak: readonly Box[]): Promise<boolean> {
  for (const mdia of trak.filter(({ type }) => type === 'mdia')) {
    const inner = await boxesIn(file, { from: mdia.payloadAt, to: mdia.to })
    for (const handler of inner.filter(({ type }) => type === 'hdlr')) {
      const kind = (await file.read(handler.payloadAt + 8, 4)).toString('latin1')
      return kind.length < 4 || keptTracks.has(kind)
    }
  }
  // What it is for is not said: it is left as it is.
  return true
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}
