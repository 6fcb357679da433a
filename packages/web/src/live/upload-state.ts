import type { Attachment } from '@kith/protocol/uploads.ts'

/** How far a file has come. */
export interface UploadState {
  state: 'waiting' | 'sending' | 'ready' | 'failed'
  /** How much of it has left this device, from 0 to 1. */
  share: number
  attachment: Attachment | null
  /** The code of the refusal; null where trying again may help. */
  refusal: string | null
}

export const notUploaded: UploadState = { state: 'waiting', share: 0, attachment: null, refusal: null }
