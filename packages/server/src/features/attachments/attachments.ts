/* The door of this feature: what others may use of it. */
export { attach, detach, dropUnshown, loosenUnshown, shareAttachments, takeOwn } from './attach.ts'
export { asAttachment as attachmentFor, attachmentsOf } from './attachment-view.ts'
export { dropLooseOf, sweepUploads } from './loose.ts'
export { messagesShowing } from './attachment-rows.ts'
export { loosenAll, renditionOf, uploadsAfter } from './upload-rows.ts'
export type { UploadRow } from './upload-rows.ts'
