import type { Post } from '@kith/protocol/posts.ts'
import { roomOf } from './media-room.ts'

/** In pixels: what surrounds the pictures and the text of a post, and a line of its text; the large one stands alone. */
const FRAME = { withMedia: 130, belowText: 14, alone: 142 }
const LINE = { small: { height: 22, letter: 7.1 }, large: { height: 24, letter: 7.5 } }
/** As many lines as are shown of a long text, and how one sees the rest. */
const LINES = { withMedia: 3, alone: 12 }
const MORE = 24
const EDGES = 34

/** How high a post probably is, in a column of that width. The nearer this is, the less there is to be put right. */
export function likelyHeight(post: Post | undefined, widthPx: number): number {
  if (post === undefined) return 0
  const { media } = post
  const caption = post.caption.trim()
  const isAlone = media.length === 0
  const line = isAlone ? LINE.large : LINE.small
  const perLine = Math.max(20, (widthPx - EDGES) / line.letter)
  const lines =
    caption === ''
      ? 0
      : caption.split('\n').reduce((sum, each) => sum + Math.max(1, Math.ceil(each.length / perLine)), 0)
  const most = isAlone ? LINES.alone : LINES.withMedia
  const text = Math.min(lines, most) * line.height + (lines > most ? MORE : 0)
  if (isAlone) return FRAME.alone + text
  return FRAME.withMedia + widthPx / roomOf(media) + (lines > 0 ? FRAME.belowText : 0) + text
}
