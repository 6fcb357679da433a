import { createHash } from 'node:crypto'
import type { AppContext } from '../../context.ts'
import { deleteOldChallenges, insertChallenge, takeChallenge } from './passkey-rows.ts'

const LIFETIME_MS = 5 * 60_000

const hashOfChallenge = (challenge: string): string => createHash('sha256').update(challenge).digest('hex')

/** Remembers what a passkey is to sign; `userId` is whoever makes one, null for signing in. */
export async function giveOut(ctx: AppContext, challenge: string, userId: string | null): Promise<void> {
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    await deleteOldChallenges(tx, now)
    await insertChallenge(tx, {
      challenge_hash: hashOfChallenge(challenge),
      user_id: userId,
      expires_at: now + LIFETIME_MS,
    })
  })
}

/** Whether a challenge was given out and not answered yet. It is used up either way. */
export function redeem(ctx: AppContext, challenge: string, userId: string | null): Promise<boolean> {
  return ctx.db.write((tx) => takeChallenge(tx, hashOfChallenge(challenge), userId, ctx.now()))
}
