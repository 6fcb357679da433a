import type { Message } from '@kith/protocol/messages.ts'
import type { Caller } from '../../caller.ts'
import type { Config } from '../../config.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { linksIn } from '../../links-in.ts'
import { Problem } from '../../problem.ts'
import { may, takeCounters } from '../membership/membership.ts'
import { placeOf } from '../place/place.ts'
import {
  decidedLinks,
  forgetAllLinks,
  forgetLinks,
  hideLinks,
  insertShown,
  movePlace,
  previewOf,
} from '../previews/previews.ts'
import { changeMessage } from './changing.ts'
import { has, messageParts } from './message-parts.ts'
import { headOf, messageById, updateMessage } from './message-rows.ts'
import type { MessageRow } from './message-rows.ts'
import { asMessages } from './message-view.ts'

const SHOWN_MAX = 3

/** Whether a message may have a link: all that a message without one costs. */
export function mayLink(body: string): boolean {
  return body.includes('://')
}

/** The links of a text that are shown: the first three, but for those to this place. */
function linksShown(config: Config, body: string): string[] {
  const own = new Set([config.PUBLIC_URL, ...config.ALLOWED_ORIGINS])
  return linksIn(body)
    .filter((link) => !own.has(new URL(link).origin))
    .slice(0, SHOWN_MAX)
}

/** Looks behind the links of a message as it now is, and shows what is there; for the job `preview-links`. */
export async function previewLinks(ctx: AppContext, { messageId }: { messageId: string }): Promise<void> {
  const row = await messageById(ctx.db.read, messageId)
  if (row === undefined || row.deleted_at !== null || !(await placeOf(ctx)).linkPreviews) return
  const decided = new Set((await decidedLinks(ctx.db.read, messageId)).map(({ url }) => url))
  const wanted = linksShown(ctx.config, row.body).filter((url) => !decided.has(url))
  const looked = await Promise.all(
    wanted.map(async (url) => ({ url, previewId: await previewOf(ctx, row.author_id, url) })),
  )
  const found = looked.filter((one): one is Found => one.previewId !== null)
  if (found.length === 0) return
  const message = await ctx.db.write((tx) => show(tx, ctx, row, found))
  if (message === null) return
  const { conversationId, seq, rev } = message
  ctx.live.toConversation({ conversationId, seq, rev }, 'message_changed', message)
}

interface Found {
  url: string
  previewId: string
}

/** Shows what was found, of what is still in the text; null where nothing is. */
async function show(tx: Tx, ctx: AppContext, before: MessageRow, found: readonly Found[]): Promise<Message | null> {
  const { id, conversation_id: conversationId } = before
  // Taking no counter locks the conversation all the same: the text cannot change between here and the commit.
  if (!(await takeCounters(tx, conversationId, { revs: 0, seqs: 0, now: ctx.now() }))) return null
  const row = await messageById(tx, id)
  // One that was deleted has no text, so nothing of it is shown below.
  if (row === undefined) return null
  const decided = new Set((await decidedLinks(tx, id)).map(({ url }) => url))
  const places = linksShown(ctx.config, row.body)
  const fresh = found.filter(({ url }) => places.includes(url) && !decided.has(url))
  if (fresh.length === 0) return null
  await insertShown(
    tx,
    fresh.map(({ url, previewId }) => ({
      message_id: id,
      url,
      place: places.indexOf(url),
      preview_id: previewId,
    })),
  )
  await takeCounters(tx, conversationId, { revs: 1, seqs: 0, now: ctx.now() })
  return stamped(tx, { ...row, parts: row.parts | messageParts.previews })
}

async function stamped(tx: Tx, row: MessageRow): Promise<Message> {
  const rev = await headOf(tx, row.conversation_id)
  await updateMessage(tx, row.id, { rev, parts: row.parts })
  const [message] = await asMessages(tx, [{ ...row, rev }], 0)
  if (message === undefined) throw new Error('a message has no form')
  return message
}

/**
 * Brings what is shown of links in step with a text that was changed: what is not in it any more is forgotten. Whether
 * there is something to look behind, for which the job is to be asked.
 */
export async function keepLinksIn(tx: Tx, config: Config, row: MessageRow): Promise<boolean> {
  if (row.deleted_at !== null) {
    await forgetAllLinks(tx, [row.id])
    return false
  }
  const links = linksShown(config, row.body)
  const decided = await decidedLinks(tx, row.id)
  await forgetLinks(
    tx,
    row.id,
    decided.map(({ url }) => url).filter((url) => !links.includes(url)),
  )
  for (const { url, place } of decided) {
    const now = links.indexOf(url)
    if (now >= 0 && now !== place) await movePlace(tx, row.id, url, now)
  }
  return links.some((link) => !decided.some(({ url }) => url === link))
}

/**
 * Takes the previews off a message, for all and for good: links that are in it now get none any more.
 * @throws Problem `not-found`, `forbidden`
 */
export async function removePreviews(ctx: AppContext, caller: Caller, input: { messageId: string }): Promise<Message> {
  return changeMessage(ctx, caller, input.messageId, async ({ tx, row, member }) => {
    const isTheirs = row.author_id === caller.userId || may(member.role, 'delete-message', member)
    if (!isTheirs) throw new Problem('forbidden')
    if (row.deleted_at !== null) return null
    await hideLinks(tx, row.id, linksShown(ctx.config, row.body))
    return { columns: { parts: row.parts & ~messageParts.previews }, hasJob: false }
  })
}

/** Whether a change of `row` may concern what is shown of its links. */
export function mayShowLinks(row: MessageRow): boolean {
  return has(row, 'previews') || mayLink(row.body)
}
