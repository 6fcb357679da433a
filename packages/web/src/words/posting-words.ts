import { postComments } from './en/post-comments.ts'
import { posting } from './en/posting.ts'
import { sharing } from './en/sharing.ts'

/** The sentences that come with making posts, talking about them and sending them on. */
export const postingEnglish = { postComments, posting, sharing }
export type PostingWords = typeof postingEnglish

/** The words of the language in use, for making posts and talking about them. */
export function usePostingWords(): PostingWords {
  return postingEnglish
}

/** The same outside of components. */
export function postingWordsNow(): PostingWords {
  return postingEnglish
}
