import { conversation } from './en/conversation.ts'

/** The sentences that come with the first conversation that somebody opens. */
export const conversationEnglish = { conversation }
export type ConversationWords = typeof conversationEnglish

/** The words of the language in use, for conversations. */
export function useConversationWords(): ConversationWords {
  return conversationEnglish
}
