import { open } from 'node:fs/promises'

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'

const HEAD_BYTES = 64

/**
 * What a file is by its first bytes; null for whatever is none of the five, however it is called. Nothing else is ever
 * given to a decoder: those for documents, drawings and old formats are where the holes are.
 */
export async function pictureKindOf(path: string): Promise<PictureKind | null> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return kindOfHead(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

function kindOfHead(head: Buffer): PictureKind | null {
  const text = head.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(text)) return 'gif'
  if (/^RIFF[^]{4}WEBPVP8[ LX]/.test(text)) return 'webp'
  if (/^\0\0\0[^]ftyp(avif|avis)/.test(text)) return 'avif'
  // A general brand, with the particular one among those that it says it fits.
  if (/^\0\0\0[^]ftyp(mif1|miaf)[^]{4}(?:[^]{4})*?avif/.test(text)) return 'avif'
  return null
}
