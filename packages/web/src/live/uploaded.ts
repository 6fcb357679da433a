import type { Attachment } from '@kith/protocol/uploads.ts'
import { onLeaving } from './leaving.ts'

const uploaded = new Map<string, Attachment>()
onLeaving(() => uploaded.clear())

export function noteUploaded(attachment: Attachment): void {
  uploaded.set(attachment.id, attachment)
}

/** What waits in the outbox names its files by id: what they are, as far as this page brought them. */
export const uploadedById = (ids: readonly string[] = []): Attachment[] =>
  ids.map((id) => uploaded.get(id)).filter((one) => one !== undefined)
