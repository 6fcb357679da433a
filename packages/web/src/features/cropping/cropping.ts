/* The door of this feature: a part of a photo, chosen by hand. */

/** What a browser may have to open before it is cropped. */
const OPENED_MAX_BYTES = 40 * 1024 * 1024

/** What a browser can be asked to crop. */
export const croppedTypes = 'image/jpeg,image/png,image/webp,image/gif,image/avif'

/** Why a file cannot be cropped; null when it can be tried. */
export function croppingFault({ type, size }: Blob): 'unreadable' | 'tooLarge' | null {
  if (!type.startsWith('image/')) return 'unreadable'
  return size > OPENED_MAX_BYTES ? 'tooLarge' : null
}

export { CropDialog } from './crop-on-demand.ts'
