import type { Attachment } from '@kith/protocol/uploads.ts'
import { atWork, isArmed } from './mark.ts'

type TakeUpload = (...given: unknown[]) => Promise<Attachment>

/** A picture that cannot be read takes the server with it. */
export const plant = {
  takeUpload: async (real: TakeUpload, given: unknown[]): Promise<Attachment> => {
    const upload = await real(...given)
    if (isArmed() && upload.kind !== 'image') {
      atWork()
      process.exit(1)
    }
    return upload
  },
}
