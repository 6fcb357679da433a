import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import type { NoticeTarget } from '../../jobs/job.ts'

interface KindRule {
  /** What is unread and has the same group is one notice. */
  groupOf: (target: NoticeTarget) => string
  /** What is the same thing when it happens again. */
  sameOf: (target: NoticeTarget, actorId: string | null) => string
  /** When the same thing happens again: it is told once, or it is told anew and the older notice of it goes. */
  again: 'once' | 'anew'
  /** How many events one unread notice gathers: what comes after these is not written down. As many as come, if unset. */
  most?: number
}

/** Whoever has so many unread knows that it is liked, and each of them is looked at whenever the notice is shown. */
const LIKES_MAX = 300

const together: KindRule = { groupOf: () => '', sameOf: (_, actorId) => actorId ?? '', again: 'anew' }
const byConversation: KindRule = {
  groupOf: ({ conversationId }) => conversationId ?? '',
  sameOf: ({ messageId }) => messageId ?? '',
  again: 'once',
}

const byFile: KindRule = {
  groupOf: ({ fileId }) => fileId ?? '',
  sameOf: ({ commentId }) => commentId ?? '',
  again: 'once',
}

const byPost: KindRule = {
  groupOf: ({ postId }) => postId ?? '',
  sameOf: ({ commentId, postId }, actorId) => commentId ?? `${postId} ${actorId}`,
  again: 'once',
}

/**
 * How the notices of each kind are gathered. A new kind is a name in the protocol and a line here; whether it may still
 * be seen is `seen` in notification-rows.ts, by what it points to.
 */
export const kindRules: Readonly<Record<NotificationKind, KindRule>> = {
  'friend-request': together,
  'friend-accepted': together,
  follow: together,
  'follow-request': together,
  'follow-accepted': together,
  mention: byConversation,
  reply: { ...byConversation, groupOf: ({ conversationId, threadId }) => threadId ?? conversationId ?? '' },
  reaction: {
    groupOf: ({ messageId }) => messageId ?? '',
    sameOf: ({ messageId, detail }, actorId) => `${messageId} ${actorId} ${detail}`,
    again: 'once',
  },
  invitation: { ...byConversation, sameOf: ({ conversationId }) => conversationId ?? '', again: 'anew' },
  'invite-used': together,
  approval: together,
  'file-comment': byFile,
  'file-mention': byFile,
  'access-request': {
    groupOf: ({ projectId }) => projectId ?? '',
    sameOf: ({ projectId }, actorId) => `${projectId} ${actorId}`,
    again: 'anew',
  },
  'post-like': { ...byPost, sameOf: ({ postId }, actorId) => `${postId} ${actorId}`, most: LIKES_MAX },
  'post-comment': byPost,
  'post-mention': byPost,
  'comment-like': {
    groupOf: ({ commentId }) => commentId ?? '',
    sameOf: ({ commentId }, actorId) => `${commentId} ${actorId}`,
    again: 'once',
    most: LIKES_MAX,
  },
  'new-device': { groupOf: ({ id }) => id ?? '', sameOf: ({ id }) => id ?? '', again: 'once' },
}
