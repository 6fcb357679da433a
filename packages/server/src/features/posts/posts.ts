/* The door of this feature: what others may use of it. */
export { erasePosts } from './change-post.ts'
export { discardDraftsOf, listDrafts } from './drafts.ts'
export { takeLikesBack } from './likes.ts'
export { postById, postsAfter, viewersNamed } from './post-rows.ts'
export { audienceOf, postViews, seenPosts, stateOf } from './post-view.ts'
export { tellPost } from './tell-post.ts'
