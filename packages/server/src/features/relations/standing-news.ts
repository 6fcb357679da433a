import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import type { Standing } from './standing.ts'

/** Of what the other is to be told when somebody takes a step; both standings are seen from who took it. */
export function newsOf(before: Standing, after: Standing): NotificationKind[] {
  const news: NotificationKind[] = []
  const friendship = `${before.friendship} ${after.friendship}`
  if (before.friendship !== 'requested' && after.friendship === 'requested') news.push('friend-request')
  if (friendship === 'received friends') news.push('friend-accepted')
  if (before.myFollow === 'none' && after.myFollow === 'requested') news.push('follow-request')
  if (before.myFollow === 'none' && after.myFollow === 'following') news.push('follow')
  if (before.theirFollow === 'requested' && after.theirFollow === 'following') news.push('follow-accepted')
  return news
}
