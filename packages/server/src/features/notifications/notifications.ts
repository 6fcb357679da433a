/* The door of this feature: what others may use of it. */
export { notifyAdded, notifyOf, notifyOfMessage, notifyOfReaction, signalNotices } from './jobs.ts'
export { notifyMany } from './many.ts'
export { notificationsChanged } from './lists.ts'
export { notify, tellUnread } from './notify.ts'
