import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { userCard } from './users.ts'

/** What the bytes of a file are, however it is called. `voice` is audio that was recorded as a message. */
export const attachmentKind = z.enum(['image', 'video', 'audio', 'voice', 'pdf', 'file'])

/** Loudness from 0 to 100 at evenly spaced moments. */
const waveform = z.array(z.int().min(0).max(100)).max(limits.waveformMax)

export const attachment = z
  .object({
    id,
    kind: attachmentKind,
    /** For people to read: never a path. */
    name: z.string(),
    /** Of what `url` leads to. */
    size: z.int(),
    mimeType: z.string(),
    /** In pixels; of a video as its sender said. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** Of a video or of sound, as its sender said. */
    durationMs: z.int().nullable(),
    waveform: waveform.nullable(),
    /** Base64: what is shown until the picture is there. */
    thumbhash: z.string().nullable(),
    /** For members of the conversation only. With `?download=1` it is saved under its name. */
    url: z.string(),
    /** Of pictures: 1,280 pixels at most on the longer side. */
    previewUrl: z.string().nullable(),
    /** Of pictures: 320 pixels at most on the longer side. */
    thumbnailUrl: z.string().nullable(),
  })
  .meta({ id: 'Attachment' })

/** A whole number that comes as the text of a form. */
const formInt = (max: number) => z.coerce.number<number | string>().int().min(1).max(max)

export const uploadInput = z.strictObject({
  /**
   * What it has to be, or it is refused: a picture, or a recorded message. Left out, whatever it is is taken, and a
   * picture that cannot be read is taken as a file.
   */
  as: z.enum(['photo', 'voice']).optional(),
  /** What only a device that plays it can tell; kept where it fits the kind. */
  width: formInt(limits.pictureSideMax).optional(),
  height: formInt(limits.pictureSideMax).optional(),
  durationMs: formInt(limits.durationMaxMs).optional(),
  /** Whole numbers from 0 to 100, joined by commas. */
  waveform: z
    .string()
    .regex(/^(\d{1,3}(,\d{1,3}){0,99})?$/, 'is not a list of numbers')
    .transform((text) => (text === '' ? [] : text.split(',').map(Number)))
    .pipe(waveform)
    .optional(),
})

export const sharedItem = z
  .object({
    messageId: id,
    seq: z.int(),
    author: userCard,
    createdAt: timestamp,
    /** Null where `links` were asked for. */
    attachment: attachment.nullable(),
    /** The addresses in the message, in their order; empty for media and files. */
    links: z.array(z.string()),
  })
  .meta({ id: 'SharedItem' })

export const uploadEndpoints = {
  'POST /api/uploads': endpoint({
    summary: 'Bring a file, to attach it to a message; what is attached to none goes after a day',
    session: 'required',
    input: uploadInput,
    file: { cap: 'upload' },
    replies: { 201: attachment },
    problems: ['unauthenticated', 'quota-exceeded', 'not-durable'],
  }),
  'DELETE /api/uploads/:uploadId': endpoint({
    summary: 'Take back an upload of one’s own that is attached to nothing',
    session: 'required',
    input: z.strictObject({ uploadId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'not-found', 'not-durable'],
  }),
  'GET /api/files/:uploadId/:rendition': endpoint({
    summary: 'The bytes of an upload of one’s own, or of one that a message or post shows which one may see',
    session: 'required',
    input: z.strictObject({
      uploadId: id,
      /** Pictures have all but `original`, everything else has that alone. `jpeg` is `view`, for what cannot show WebP. */
      rendition: z.enum(['original', 'full', 'view', 'thumbnail', 'jpeg']),
      /** Save it under its name rather than show it. */
      download: z.literal('1').optional(),
    }),
    replies: { 200: 'bytes' },
    problems: ['unauthenticated', 'not-found', 'gone'],
  }),
  'GET /api/conversations/:conversationId/shared': endpoint({
    summary: 'What was shared in a conversation, newest first',
    session: 'required',
    input: z.strictObject({ conversationId: id, kind: z.enum(['media', 'files', 'links']), ...pageInput }),
    replies: { 200: pageOf(sharedItem) },
    problems: ['unauthenticated', 'not-found'],
  }),
}

export type Attachment = z.infer<typeof attachment>
export type AttachmentKind = z.infer<typeof attachmentKind>
export type UploadInput = z.infer<typeof uploadInput>
export type SharedItem = z.infer<typeof sharedItem>
