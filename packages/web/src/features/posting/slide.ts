import type { Attachment } from '@kith/protocol/uploads.ts'
import { notUploaded } from '../../live/upload-state.ts'
import type { UploadState } from '../../live/upload-state.ts'
import type { Told } from '../../live/tray.ts'

/** Which part of a picture is shown: as parts of its width and height once it is turned. */
export interface Cut {
  /** Quarter turns to the right, 0 to 3. */
  turns: number
  x: number
  y: number
  width: number
  height: number
}

/** A picture or a video of the post that is being made. */
export interface Slide extends UploadState {
  key: string
  kind: 'image' | 'video'
  name: string
  /** What is uploaded; null for what is known by its upload alone, begun on another device. */
  file: Blob | null
  /** The picture before anything was cut off. */
  original: Blob | null
  cut: Cut | null
  told: Told
  /** The upload of the picture that stands for a video; undefined while that is being made. */
  posterId: string | null | undefined
  alt: string
}

interface Given {
  kind: Slide['kind']
  name: string
  file: Blob
  told?: Told
}

export function slideOf({ kind, name, file, told = {} }: Given): Slide {
  const posterId = kind === 'video' ? undefined : null
  const own = { key: crypto.randomUUID(), kind, name, file, told, posterId }
  return { ...own, original: null, cut: null, alt: '', ...notUploaded }
}

/** What was uploaded before: by another device, or to be shown somewhere else. */
export function uploadedSlide(attachment: Attachment, { alt = '', posterUrl = null }: Partial<Described> = {}): Slide {
  return {
    key: attachment.id,
    kind: attachment.kind === 'video' ? 'video' : 'image',
    name: attachment.name,
    file: null,
    original: null,
    cut: null,
    told: {},
    posterId: posterUrl === null ? null : (/\/files\/([^/]+)\//.exec(posterUrl)?.[1] ?? null),
    alt,
    ...notUploaded,
    state: 'ready',
    share: 1,
    attachment,
  }
}

interface Described {
  alt: string
  posterUrl: string | null
}

export const isUploaded = ({ state, posterId }: Slide): boolean => state === 'ready' && posterId !== undefined

/** The same slides with one of them at another place. */
export function movedTo<T extends { key: string }>(slides: readonly T[], key: string, to: number): T[] {
  const moved = slides.find((one) => one.key === key)
  if (moved === undefined) return [...slides]
  const rest = slides.filter((one) => one !== moved)
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, moved)
}
