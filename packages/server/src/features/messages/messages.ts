/* The door of this feature: what others may use of it. */
export { insertAnnouncement } from './announce.ts'
export { newestMessages } from './message-pages.ts'
export { lastMessages, messagesChanged } from './message-rows.ts'
export { asMessages } from './message-view.ts'
export { sendMessage } from './send-message.ts'
