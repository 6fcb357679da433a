/* The door of this feature, which stands below posts, feeds and comments: who may see a post. */
export { announcePost } from './announce-post.ts'
export { countPostsSeen } from './count-rows.ts'
export { postFor, postsSeen, postTaking, viewersAmong } from './post-rows.ts'
export type { PostRow, SeenPost } from './post-rows.ts'
export { isSeenBy, isWantedBy, mayCommentOn, nearness } from './sight-rows.ts'
