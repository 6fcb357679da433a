/* The door of this feature: what others may use of it. */
export { likelyHeight } from './likely-height.ts'
export { PostCard } from './post-card.tsx'
export { PostGrid } from './post-grid.tsx'
export { useAreGoing } from './removing.ts'
export { PostSkeleton } from './post-skeleton.tsx'
