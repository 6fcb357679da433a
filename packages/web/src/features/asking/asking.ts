/* What pages ask the server for: one answer, or a list that comes page by page. */

/** Somebody who types is asked after when they pause, not at each letter. */
export const TYPING_PAUSE_MS = 120

export { NotLoaded } from './not-loaded.tsx'
export { useAnswer } from './use-answer.ts'
export type { Answer } from './use-answer.ts'
export { usePages } from './use-pages.ts'
export type { Pages } from './use-pages.ts'
