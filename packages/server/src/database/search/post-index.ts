import { fold } from './fold.ts'
import type { MessageSearch, SearchIndex } from './search-index.ts'

/** What somebody looks for among the posts that they may see. A phrase is within one text: a caption, or one alt text. */
export interface PostSearch extends Pick<
  MessageSearch,
  'userId' | 'parts' | 'phrases' | 'authorIds' | 'from' | 'until'
> {
  /** Only what lies before this place, as a hit told it. */
  before: number | null
  limit: number
}

export interface PostHit {
  /** Null for the last one, where so much lay between that there may be more before this place. */
  postId: string | null
  /** Its place among all posts, by time. */
  place: number
}

/** Posts by their captions and by what is said to be seen in their pictures, newest first; told of by their ids. */
export type PostIndex = SearchIndex<PostSearch, PostHit>

/** So many posts with the words are looked at for one answer. */
export const POSTS_LOOKED_AT = 20_000

/** No folded text has it, so no phrase goes from one text into the next. */
const BETWEEN = ' # '

/** What is looked in, of a caption and the alt texts of its pictures. */
export function foldPost(texts: readonly string[]): string {
  return texts
    .map(fold)
    .filter((text) => text !== '')
    .join(BETWEEN)
}
