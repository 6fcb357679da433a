/* The door of this feature: what others may use of it. */
export { expireExport, makeExport } from './exports.ts'
export { purgeAccount } from './purge.ts'
