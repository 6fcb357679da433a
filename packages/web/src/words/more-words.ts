import { administration } from './en/administration.ts'
import { attachments } from './en/attachments.ts'
import { channels } from './en/channels.ts'
import { confirming } from './en/confirming.ts'
import { followedThreads } from './en/followed-threads.ts'
import { hiddenWords } from './en/hidden-words.ts'
import { invitations } from './en/invitations.ts'
import { joining } from './en/joining.ts'
import { keys } from './en/keys.ts'
import { leaving } from './en/leaving.ts'
import { marks } from './en/marks.ts'
import { members } from './en/members.ts'
import { circles, mentioning } from './en/mentioning.ts'
import { newConversation } from './en/new-conversation.ts'
import { notifications } from './en/notifications.ts'
import { people } from './en/people.ts'
import { privacy } from './en/privacy.ts'
import { picture } from './en/picture.ts'
import { projects } from './en/projects.ts'
import { search } from './en/search.ts'
import { recovery } from './en/recovery.ts'
import { security } from './en/security.ts'
import { sharedFiles } from './en/shared-files.ts'
import { settings } from './en/settings.ts'
import { status } from './en/status.ts'
import { switcher } from './en/switcher.ts'

/** The sentences of the pages that are loaded when somebody goes there. */
export const moreEnglish = {
  administration,
  attachments,
  channels,
  circles,
  confirming,
  followedThreads,
  hiddenWords,
  invitations,
  joining,
  keys,
  leaving,
  marks,
  members,
  mentioning,
  newConversation,
  notifications,
  people,
  picture,
  privacy,
  projects,
  recovery,
  search,
  security,
  settings,
  sharedFiles,
  status,
  switcher,
}
export type MoreWords = typeof moreEnglish

/** The words of the language in use, for pages beyond the first load. */
export function useMoreWords(): MoreWords {
  return moreEnglish
}
