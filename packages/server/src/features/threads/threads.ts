/* The door of this feature: what others may use of it. What needs messages is reached by its routes alone. */
export { behindInline, followedCounts, followersOf, readThread, readThreadsToEnd } from './follow-rows.ts'
export { followNamed, followOf, followReply, unreadFrom } from './following.ts'
export { countReply, recountReplies, threadSummaries } from './summary.ts'
export { tellFollows, tellPlaces } from './telling.ts'
