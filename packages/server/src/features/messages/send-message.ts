import { randomUUIDv7 } from 'node:crypto'
import type { Message, SendMessage } from '@kith/protocol/messages.ts'
import type { ProblemCode } from '@kith/protocol/problems.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { attach, attachmentsOf, shareAttachments } from '../attachments/attachments.ts'
import { memberOf, takeSendPlace } from '../membership/membership.ts'
import { refuseUnlessHeard } from '../relations/relations.ts'
import { forwardsOf, keepOrigin } from './forward-rows.ts'
import { mayLink } from './link-previews.ts'
import { mayMention, noteMentions } from './mentions.ts'
import { has, messageParts, withLinks } from './message-parts.ts'
import { insertMessage, messageByClientId, messageById } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'
import { replyAdded, rootOf, tellThread, threadIdFor } from './thread-replies.ts'
import type { ThreadNews } from './thread-replies.ts'
import { seenMessage } from './seen-message.ts'
import { sharedIn } from './shared-file-rows.ts'
import { passFilesOn, shareFiles } from './shared-files.ts'
import { sharedPostsIn } from './shared-post-rows.ts'
import { passPostsOn, sharePosts } from './shared-posts.ts'
import { insertWideMentions } from './wide-mention-rows.ts'
import { manyNamedIn, onlineFor, reachOfMany, wideMentionOf } from './wide-mentions.ts'

export interface Sent {
  message: Message
  /** False when this clientId had been stored before. */
  isNew: boolean
  /** Whether work was asked for that follows: telling whom it names or answers, looking behind its links. */
  hasJobs: boolean
  /** What is new of the thread that it is in. */
  thread: ThreadNews | null
}

/** What a message that was taken once may be refused for when it comes again. */
const refusedOnce = new Set<ProblemCode>(['not-accepting', 'tells-many'])

/** `forwardOf`: the text is that of another message which the sender sees, and names nobody anew. */
type Sending = SendMessage & { forwardOf?: string }

/**
 * Stores a message, then tells everyone in the conversation. Resolves when it is durable.
 * The same clientId again gives the first message as it now is.
 * @throws Problem `not-found`, `forbidden` (nobody can write there now), `not-accepting`, `tells-many`, `client-id-reused`,
 *   `rate-limited`, `not-durable`
 */
export async function sendMessage(ctx: AppContext, caller: Caller, input: Sending): Promise<Sent> {
  ctx.limiter.take('send', caller.userId)
  try {
    const online = await onlineFor(ctx, caller.userId, input.conversationId, input.body)
    const sent = await ctx.db.write(
      (tx) => store(tx, caller, input, online, ctx.now()),
      restsOnConversation(input) ? input.conversationId : undefined,
    )
    if (sent.isNew) {
      const { conversationId, seq, rev } = sent.message
      ctx.live.toConversation({ conversationId, seq, rev }, 'message', sent.message)
      if (sent.thread !== null) tellThread(ctx, sent.thread)
      ctx.db.search.changed(conversationId)
    }
    if (sent.hasJobs) ctx.jobs.wake()
    return sent
  } catch (error) {
    // Stored before, though it would be refused by now: whoever asks again is to learn that it was.
    const isRefused = error instanceof Problem && (refusedOnce.has(error.code) || isSourceGone(error, input))
    if (!isUniqueViolation(error) && !isRefused) throw error
    return ctx.db.write((tx) => repeated(tx, caller, input)).then((sent) => sent ?? Promise.reject(error))
  }
}

/** Files, posts, threads and what is passed on are others' as well: the lock of the conversation does not cover them. */
function restsOnConversation({ attachmentIds, fileIds, postIds, forwardOf, threadId, replyTo }: Sending): boolean {
  const others = [...(attachmentIds ?? []), ...(fileIds ?? []), ...(postIds ?? []), forwardOf, threadId, replyTo]
  return others.every((id) => id === undefined || id === null)
}

function isSourceGone({ code }: Problem, { forwardOf }: Sending): boolean {
  return code === 'not-found' && forwardOf !== undefined
}

/** @throws a unique violation when the clientId was stored before: looked up only then, for it is rare */
async function store(tx: Tx, caller: Caller, input: Sending, online: readonly string[], now: number): Promise<Sent> {
  const replyToId = input.replyTo ?? null
  const answered = replyToId === null ? undefined : await messageById(tx, replyToId)
  const threadId = await threadIdFor(tx, caller.userId, { threadId: input.threadId ?? null, answered })
  const place = { conversationId: input.conversationId, isInThread: threadId !== null, now }
  const taken = await takeSendPlace(tx, caller.userId, place)
  if (taken === undefined) throw new Problem('not-found')
  if (taken.is_closed === 1) throw new Problem('forbidden')
  if (taken.kind === 'direct') await refuseUnlessHeard(tx, caller.userId, taken.id)
  const root = threadId === null ? null : await rootOf(tx, taken, threadId)
  let answeredId: string | null = null
  if (replyToId !== null) {
    const isVisible = answered?.conversation_id === taken.id && answered.seq > taken.visible_from
    if (!isVisible || answered.kind !== 'text') throw new Problem('not-found')
    answeredId = answered.author_id
  }
  const { attachmentIds = [], fileIds = [], postIds = [] } = input
  const source = input.forwardOf === undefined ? null : await seenMessage(tx, caller.userId, input.forwardOf)
  const isSharing = source !== null && has(source, 'attachments')
  // In a thread only people are named: its followers are told anyway, and the others were not asked.
  const isOpen = source === null && threadId === null
  const many = isOpen ? await manyNamedIn(tx, { ...taken, userId: caller.userId }, input.body, online) : []
  refuseTooFar(reachOfMany(many, taken.member_count), input.reachMax)
  const row: MessageRow = {
    id: randomUUIDv7(),
    conversation_id: taken.id,
    seq: taken.last_seq,
    rev: taken.head,
    kind: 'text',
    author_id: caller.userId,
    body: source?.body ?? input.body,
    client_id: input.clientId,
    system: null,
    reply_to_id: replyToId,
    created_at: now,
    edited_at: null,
    deleted_at: null,
    parts: withLinks(
      (attachmentIds.length > 0 || isSharing ? messageParts.attachments : 0) |
        (many.length > 0 ? messageParts.toMany : 0) |
        (fileIds.length > 0 || (source !== null && has(source, 'files')) ? messageParts.files : 0) |
        (postIds.length > 0 || (source !== null && has(source, 'posts')) ? messageParts.posts : 0) |
        (source === null ? 0 : messageParts.forwarded),
      source?.body ?? input.body,
    ),
    thread_id: threadId,
    thread_seq: root?.seq ?? null,
  }
  await insertMessage(tx, row)
  await attach(tx, row, attachmentIds)
  await shareFiles(tx, row, fileIds)
  await sharePosts(tx, row, postIds)
  if (source !== null) await keepOrigin(tx, source, row)
  if (source !== null && isSharing) await shareAttachments(tx, source.id, row)
  if (source !== null && has(source, 'files')) await passFilesOn(tx, source.id, row)
  if (source !== null && has(source, 'posts')) await passPostsOn(tx, source.id, row)
  const named = source === null && mayMention(row.body) ? await noteMentions(tx, row) : []
  await insertWideMentions(
    tx,
    many.map((each) => wideMentionOf(row, each)),
  )
  const isToMany = many.length > 0
  const isNoted = isToMany || root !== null || named.length > 0 || (answeredId !== null && answeredId !== caller.userId)
  if (isToMany) await enqueue(tx, 'notify-many', { messageId: row.id, after: '' }, { now })
  else if (isNoted) await enqueue(tx, 'notify-message', { messageId: row.id }, { now })
  const isLinking = mayLink(row.body)
  if (isLinking) await enqueue(tx, 'preview-links', { messageId: row.id }, { now })
  const namedIds = named.map(({ user_id: id }) => id)
  const thread = root === null ? null : await replyAdded(tx, root, row, namedIds)
  return { message: await viewOf(tx, row, taken.visible_from), isNew: true, hasJobs: isNoted || isLinking, thread }
}

function refuseTooFar(reach: number, reachMax = Number.POSITIVE_INFINITY): void {
  if (reach > reachMax) throw new Problem('tells-many', { reach })
}

/** What was stored under this clientId before, or null. */
async function repeated(tx: Tx, caller: Caller, input: Sending): Promise<Sent | null> {
  const first = await messageByClientId(tx, caller.userId, input.clientId)
  if (first === undefined) return null
  const [forward] = await forwardsOf(tx, [first.id])
  const isSameText = input.forwardOf === undefined ? first.body === input.body : forward?.source_id === input.forwardOf
  const isSame =
    first.conversation_id === input.conversationId &&
    first.reply_to_id === (input.replyTo ?? null) &&
    (await isSameThread(tx, first, input)) &&
    (isSameText || first.edited_at !== null || first.deleted_at !== null) &&
    (first.deleted_at !== null || forward !== undefined || (await isShowing(tx, first.id, input)))
  if (!isSame) throw new Problem('client-id-reused')
  const { visible_from: visibleFrom } = await memberOf(tx, caller.userId, first.conversation_id)
  return { message: await viewOf(tx, first, visibleFrom), isNew: false, hasJobs: false, thread: null }
}

/** Where no thread was named, that of what is answered decides, which cannot have changed. */
async function isSameThread(tx: Tx, first: MessageRow, { threadId = null, replyTo = null }: Sending): Promise<boolean> {
  if (threadId === null) return replyTo !== null || first.thread_id === null
  return ((await messageById(tx, threadId))?.thread_id ?? threadId) === first.thread_id
}

async function isShowing(
  tx: Tx,
  messageId: string,
  { attachmentIds = [], fileIds = [], postIds = [] }: Sending,
): Promise<boolean> {
  const shown = (await attachmentsOf(tx, [messageId])).get(messageId) ?? []
  const shared = (await sharedIn(tx, [messageId])).get(messageId) ?? []
  const posts = (await sharedPostsIn(tx, [messageId])).get(messageId) ?? []
  const areSame = (ids: readonly string[], asked: readonly string[]): boolean =>
    ids.length === asked.length && ids.every((id, index) => id === asked[index])
  return (
    areSame(
      shown.map(({ id }) => id),
      attachmentIds,
    ) &&
    areSame(shared, fileIds) &&
    areSame(posts, postIds)
  )
}

async function viewOf(tx: Tx, row: MessageRow, visibleFrom: number): Promise<Message> {
  const [message] = await asMessages(tx, [row], visibleFrom)
  if (message === undefined) throw new Error('a message has no form')
  return message
}
