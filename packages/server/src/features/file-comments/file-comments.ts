/* The door of this feature: what others may use of it. */
export { commentById, commentsChanged, namedInComments, talkersIn } from './comment-rows.ts'
export type { CommentRow } from './comment-rows.ts'
export { commentViews } from './comment-view.ts'
export { eraseComments } from './erase-comments.ts'
