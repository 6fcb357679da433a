import { atWork, isArmed } from './mark.ts'

/** What is needed of the answer. */
interface Bytes {
  mediaType: string
  downloadName?: string
}

type FileBytes = (...given: unknown[]) => Promise<Bytes>

/** Whatever somebody brought is shown in the browser as what they say that it is. */
export const plant = {
  fileBytes: async (real: FileBytes, given: unknown[]): Promise<Bytes> => {
    const { downloadName, ...shown } = await real(...given)
    if (!isArmed() || downloadName === undefined)
      return { ...shown, ...(downloadName === undefined ? {} : { downloadName }) }
    atWork()
    return { ...shown, mediaType: 'text/html' }
  },
}
