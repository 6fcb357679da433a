/* The door of this feature: what others may use of it. */
export { attach, detach, shareAttachments } from './attach.ts'
export { attachmentsOf } from './attachment-view.ts'
export { dropLooseOf, sweepUploads } from './loose.ts'
export { messagesShowing } from './attachment-rows.ts'
export { loosenAll, renditionOf, uploadsAfter } from './upload-rows.ts'
