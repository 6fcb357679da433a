import { randomInt } from 'node:crypto'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { keyedHash } from '../../secrets.ts'
import type { Visit } from '../../http/route.ts'
import { noteAudit } from '../audit/audit.ts'
import { countRecoveryCodes, replaceRecoveryCodes } from './factor-rows.ts'
import { methodsOf } from './methods.ts'

const COUNT = 10
const GROUPS = 4
const GROUP_LENGTH = 4
/** Without what looks alike on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** What the database keeps of a code: without this server's secret nobody can try codes on a copy. */
export function recoveryHash(ctx: AppContext, code: string): string {
  return keyedHash(ctx.config.SESSION_SECRET, 'recovery code', code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
}

/** Ten new codes in the place of those of before; shown this once. */
export async function freshRecoveryCodes(ctx: AppContext, tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode)
  await replaceRecoveryCodes(
    tx,
    userId,
    codes.map((code) => recoveryHash(ctx, code)),
  )
  return codes
}

/** Codes for whoever adds a first factor; null where some are left. */
export async function firstRecoveryCodes(ctx: AppContext, tx: Tx, userId: string): Promise<string[] | null> {
  return (await countRecoveryCodes(tx, userId)) > 0 ? null : freshRecoveryCodes(ctx, tx, userId)
}

/** Without a factor there is nothing to recover. */
export async function dropIdleRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  if ((await methodsOf(tx, userId)).length === 0) await replaceRecoveryCodes(tx, userId, [])
}

/** @throws Problem `not-found` where no second factor is on */
export async function remakeRecoveryCodes(ctx: AppContext, caller: Caller, visit: Visit): Promise<string[]> {
  const { userId } = caller
  return ctx.db.write(async (tx) => {
    if ((await methodsOf(tx, userId)).length === 0) throw new Problem('not-found')
    await noteAudit(tx, ctx.now(), { kind: 'recovery-codes-made', userId, actorId: userId, ...visit })
    return freshRecoveryCodes(ctx, tx, userId)
  })
}

function newCode(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
