import { randomUUIDv7 } from 'node:crypto'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { LinksTable } from '../../database/schema-access.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { sendMail } from '../../mail.ts'
import { Problem } from '../../problem.ts'
import { placeOf } from '../place/place.ts'
import { hashOf, newSessionToken } from './credentials.ts'
import { linkLetter } from './letters.ts'
import { armLink, insertLink, linkByHash, voidLinks } from './link-rows.ts'

type Kind = LinksTable['kind']

const hour = 60 * 60 * 1000
const lifetimesMs: Record<Kind, number> = {
  'password-reset': hour,
  'email-verify': 72 * hour,
  'email-change': 24 * hour,
}
const pages: Record<Kind, string> = {
  'password-reset': '/reset-password',
  'email-verify': '/verify-email',
  'email-change': '/verify-email',
}

/**
 * Has a link mailed to `email`; those of its kind before are void. Its token is made by the job and stands in the
 * letter alone: a copy of the database, jobs and all, has none. Call `ctx.jobs.wake()` after the commit.
 */
export async function mailLink(ctx: AppContext, tx: Tx, kind: Kind, userId: string, email: string): Promise<void> {
  const now = ctx.now()
  const id = randomUUIDv7()
  await voidLinks(tx, userId, [kind])
  const expiresAt = now + lifetimesMs[kind]
  await insertLink(tx, { id, token_hash: null, kind, user_id: userId, email, created_at: now, expires_at: expiresAt })
  await enqueue(tx, 'link-mail', { linkId: id }, { now })
}

/** The job of `mailLink`. Done twice, only the link of the second letter works. */
export async function sendLink(ctx: AppContext, { linkId }: { linkId: string }): Promise<void> {
  const token = newSessionToken()
  const link = await ctx.db.write((tx) => armLink(tx, linkId, hashOf(token)))
  if (link === undefined || link.expires_at <= ctx.now()) return
  const { PUBLIC_URL } = ctx.config
  if (PUBLIC_URL === null) throw new Error('letters need PUBLIC_URL')
  await sendMail(ctx, {
    to: link.email,
    ...linkLetter((await placeOf(ctx)).name, link.kind, addressOf(PUBLIC_URL, link.kind, token)),
  })
}

/** A link to hand on by hand: where it leads, and until when. */
export async function handOutLink(
  ctx: AppContext,
  tx: Tx,
  user: { id: string; email: string },
  requestOrigin: string,
): Promise<{ url: string; expiresAt: number }> {
  const kind = 'password-reset'
  const token = newSessionToken()
  const now = ctx.now()
  const expiresAt = now + lifetimesMs[kind]
  await voidLinks(tx, user.id, [kind])
  await insertLink(tx, {
    id: randomUUIDv7(),
    token_hash: hashOf(token),
    kind,
    user_id: user.id,
    email: user.email,
    created_at: now,
    expires_at: expiresAt,
  })
  return { url: addressOf(ctx.config.PUBLIC_URL ?? requestOrigin, kind, token), expiresAt }
}

/** @throws Problem `gone` for a link that was used, is void, too old, or never was */
export async function openLink(
  db: Database['read'],
  token: string,
  kinds: readonly Kind[],
  now: number,
): Promise<LinksTable> {
  const link = await linkByHash(db, hashOf(token))
  if (link === undefined || link.expires_at <= now || !kinds.includes(link.kind)) throw new Problem('gone')
  return link
}

/** The secret stands behind the #: browsers send that to nobody, so no log has it. */
function addressOf(origin: string, kind: Kind, token: string): string {
  return `${origin}${pages[kind]}#${token}`
}
