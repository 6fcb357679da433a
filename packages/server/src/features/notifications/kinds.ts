import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import type { NoticeTarget } from '../../jobs/job.ts'

interface KindRule {
  /** What is unread and has the same group is one notice. */
  groupOf: (target: NoticeTarget) => string
  /** What is the same thing when it happens again. */
  sameOf: (target: NoticeTarget, actorId: string | null) => string
  /** When the same thing happens again: it is told once, or it is told anew and the older notice of it goes. */
  again: 'once' | 'anew'
}

const together: KindRule = { groupOf: () => '', sameOf: (_, actorId) => actorId ?? '', again: 'anew' }
const byConversation: KindRule = {
  groupOf: ({ conversationId }) => conversationId ?? '',
  sameOf: ({ messageId }) => messageId ?? '',
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
  'new-device': { groupOf: ({ id }) => id ?? '', sameOf: ({ id }) => id ?? '', again: 'once' },
}
