import type { Notification } from '@kith/protocol/notifications.ts'
import { addressOfMessage } from '../../live/message-address.ts'
import { postAddress } from '../../live/post-address.ts'
import type { MoreWords } from '../../words/more-words.ts'

/** Who it was, in a few words. */
export function namesIn({ actors, actorCount }: Notification, t: MoreWords['notifications']): string {
  const [first, second] = actors.map(({ displayName, username }) => displayName || username || t.someone)
  if (first === undefined) return t.someone
  if (second === undefined || actorCount < 2) return first
  return actorCount === 2 ? t.and(first, second) : t.andOthers(`${first}, ${second}`, actorCount - 2)
}

/** Of these how often it happened is said, not how many did it. */
const toldByCount: ReadonlySet<Notification['kind']> = new Set([
  'mention',
  'reply',
  'file-comment',
  'file-mention',
  'post-comment',
  'post-mention',
])

/** What happened, in one sentence. */
export function sentenceOf(notice: Notification, where: string | null, t: MoreWords['notifications']): string {
  const count = toldByCount.has(notice.kind) ? notice.count : notice.actorCount
  const who = namesIn(notice, t)
  const inProject = notice.kind === 'access-request' ? notice.projectName : notice.fileName
  const place = where ?? notice.conversationTitle ?? inProject ?? t.somewhere
  // A direct conversation is called like the other in it.
  const isInThread = notice.kind === 'reply' && notice.threadId !== null
  return (isInThread ? t.inThread : t.sentences[notice.kind])(who, count, place === who ? null : place)
}

/** Where it leads. */
export function addressOf(notice: Notification): string {
  const { kind, actors, actorCount, conversationId, threadId, seq, projectId, fileId, commentId, postId } = notice
  if (conversationId !== null) {
    const isOfMessage = seq !== null && kind !== 'invitation'
    return isOfMessage ? addressOfMessage({ conversationId, threadId, seq }) : `/chats/${conversationId}`
  }
  if (projectId !== null) {
    if (kind === 'access-request' || fileId === null) return `/projects/${projectId}/people`
    const comment = commentId === null ? '' : `?pane=comments&comment=${commentId}`
    return `/projects/${projectId}/files/${fileId}${comment}`
  }
  if (postId !== null) return postAddress(postId, commentId)
  if (kind === 'new-device') return '/settings/devices'
  if (kind === 'approval') return '/settings/approvals'
  const [actor] = actors
  const hasProfile = actor !== undefined && actorCount === 1 && actor.username !== ''
  return hasProfile ? `/people/${actor.username}` : '/people'
}
