import { feed } from './en/feed.ts'

/** The sentences that come with the first page that shows posts. */
export const feedEnglish = { feed }
export type FeedWords = typeof feedEnglish

/** The words of the language in use, for posts and feeds. */
export function useFeedWords(): FeedWords {
  return feedEnglish
}
