/* What pages ask the server for: one answer, or a list that comes page by page. */
export { useAnswer } from './use-answer.ts'
export { usePages } from './use-pages.ts'
export type { Pages } from './use-pages.ts'
