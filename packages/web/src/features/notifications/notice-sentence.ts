import type { Notification } from '@kith/protocol/notifications.ts'
import { addressOfMessage } from '../../live/message-address.ts'
import type { MoreWords } from '../../words/more-words.ts'

/** Who it was, in a few words. */
export function namesIn({ actors, actorCount }: Notification, t: MoreWords['notifications']): string {
  const [first, second] = actors.map(({ displayName, username }) => displayName || username || t.someone)
  if (first === undefined) return t.someone
  if (second === undefined || actorCount < 2) return first
  return actorCount === 2 ? t.and(first, second) : t.andOthers(`${first}, ${second}`, actorCount - 2)
}

/** What happened, in one sentence. */
export function sentenceOf(notice: Notification, where: string | null, t: MoreWords['notifications']): string {
  const isOfMessages = notice.kind === 'mention' || notice.kind === 'reply'
  const count = isOfMessages ? notice.count : notice.actorCount
  const who = namesIn(notice, t)
  const place = where ?? notice.conversationTitle ?? t.somewhere
  // A direct conversation is called like the other in it.
  const isInThread = notice.kind === 'reply' && notice.threadId !== null
  return (isInThread ? t.inThread : t.sentences[notice.kind])(who, count, place === who ? null : place)
}

/** Where it leads. */
export function addressOf({ kind, actors, actorCount, conversationId, threadId, seq }: Notification): string {
  if (conversationId !== null) {
    const isOfMessage = seq !== null && kind !== 'invitation'
    return isOfMessage ? addressOfMessage({ conversationId, threadId, seq }) : `/chats/${conversationId}`
  }
  if (kind === 'new-device') return '/settings/devices'
  if (kind === 'approval') return '/settings/approvals'
  const [actor] = actors
  const hasProfile = actor !== undefined && actorCount === 1 && actor.username !== ''
  return hasProfile ? `/people/${actor.username}` : '/people'
}
