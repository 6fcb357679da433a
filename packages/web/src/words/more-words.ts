import { channels } from './en/channels.ts'
import { keys } from './en/keys.ts'
import { members } from './en/members.ts'
import { newConversation } from './en/new-conversation.ts'
import { people } from './en/people.ts'
import { settings } from './en/settings.ts'
import { switcher } from './en/switcher.ts'

/** The sentences of the pages that are loaded when somebody goes there. */
export const moreEnglish = { channels, keys, members, newConversation, people, settings, switcher }
export type MoreWords = typeof moreEnglish

/** The words of the language in use, for pages beyond the first load. */
export function useMoreWords(): MoreWords {
  return moreEnglish
}
