import type { PostMedia } from '@kith/protocol/posts.ts'

/** Width by height. What is taller or wider than this is shown whole, over its own blurred likeness. */
const LEAST = 3 / 4
const MOST = 1.91
const UNKNOWN = 4 / 5

export type MediaSize = Pick<PostMedia, 'width' | 'height'>

/** Width by height of one; as most phones take them where it is not known. */
export function aspectOf({ width, height }: MediaSize): number {
  return width === null || height === null || width <= 0 || height <= 0 ? UNKNOWN : width / height
}

/** The room in which all of a post are shown, one at a time: that of the first. Known before anything of it has come. */
export function roomOf(media: readonly MediaSize[]): number {
  const [first] = media
  return first === undefined ? 1 : Math.min(MOST, Math.max(LEAST, aspectOf(first)))
}

/** Whether a picture fills the room but for a sliver, so that it may be cut rather than framed. */
export function fills(size: MediaSize, room: number): boolean {
  const aspect = aspectOf(size)
  return Math.max(aspect / room, room / aspect) < 1.04
}

/** By `w`, for a `srcset`: each rendition with the width that it has, whose longer side is bounded. */
export function sourcesOf({ url, previewUrl, thumbnailUrl, width, height }: PostMedia): string {
  const renditions: [string | null, number][] = [
    [thumbnailUrl, 320],
    [previewUrl, 1280],
    [url, Infinity],
  ]
  const longer = Math.max(width ?? 0, height ?? 0)
  const seen = new Set<number>()
  return renditions
    .flatMap(([address, most]) => {
      const widthPx = Math.round((width ?? 0) * Math.min(1, most / Math.max(1, longer)))
      // One that is no larger than the one before brings nothing.
      if (address === null || widthPx === 0 || seen.has(widthPx)) return []
      seen.add(widthPx)
      return [`${address} ${widthPx}w`]
    })
    .join(', ')
}
