import { conversation } from './en/conversation.ts'
import { threads } from './en/threads.ts'

/** The sentences that come with the first conversation that somebody opens. */
export const conversationEnglish = { conversation, threads }
export type ConversationWords = typeof conversationEnglish

/** The words of the language in use, for conversations and their threads. */
export function useConversationWords(): ConversationWords {
  return conversationEnglish
}
