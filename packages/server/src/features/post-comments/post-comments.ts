/* The door of this feature: what others may use of it. */
export { commentById, commentOn, namedInComments } from './comment-rows.ts'
export type { PostCommentRow } from './comment-rows.ts'
export { erasePostComments, takeCommentLikesBack } from './erase-comments.ts'
export { isLiking } from './like-rows.ts'
