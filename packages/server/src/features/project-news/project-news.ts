/* The door of this feature: what others may use of it. */
export { announceFiles } from './announce-files.ts'
