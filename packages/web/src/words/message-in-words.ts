import type { Message, MessageQuote } from '@kith/protocol/messages.ts'
import type { Attachment } from '@kith/protocol/uploads.ts'
import { durationClock } from './durations.ts'
import { plainText } from './plain-text.ts'
import type { Words } from './words.ts'

type Named = Pick<Attachment, 'kind' | 'name' | 'durationMs'>
type T = Words['files']

/** A message in one line: what was written, else what goes with it. */
export function messageInWords(
  message: Pick<Message, 'body' | 'attachments' | 'sharedFiles' | 'sharedPosts'>,
  t: T,
): string {
  const { body, attachments, sharedFiles, sharedPosts } = message
  if (body !== '') return plainText(body)
  return attachments.length > 0
    ? attachmentsInWords(attachments, t)
    : sharedInWords(sharedFiles.length, sharedPosts.length, t)
}

/** The same of a message that is quoted, of whose attachments only the first is known. */
export function quoteInWords(quote: MessageQuote, t: T): string {
  const { excerpt, attachment, attachmentCount, sharedFileCount, sharedPostCount } = quote
  if (excerpt !== '') return plainText(excerpt)
  if (attachment === null) return sharedInWords(sharedFileCount, sharedPostCount, t)
  return attachmentsInWords(
    Array.from({ length: attachmentCount }, () => attachment),
    t,
  )
}

function sharedInWords(fileCount: number, postCount: number, t: T): string {
  return fileCount > 0 ? t.shared(fileCount) : postCount > 0 ? t.posts(postCount) : t.some
}

/** What goes with a message, in a few words: "Photo", "3 photos", "Voice message 0:12", the name of a file. */
export function attachmentsInWords(attachments: readonly Named[], t: T): string {
  const [first] = attachments
  if (first === undefined) return t.some
  const count = attachments.length
  const are = (...kinds: readonly Attachment['kind'][]): boolean =>
    attachments.every(({ kind }) => kinds.includes(kind))
  if (are('image')) return t.photos(count)
  if (are('video')) return t.videos(count)
  if (are('image', 'video')) return t.media(count)
  if (count > 1) return t.files(count)
  return first.kind === 'voice' ? t.voice(durationClock(first.durationMs ?? 0)) : first.name
}
