/* The door of this feature: what others may use of it. */
export { insertAnnouncement } from './announce.ts'
export { visibleMessages } from './found-messages.ts'
export { eraseMessages } from './erase-messages.ts'
export { previewLinks } from './link-previews.ts'
export { newestMessages } from './message-pages.ts'
export { membersNamed, mentionsOf } from './mention-rows.ts'
export {
  lastMessages,
  messageAtPlace,
  messageById,
  messagesByIds,
  messagesChanged,
  repliesBetween,
} from './message-rows.ts'
export type { MessageRow } from './message-rows.ts'
export { asMessages, isReply } from './message-view.ts'
export { takeAllReactionsBack } from './reactions.ts'
export { hasReacted } from './reaction-rows.ts'
export { seenMessage } from './seen-message.ts'
export { untoldOfMany } from './wide-mention-rows.ts'
export { manyNamed, reachOfMany } from './wide-mentions.ts'
export { sendMessage } from './send-message.ts'
export { seenThread } from './thread-replies.ts'
