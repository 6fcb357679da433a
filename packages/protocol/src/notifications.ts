import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { notificationKinds } from './notification-kinds.ts'
import { pageInput, pageOf, queryInt } from './page.ts'
import { userCard } from './users.ts'

export const notificationKind = z.enum(notificationKinds)

/**
 * What happened to somebody, gathered where it belongs together. All that is in it is what its person may see at the
 * moment when it is asked for.
 */
export const notification = z
  .object({
    id,
    kind: notificationKind,
    /** The newest of who did it, three at most. */
    actors: z.array(userCard),
    actorCount: z.int(),
    /** How often it happened. */
    count: z.int(),
    conversationId: id.nullable(),
    /** The thread in which it happened. */
    threadId: id.nullable(),
    /** The name of the conversation, where it has one. */
    conversationTitle: z.string().nullable(),
    /** The project that it is about, and what it is called. */
    projectId: id.nullable(),
    projectName: z.string().nullable(),
    /** The file that it is about, and what it is called. */
    fileId: id.nullable(),
    fileName: z.string().nullable(),
    /** The newest comment on the file or post. */
    commentId: id.nullable(),
    /** The post that it is about, and its first picture as a thumbnail. */
    postId: id.nullable(),
    postThumbnailUrl: z.string().nullable(),
    /** Where to look: the oldest message that is still to be read, or the newest. */
    seq: z.int().nullable(),
    /** The beginning of the newest message or comment. */
    excerpt: z.string().nullable(),
    /** What is to be said of it beside that, as the name of a device. */
    detail: z.string().nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
    isRead: z.boolean(),
    /** The caller's own counter at the last change. */
    personalRev: z.int(),
  })
  .meta({ id: 'Notification' })

const unread = z.int().max(limits.unreadMax)

const timeZone = z
  .string()
  .max(64)
  .refine((value) => isTimeZone(value), 'is not a time zone')

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const minuteOfDay = z
  .int()
  .min(0)
  .max(24 * 60 - 1)

export const quietHours = z
  .strictObject({ from: minuteOfDay, to: minuteOfDay, timeZone, days: z.array(z.int().min(0).max(6)).max(7) })
  .meta({ id: 'QuietHours', description: 'Minutes of the day; days on which they begin, 0 is Sunday' })

/** How somebody wants to be told. */
export const notificationPreferences = z
  .object({
    kindsOff: z.array(notificationKind),
    quietHours: quietHours.nullable(),
    hasSound: z.boolean(),
    personalRev: z.int(),
  })
  .meta({ id: 'NotificationPreferences' })

const known = ['unauthenticated', 'not-found', 'not-durable'] as const

export const notificationEndpoints = {
  'GET /api/notifications': endpoint({
    summary: 'What happened to the caller, newest first, and how much of it is unread',
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(notification).extend({ unread, personalRev: z.int() }) },
    problems: ['unauthenticated'],
  }),
  'GET /api/notifications/changes': endpoint({
    summary: 'The present state of the notices that changed after personal rev `since`; `gone` are not shown any more',
    session: 'required',
    input: z.strictObject({ since: queryInt(0), limit: queryInt(1, 500).default(200) }),
    replies: {
      200: z
        .object({
          notifications: z.array(notification),
          gone: z.array(id),
          unread,
          upTo: z.int(),
          head: z.int(),
          more: z.boolean(),
        })
        .meta({ id: 'NotificationChanges' }),
    },
    problems: ['unauthenticated'],
  }),
  'POST /api/notifications/read': endpoint({
    summary: 'Have read some of them, or all up to a time',
    session: 'required',
    input: z
      .strictObject({ ids: z.array(id).min(1).max(limits.pageMax).optional(), upTo: timestamp.optional() })
      .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
        message: 'takes one of ids and upTo',
        path: ['ids'],
      }),
    replies: { 200: z.object({ unread, personalRev: z.int() }) },
    problems: ['unauthenticated', 'not-durable'],
  }),
  'DELETE /api/notifications/:notificationId': endpoint({
    summary: 'Do away with one',
    session: 'required',
    input: z.strictObject({ notificationId: id }),
    replies: { 204: null },
    problems: known,
  }),
  'GET /api/me/notification-preferences': endpoint({
    summary: 'How one wants to be told',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: notificationPreferences },
    problems: ['unauthenticated'],
  }),
  'PATCH /api/me/notification-preferences': endpoint({
    summary: 'Change how one wants to be told',
    session: 'required',
    input: z.strictObject({
      kindsOff: z.array(notificationKind).max(notificationKinds.length).optional(),
      quietHours: quietHours.nullable().optional(),
      hasSound: z.boolean().optional(),
    }),
    replies: { 200: notificationPreferences },
    problems: ['unauthenticated', 'not-durable'],
  }),
}

export type Notification = z.infer<typeof notification>
export type NotificationPreferences = z.infer<typeof notificationPreferences>
