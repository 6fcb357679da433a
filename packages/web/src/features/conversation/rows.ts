import type { Message, MessageQuote } from '@kith/protocol/messages.ts'
import { quoteOf as asQuote } from '@kith/sdk/quotes.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { OutboxEntry, Timeline } from '@kith/sdk/state.ts'

/** Messages of one person within this belong together. */
const GROUP_MS = 5 * 60_000

export interface DayRow {
  kind: 'day'
  key: string
  at: string
}

export interface NewRow {
  kind: 'new'
  key: string
}

export interface MessageRow {
  kind: 'message' | 'system'
  key: string
  message: Message
  /** Of a reply in a thread that is shown among the rest: the message that the thread began with, as far as it is loaded. */
  root: Message | null
  isOwn: boolean
  /** First and last of what one person said in one go. */
  isFirst: boolean
  isLast: boolean
}

export interface PendingRow {
  kind: 'pending'
  key: string
  entry: OutboxEntry
  replyTo: MessageQuote | null
  isFirst: boolean
  isLast: boolean
}

/** In a thread, below the message with which it begins: how many have answered. */
export interface RepliesRow {
  kind: 'replies'
  key: string
  count: number
}

/** In a thread: older replies are to come. */
export interface GapRow {
  kind: 'gap'
  key: string
}

export type Row = DayRow | NewRow | MessageRow | PendingRow | RepliesRow | GapRow

export interface RowsInput {
  window: Pick<Timeline, 'items' | 'hasBefore' | 'hasAfter'> | undefined
  /** Of this conversation, in the order they were written. */
  outbox: readonly OutboxEntry[]
  me: Pick<UserCard, 'id'>
  /** What lies after this `seq` is new; null where no line is to be drawn. */
  newAfterSeq: number | null
}

/**
 * What stands in a conversation from top to bottom. A message keeps its key from the moment it is written until the
 * server has stored it, so that nothing flickers, and its look does not depend on what is loaded. What waits stands at the end, when the end is shown.
 */
export function rowsOf({ window, outbox, me, newAfterSeq }: RowsInput): Row[] {
  const items = window?.items ?? []
  const rows: Row[] = []
  const roots = new Map(items.flatMap((item) => (item.thread === null ? [] : [[item.id, item] as const])))
  let previous: Message | null = null
  // Where the line would stand is not loaded: it is further up.
  const isNewAbove = window?.hasBefore === true && (items[0]?.seq ?? 0) > (newAfterSeq ?? 0)
  let isNewShown = newAfterSeq === null || isNewAbove
  for (const [index, message] of items.entries()) {
    // How the first looks depends on what is before it: it waits until that is here, and so never changes in view.
    if (index === 0 && window?.hasBefore === true && items.length > 1) {
      previous = message
      continue
    }
    const isNewDay = previous === null || dayOf(previous.createdAt) !== dayOf(message.createdAt)
    if (isNewDay) rows.push({ kind: 'day', key: `day ${message.seq}`, at: message.createdAt })
    const isNew = !isNewShown && message.seq > (newAfterSeq ?? 0) && message.author.id !== me.id
    if (isNew) {
      isNewShown = true
      rows.push({ kind: 'new', key: 'new' })
    }
    const isFirst = isNewDay || isNew || !continues(previous, message)
    closeGroup(rows, isFirst)
    rows.push({
      kind: message.kind === 'system' ? 'system' : 'message',
      key: message.clientId ?? message.id,
      message,
      root: message.threadId === null ? null : (roots.get(message.threadId) ?? null),
      isOwn: message.author.id === me.id,
      isFirst,
      isLast: index === items.length - 1 && outbox.length === 0,
    })
    previous = message
  }
  if (window?.hasAfter !== true) pushPending(rows, { window, outbox, me, newAfterSeq }, previous)
  const last = rows.at(-1)
  if (last !== undefined && 'isLast' in last) last.isLast = true
  return rows
}

function pushPending(rows: Row[], { window, outbox, me }: RowsInput, previous: Message | null): void {
  const stored = new Set(window?.items.map(({ clientId }) => clientId))
  const waiting = outbox.filter(({ clientId }) => !stored.has(clientId))
  for (const [index, entry] of waiting.entries()) {
    const isNewDay =
      index === 0 && (previous === null || dayOf(previous.createdAt) !== dayOf(new Date(entry.createdAt).toISOString()))
    if (isNewDay) {
      rows.push({ kind: 'day', key: `day ${entry.clientId}`, at: new Date(entry.createdAt).toISOString() })
    }
    const follows =
      index > 0 ||
      (previous !== null &&
        previous.kind === 'text' &&
        previous.author.id === me.id &&
        previous.threadId === (entry.threadId ?? null))
    const isFirst = isNewDay || !follows
    closeGroup(rows, isFirst)
    rows.push({
      kind: 'pending',
      key: entry.clientId,
      entry,
      replyTo: quoteOf(entry.replyTo, window?.items ?? []),
      isFirst,
      isLast: index === waiting.length - 1,
    })
  }
}

/** The one before is the last of its group if a new one begins. */
function closeGroup(rows: Row[], isFirst: boolean): void {
  const before = rows.findLast((row) => row.kind !== 'day' && row.kind !== 'new')
  if (before !== undefined && 'isLast' in before) before.isLast = isFirst
}

function continues(previous: Message | null, message: Message): boolean {
  if (previous === null || previous.kind !== 'text' || message.kind !== 'text') return false
  if (previous.author.id !== message.author.id || previous.threadId !== message.threadId) return false
  return Date.parse(message.createdAt) - Date.parse(previous.createdAt) < GROUP_MS
}

/** What a reply that is not stored yet shows of the message it answers. */
export function quoteOf(id: string | null, items: readonly Message[]): MessageQuote | null {
  const message = id === null ? undefined : items.find((each) => each.id === id)
  return message === undefined ? null : asQuote(message)
}

const days = new Map<string, string>()

export const isSameDay = (one: string, other: string): boolean => dayOf(one) === dayOf(other)

/** The day here, by the calendar; remembered, for a list asks it of each message each time. */
function dayOf(iso: string): string {
  let day = days.get(iso)
  if (day === undefined) {
    if (days.size > 5_000) days.clear()
    day = new Date(iso).toDateString()
    days.set(iso, day)
  }
  return day
}
