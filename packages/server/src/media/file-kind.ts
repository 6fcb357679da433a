import { open } from 'node:fs/promises'

export interface FileKind {
  kind: 'video' | 'audio' | 'pdf' | 'file'
  /** Ours, never the sender's: a browser is told no other. */
  mediaType: string
}

/** What says whether there is a picture beside the sound lies this far in, or at the end where it is taken for video. */
const HEAD_BYTES = 64 * 1024

const unknown: FileKind = { kind: 'file', mediaType: 'application/octet-stream' }

/** What a file that is no picture is, by its bytes. Whatever is not known for certain is a file to be saved. */
export async function fileKindOf(path: string): Promise<FileKind> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return kindOfHead(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await file.close()
  }
}

function kindOfHead(head: string): FileKind {
  if (head.startsWith('%PDF-')) return { kind: 'pdf', mediaType: 'application/pdf' }
  if (/^\0\0[^]{2}ftyp/.test(head)) return ofMp4(head)
  if (head.startsWith('\x1a\x45\xdf\xa3')) return ofMatroska(head)
  if (head.startsWith('OggS')) return ofOgg(head)
  if (/^RIFF[^]{4}WAVE/.test(head)) return audio('audio/wav')
  if (head.startsWith('fLaC')) return audio('audio/flac')
  // The second form begins with the mark of a frame: MPEG 1 or 2, layer III.
  if (/^ID3[^]\0/.test(head) || /^\xff[\xfb\xfa\xf3\xf2]/.test(head)) return audio('audio/mpeg')
  if (/^\xff[\xf1\xf9]/.test(head)) return audio('audio/aac')
  return unknown
}

function ofMp4(head: string): FileKind {
  const brand = head.slice(8, 12)
  if (/^M4[AB] $/.test(brand)) return audio('audio/mp4')
  if (brand === 'qt  ') return video('video/quicktime')
  if (!/^(isom|iso[2-9]|mp4[12]|avc1|M4V |M4VH|dash|MSNV|f4v |3g[gp2][0-9a-z])$/.test(brand)) return unknown
  const isSoundAlone = head.includes('soun') && !head.includes('vide')
  return isSoundAlone ? audio('audio/mp4') : video('video/mp4')
}

function ofMatroska(head: string): FileKind {
  // Other kinds of Matroska are played by few browsers.
  if (!head.slice(0, 64).includes('webm')) return unknown
  const isSoundAlone = /A_(OPUS|VORBIS)/.test(head) && !/V_(VP|AV)/.test(head)
  return isSoundAlone ? audio('audio/webm') : video('video/webm')
}

function ofOgg(head: string): FileKind {
  const first = head.slice(0, 512)
  if (first.includes('theora')) return video('video/ogg')
  return /OpusHead|vorbis|FLAC|Speex/.test(first) ? audio('audio/ogg') : unknown
}

function audio(mediaType: string): FileKind {
  return { kind: 'audio', mediaType }
}

function video(mediaType: string): FileKind {
  return { kind: 'video', mediaType }
}
