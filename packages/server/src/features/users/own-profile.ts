import type { CallParsed } from '@kith/protocol/registry.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import type { UsersTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { rename } from './rename.ts'
import { updateUser, userById } from './user-rows.ts'
import { asCard, asOwnUser } from './user-view.ts'
import { rewriteWords } from './words.ts'

/** @throws Problem `username-taken`, `rate-limited` (names change a few times a month) */
export async function updateProfile(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PATCH /api/me'>,
): Promise<OwnUser> {
  const { status, username } = input
  const until = untilOf(status)
  try {
    const row = await changeOwn(ctx, caller, async (tx, now) => {
      // The words of a status are no longer found when it is over.
      if (until !== null && until > now)
        await enqueue(tx, 'status-over', { userId: caller.userId }, { now, runAt: until })
      return { ...columnsOf(input, until), ...(await rename(ctx, tx, now, caller, username)) }
    })
    if (until !== null) ctx.jobs.wake()
    return asOwnUser(row, ctx.now())
  } catch (error) {
    // Two took the name at the same moment.
    throw isUniqueViolation(error) ? new Problem('username-taken') : error
  }
}

function columnsOf(input: CallParsed<'PATCH /api/me'>, until: number | null): Partial<UsersTable> {
  const { displayName, bio, firstName, lastName, links, status, threads } = input
  return {
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(bio === undefined ? {} : { bio }),
    ...(firstName === undefined ? {} : { first_name: firstName }),
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(threads === undefined ? {} : { threads }),
    ...(links === undefined ? {} : { links: JSON.stringify(links) }),
    ...(status === undefined
      ? {}
      : { status_emoji: status?.emoji ?? '', status_text: status?.text ?? '', status_until: until }),
  }
}

/** When the status of somebody is over: they are no longer found by it, and their devices show it no more. */
export async function endStatus(ctx: AppContext, { userId }: { userId: string }): Promise<void> {
  const now = ctx.now()
  const row = await ctx.db.write(async (tx) => {
    const user = await userById(tx, userId)
    if (user !== undefined && user.state !== 'deleted') await rewriteWords(tx, user, now)
    return user
  })
  if (row !== undefined) ctx.live.toUser(userId, 'me', asOwnUser(row, now))
}

const namedBy = ['username', 'display_name', 'first_name', 'last_name', 'status_text', 'status_until'] as const

/** Changes columns of the caller's own row, and tells their devices and whoever looks at them. */
export async function changeOwn(
  ctx: AppContext,
  caller: Pick<Caller, 'userId'>,
  decide: (tx: Tx, now: number) => Promise<Partial<UsersTable>>,
): Promise<UsersTable> {
  const now = ctx.now()
  const { row, isNewCard } = await ctx.db.write(async (tx) => {
    const change = await decide(tx, now)
    const isEmpty = Object.keys(change).length === 0
    const changed = isEmpty ? await userById(tx, caller.userId) : await updateUser(tx, caller.userId, change)
    if (changed === undefined) throw new Problem('unauthenticated')
    if (namedBy.some((name) => change[name] !== undefined)) await rewriteWords(tx, changed, now)
    const isNew = (['username', 'display_name', 'face', 'avatar'] as const).some((name) => change[name] !== undefined)
    return { row: changed, isNewCard: isNew }
  })
  ctx.live.toUser(caller.userId, 'me', asOwnUser(row, now))
  if (isNewCard) ctx.live.cardChanged(asCard(row))
  return row
}

function untilOf(status: CallParsed<'PATCH /api/me'>['status']): number | null {
  const until = status?.until ?? null
  return until === null ? null : Date.parse(until)
}
