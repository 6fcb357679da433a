/* The door of this feature: what others may use of it. */
export { notifyOfComment } from './comments.ts'
export { notifyAdded, notifyOf, notifyOfMessage, notifyOfReaction, signalNotices } from './jobs.ts'
export { notifyOfCommentLike, notifyOfPostLike } from './likes.ts'
export { notifyOfPost, notifyOfPostComment, recountNotices } from './posts.ts'
export { notifyMany } from './many.ts'
export { notificationsChanged } from './lists.ts'
export { notify, tellUnread } from './notify.ts'
