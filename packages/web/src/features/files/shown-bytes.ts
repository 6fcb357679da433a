import type { FileVersion, ProjectEntry } from '@kith/protocol/project-files.ts'

/** One version of a file, as a preview needs it. */
export interface ShownBytes extends Pick<
  FileVersion,
  'number' | 'size' | 'kind' | 'mimeType' | 'sha256' | 'url' | 'previewUrl' | 'uploadedBy' | 'uploadedAt'
> {
  name: string
  /** In pixels; null for what is no picture, and of older versions. */
  width: number | null
  height: number | null
  thumbhash: string | null
}

/** The newest version. */
export function newestBytes(entry: ProjectEntry): ShownBytes {
  const { name, size, kind, mimeType, sha256, url, previewUrl, uploadedBy, changedAt, width, height, thumbhash } = entry
  return {
    name,
    number: entry.version,
    size,
    kind: kind ?? 'file',
    mimeType,
    sha256: sha256 ?? '',
    url: url ?? '',
    previewUrl,
    uploadedBy,
    uploadedAt: changedAt,
    width,
    height,
    thumbhash,
  }
}

export const bytesOfVersion = (name: string, version: FileVersion): ShownBytes => ({
  ...version,
  name,
  width: null,
  height: null,
  thumbhash: null,
})

/** What every browser shows by itself. */
const plainPictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])
export const isPlainPicture = ({ kind, mimeType }: ShownBytes): boolean =>
  kind === 'image' && plainPictures.has(mimeType)
