import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { pageInput, pageOf } from './page.ts'
import { lineText } from './text.ts'
import { searchable, userCard } from './users.ts'

/** Somebody who asked to join and waits. */
export const approval = z
  .object({ user: userCard, reason: z.string(), askedAt: timestamp })
  .meta({ id: 'Approval', description: 'An account that waits to be let in' })

/** An account as owners and admins see it: no address of theirs, no word that they wrote. */
export const managedUser = userCard
  .extend({
    role: z.enum(['owner', 'admin', 'member']),
    state: z.enum(['active', 'suspended']),
    suspensionReason: z.string(),
    invitedBy: userCard.nullable(),
    createdAt: timestamp,
    lastSeenAt: timestamp.nullable(),
    /** Whether more than the password is asked of them. */
    hasSecondFactor: z.boolean(),
  })
  .meta({ id: 'ManagedUser' })

/** How much work of one kind there is. */
export const jobCounts = z
  .object({
    kind: z.string(),
    /** For later. */
    waiting: z.int(),
    due: z.int(),
    running: z.int(),
    /** Of those: tried in vain so far, and tried again. */
    failing: z.int(),
    givenUp: z.int(),
    /** Since when the first of those that are due could have been done. */
    dueSince: timestamp.nullable(),
  })
  .meta({ id: 'JobCounts' })

/** Work that failed. What it is given is not told: it holds addresses. */
export const failedJob = z
  .object({
    id,
    kind: z.string(),
    state: z.enum(['failing', 'running', 'given-up']),
    attempts: z.int(),
    lastError: z.string(),
    createdAt: timestamp,
    nextTryAt: timestamp.nullable(),
    givenUpAt: timestamp.nullable(),
  })
  .meta({ id: 'FailedJob' })

/** What is done once in a while, by one node for all. */
export const sweepState = z
  .object({
    name: z.string(),
    isRunning: z.boolean(),
    endedAt: timestamp.nullable(),
    nextAt: timestamp,
    lastError: z.string().nullable(),
  })
  .meta({ id: 'SweepState' })

export const adminEndpoints = {
  'GET /api/admin/approvals': endpoint({
    summary: 'Who waits to be let in, first come first; `count` is of all',
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(approval).extend({ count: z.int() }) },
    problems: ['unauthenticated', 'forbidden'],
  }),
  'POST /api/admin/approvals/:userId': endpoint({
    summary: 'Let somebody in',
    session: 'required',
    input: z.strictObject({ userId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'forbidden', 'not-found'],
  }),
  'DELETE /api/admin/approvals/:userId': endpoint({
    summary: 'Turn somebody away; nothing of their account is left, and the name is free again',
    session: 'required',
    input: z.strictObject({ userId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'forbidden', 'not-found'],
  }),
  'GET /api/admin/users': endpoint({
    summary: 'Every account, by username; for owners and admins',
    session: 'required',
    input: z.strictObject({ ...pageInput, q: searchable.default('') }),
    replies: { 200: pageOf(managedUser) },
    problems: ['unauthenticated', 'forbidden'],
  }),
  'PATCH /api/admin/users/:userId': endpoint({
    summary: 'Give a role in the place; for owners',
    session: 'required',
    input: z.strictObject({ userId: id, role: z.enum(['owner', 'admin', 'member']) }),
    replies: { 200: managedUser },
    problems: ['unauthenticated', 'forbidden', 'not-found', 'last-owner', 'reauthentication-required'],
    needsRecentAuth: true,
  }),
  'PUT /api/admin/users/:userId/suspension': endpoint({
    summary: 'Suspend an account: its sessions, tokens and sockets end',
    session: 'required',
    input: z.strictObject({ userId: id, reason: lineText(limits.suspensionReasonMax).default('') }),
    replies: { 200: managedUser },
    problems: ['unauthenticated', 'forbidden', 'not-found', 'reauthentication-required'],
    needsRecentAuth: true,
  }),
  'DELETE /api/admin/users/:userId/second-factors': endpoint({
    summary: 'For whoever lost them all: the password alone is enough again. They are told',
    session: 'required',
    input: z.strictObject({ userId: id }),
    replies: { 200: managedUser },
    problems: ['unauthenticated', 'forbidden', 'not-found', 'reauthentication-required'],
    needsRecentAuth: true,
  }),
  'DELETE /api/admin/users/:userId/suspension': endpoint({
    summary: 'Let a suspended account sign in again',
    session: 'required',
    input: z.strictObject({ userId: id }),
    replies: { 200: managedUser },
    problems: ['unauthenticated', 'forbidden', 'not-found', 'reauthentication-required'],
    needsRecentAuth: true,
  }),
  'GET /api/admin/jobs': endpoint({
    summary:
      'Work that nobody waits for: how much there is by kind, and what failed, newest first; for owners and admins',
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(failedJob).extend({ kinds: z.array(jobCounts), sweeps: z.array(sweepState) }) },
    problems: ['unauthenticated', 'forbidden'],
  }),
  'POST /api/admin/jobs/:jobId': endpoint({
    summary: 'Try failed work again now, with as many tries as at first',
    session: 'required',
    input: z.strictObject({ jobId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'forbidden', 'not-found'],
  }),
  'DELETE /api/admin/jobs/:jobId': endpoint({
    summary: 'Drop work that was given up',
    session: 'required',
    input: z.strictObject({ jobId: id }),
    replies: { 204: null },
    problems: ['unauthenticated', 'forbidden', 'not-found'],
  }),
}

export type Approval = z.infer<typeof approval>
export type ManagedUser = z.infer<typeof managedUser>
export type FailedJob = z.infer<typeof failedJob>
export type JobCounts = z.infer<typeof jobCounts>
export type SweepState = z.infer<typeof sweepState>
