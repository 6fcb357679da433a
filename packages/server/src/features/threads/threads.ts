/* The door of this feature: what others may use of it. What needs messages is reached by its routes alone. */
export { behindInline, followedCounts, followersOf, readThread, readThreadsToEnd } from './follow-rows.ts'
export { followNamed, followOf, followReply, tellFollows, unreadFrom } from './following.ts'
export { countReply, recountReplies, threadSummaries } from './summary.ts'
