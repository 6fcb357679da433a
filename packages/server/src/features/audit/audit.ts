import { randomUUIDv7 } from 'node:crypto'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { insertAudit, nthBack } from './audit-rows.ts'

export { auditPage, countAudit } from './audit-rows.ts'

/** What is written down of an account. Kebab-case, a noun and what became of it. */
export type AuditKind =
  | 'account-made'
  | 'signed-in'
  | 'signed-in-new-device'
  | 'sign-in-refused'
  | 'signed-out-everywhere'
  | 'session-ended'
  | 'password-changed'
  | 'password-reset-asked'
  | 'password-reset'
  | 'email-changed'
  | 'email-verified'
  | 'second-factor-added'
  | 'second-factor-removed'
  | 'second-factors-reset'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'passkey-added'
  | 'passkey-removed'
  | 'token-made'
  | 'token-revoked'
  | 'username-changed'
  | 'username-respelled'
  | 'friend-asked-by-email'
  | 'suspended'
  | 'unsuspended'
  | 'approved'
  | 'rejected'
  | 'role-changed'
  | 'reset-link-made'
  | 'invite-made'
  | 'invite-revoked'
  | 'place-changed'
  | 'export-asked'
  | 'export-downloaded'
  | 'deletion-asked'
  | 'circle-made'
  | 'circle-renamed'
  | 'circle-deleted'
  | 'circle-joined'
  | 'circle-left'
  | 'circle-removed'
  | 'job-retried'
  | 'job-dropped'

interface Entry {
  kind: AuditKind
  /** Whose account it concerns; null for the place itself. */
  userId: string | null
  /** Who did it; null for a visitor. */
  actorId: string | null
  address: string
  userAgent?: string
  details?: Readonly<Record<string, string | number | boolean>>
}

/** Writes down what happened, in the transaction in which it happens. */
export async function noteAudit(tx: Tx, now: number, entry: Entry): Promise<void> {
  await insertAudit(tx, {
    id: randomUUIDv7(),
    at: now,
    user_id: entry.userId,
    actor_id: entry.actorId,
    kind: entry.kind,
    address: entry.address,
    user_agent: entry.userAgent ?? '',
    details: JSON.stringify(entry.details ?? {}),
  })
}

/**
 * Bounds what may be done a few times in days or months, by what is written down of it: a restart forgets nothing. Have
 * the person's row locked, so that two at once are counted.
 * @throws Problem `rate-limited`
 */
export async function refuseTooOften(
  ctx: AppContext,
  tx: Tx,
  userId: string,
  { kind, max, perMs }: { kind: AuditKind; max: number; perMs: number },
): Promise<void> {
  const now = ctx.now()
  const count = Math.max(1, Math.floor(max * ctx.config.RATE_LIMIT_FACTOR))
  const at = await nthBack(tx, { userId, kind, since: now - perMs, count })
  if (at === undefined) return
  throw new Problem('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil((at + perMs - now) / 1000)) })
}
