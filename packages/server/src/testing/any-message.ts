import type { MessageSearch } from '../database/search/search-index.ts'

/** A search that any message answers, to be narrowed down. */
export const anyMessage: Omit<MessageSearch, 'userId'> = {
  parts: [],
  phrases: [],
  conversationIds: null,
  authorIds: null,
  from: null,
  until: null,
  hasLink: false,
  hasPost: false,
  shows: [],
  isReply: false,
  before: null,
  limit: 100,
}
