/** What somebody may be told of. A new kind is a name here, a line in the server's `kinds.ts`, and its sentences. */
export const notificationKinds = [
  'mention',
  'reply',
  'reaction',
  'friend-request',
  'friend-accepted',
  'follow',
  'follow-request',
  'follow-accepted',
  'invitation',
  'invite-used',
  'approval',
  'new-device',
  'file-comment',
  'file-mention',
  'access-request',
  'post-like',
  'post-comment',
  'post-mention',
  'comment-like',
] as const

export type NotificationKind = (typeof notificationKinds)[number]
