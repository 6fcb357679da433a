import { randomUUIDv7 } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { messageById, untoldOfMany } from '../messages/messages.ts'
import { notifyOfMessage } from './jobs.ts'
import { kindRules } from './kinds.ts'
import {
  deleteOldNoticesOf,
  insertEvents,
  insertNotices,
  lockPeople,
  openNotices,
  takePersonalRevs,
  touchNotices,
} from './many-rows.ts'
import { noticeSums } from './notification-rows.ts'
import { KEPT_MS, notify, tellNotice } from './notify.ts'

/** People in one transaction: the writes of others wait no longer than for these. */
const AT_ONCE = 200
/** People in one job: one that is broken off begins again where the last one ended. */
const IN_A_JOB = 2_000

/**
 * Tells whom a message names among many, in the order of their ids; before them, and once, whom it names alone or
 * answers. Whoever was told of it is not told again.
 */
export async function notifyMany(ctx: AppContext, { messageId, after }: JobPayloads['notify-many']): Promise<void> {
  if (after === '') await notifyOfMessage(ctx, { messageId })
  let last = after
  for (let told = 0; told < IN_A_JOB; told += AT_ONCE) {
    const batch = await ctx.db.write((tx) => tellSome(ctx, tx, messageId, last))
    for (const tell of batch.tellers) tell()
    if (batch.last === null) return
    last = batch.last
    // Whoever waits for the server in between is served first.
    await turn()
  }
  const next = { messageId, after: last }
  await ctx.db.write((tx) => enqueue(tx, 'notify-many', next, { now: ctx.now() }))
  ctx.jobs.wake()
}

interface Told {
  tellers: AfterCommit[]
  /** Null once there is nobody left. */
  last: string | null
}

async function tellSome(ctx: AppContext, tx: Tx, messageId: string, after: string): Promise<Told> {
  const row = await messageById(tx, messageId)
  if (row === undefined || row.deleted_at !== null) return { tellers: [], last: null }
  const { conversation_id: conversationId, author_id: actorId, seq } = row
  const target: Target = { conversationId, messageId, seq }
  const people = await untoldOfMany(tx, messageId, after, AT_ONCE)
  await lockPeople(
    tx,
    ctx.db.dialect,
    people.map(({ user_id: id }) => id),
  )
  const isMuted = ({ muted_until: until }: { muted_until: number | null }): boolean => (until ?? 0) > ctx.now()
  const usual = people.filter((person) => Number(person.has_wishes) === 0)
  const tellers: AfterCommit[] = []
  const noticeIds = await added(
    ctx,
    tx,
    actorId,
    target,
    usual.map(({ user_id: id }) => id),
  )
  for (const person of usual) {
    const id = noticeIds.get(person.user_id)
    if (id !== undefined) tellers.push(() => tellNotice(ctx, person.user_id, id, isMuted(person)))
  }
  for (const person of people.filter(({ has_wishes: wishes }) => Number(wishes) === 1)) {
    const notice = { userId: person.user_id, kind: 'mention', actorId, target, isMuted: isMuted(person) } as const
    tellers.push(await notify(ctx, tx, notice))
  }
  return { tellers, last: people.length < AT_ONCE ? null : (people.at(-1)?.user_id ?? null) }
}

interface Target {
  conversationId: string
  messageId: string
  seq: number
}

/** What `notify` does for one, for many who wish nothing special: by person the notice that it is in now. */
async function added(
  ctx: AppContext,
  tx: Tx,
  actorId: string,
  target: Target,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map()
  const rule = kindRules.mention
  const groupKey = `mention ${rule.groupOf(target)}`
  const revs = await takePersonalRevs(tx, userIds)
  const now = ctx.now()
  await deleteOldNoticesOf(tx, userIds, now - KEPT_MS)
  const known = await openNotices(tx, userIds, groupKey)
  const sums = await noticeSums(
    tx,
    known.map(({ id }) => id),
  )
  const isOpen = ({ id }: { id: string }): boolean => Number(sums.get(id)?.new_count ?? 0) > 0
  // What was read where it stands is read as a notice too, and what comes now begins a new one.
  await touchNotices(
    tx,
    known.flatMap((notice) => (isOpen(notice) ? [] : notice.id)),
    { read_at: now },
  )
  const noticeIds = new Map(known.filter(isOpen).map(({ id, user_id: userId }) => [userId, id]))
  await touchNotices(tx, [...noticeIds.values()], { updated_at: now })
  const fresh = userIds.filter((userId) => !noticeIds.has(userId))
  for (const userId of fresh) noticeIds.set(userId, randomUUIDv7())
  await insertNotices(
    tx,
    fresh.map((userId) => ({
      id: noticeIds.get(userId) ?? '',
      user_id: userId,
      kind: 'mention',
      group_key: groupKey,
      created_at: now,
      updated_at: now,
      rev: revs.get(userId) ?? 0,
      read_at: null,
      removed_at: null,
    })),
  )
  await insertEvents(
    tx,
    userIds.map((userId) => ({
      user_id: userId,
      event_key: `mention ${rule.sameOf(target, actorId)}`,
      notification_id: noticeIds.get(userId) ?? '',
      actor_id: actorId,
      conversation_id: target.conversationId,
      message_id: target.messageId,
      seq: target.seq,
      detail: null,
      at: now,
      project_id: null,
      file_id: null,
      comment_id: null,
      post_id: null,
      post_comment_id: null,
    })),
  )
  return noticeIds
}
