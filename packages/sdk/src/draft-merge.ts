import type { Draft } from '@kith/protocol/drafts.ts'

/** What was begun, by its words alone. */
export interface DraftText {
  body: string
  /** The message that it answers. */
  replyTo: string | null
}

/** What one has begun to write somewhere, as this device has it. */
export interface DraftState extends DraftText {
  /** Milliseconds since 1970. */
  writtenAt: number
  /** The person's own counter at the newest change on the server that is taken account of here; 0 before there was any. */
  rev: number
  /** Whether the server has it. */
  isSent: boolean
  /** What was written on another device, or here, at the same time and gave way to this: nothing is lost. */
  other: DraftText | null
}

export const noDraft: DraftState = { body: '', replyTo: null, writtenAt: 0, rev: 0, isSent: true, other: null }

/** Whoever wrote a moment ago is writing still: their words are not taken from under their hands. */
const WRITING_MS = 5_000

/**
 * What is here after hearing what the server has. What was not sent yet stays where it is the newer one; of two that
 * differ the older is kept as `other`.
 */
export function afterNews(here: DraftState, news: Draft, now: number): DraftState {
  if (news.personalRev <= here.rev) return here
  const there = textOf(news)
  const taken = { ...there, writtenAt: Date.parse(news.updatedAt), rev: news.personalRev, isSent: true }
  if (here.isSent || isSame(here, there)) return { ...taken, other: here.other }
  const isWritingHere = now - here.writtenAt < WRITING_MS
  if (isEmpty(there) || isWritingHere || here.writtenAt >= taken.writtenAt) {
    return { ...here, rev: news.personalRev, other: spared(there, here) ?? here.other }
  }
  return { ...taken, other: spared(textOf(here), there) ?? here.other }
}

/** What is here once the server has stored `sent`, under `rev`; `passed` came to the server shortly before it. */
export function afterStored(here: DraftState, sent: DraftState, rev: number, passed: Draft | undefined): DraftState {
  const overtaken = passed !== undefined && passed.personalRev > sent.rev && passed.personalRev < rev
  return {
    ...here,
    rev: Math.max(here.rev, rev),
    isSent: isSame(here, sent),
    other: (overtaken ? spared(textOf(passed), here) : null) ?? here.other,
  }
}

export function isSame(one: DraftText, other: DraftText): boolean {
  return one.body === other.body && one.replyTo === other.replyTo
}

export function isEmpty({ body, replyTo }: DraftText): boolean {
  return body === '' && replyTo === null
}

export const textOf = ({ body, replyTo }: DraftText): DraftText => ({ body, replyTo })

/** `lost`, unless there is nothing in it that `kept` has not. */
function spared(lost: DraftText, kept: DraftText): DraftText | null {
  return kept.body.includes(lost.body.trim()) ? null : lost
}
