import type { Attachment } from '@kith/protocol/uploads.ts'
import type { Chosen } from '../../live/tray.ts'

/** What a file most likely is, before the server has looked into it: SVG is shown by no browser of ours. */
export function kindOf({ file, voice, attachment }: Chosen): Attachment['kind'] {
  if (attachment !== null) return attachment.kind
  if (voice !== null) return 'voice'
  if (file.type === 'image/svg+xml') return 'file'
  if (file.type === 'application/pdf') return 'pdf'
  const [kind] = file.type.split('/')
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file'
}
