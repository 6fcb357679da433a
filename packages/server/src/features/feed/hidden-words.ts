import type { CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { personalHead, takePersonalRev } from '../membership/membership.ts'
import { hiddenWordsRow, putHiddenWords } from './hidden-word-rows.ts'

type Hidden = CallReply<'GET /api/me/hidden-words'>

const kept = z.array(z.string())

/** The words that the caller hides, as they wrote them. */
export async function readHiddenWords(ctx: AppContext, caller: Caller): Promise<Hidden> {
  // Read first: what is changed meanwhile is told.
  const head = await personalHead(ctx.db.read, caller.userId)
  const row = await hiddenWordsRow(ctx.db.read, caller.userId)
  if (row === undefined) return { words: [], personalRev: head }
  return { words: kept.parse(JSON.parse(row.words)), personalRev: row.personal_rev }
}

/** Puts other words in the place of those that the caller hides; their devices are told. */
export async function changeHiddenWords(
  ctx: AppContext,
  caller: Caller,
  { words: given }: { words: string[] },
): Promise<Hidden> {
  const { userId } = caller
  // Of two that differ in case alone the first stays.
  const known = new Set<string>()
  const words = given.filter((word) => known.size < known.add(word.toLowerCase()).size)
  const personalRev = await ctx.db.write(async (tx) => {
    const rev = await takePersonalRev(tx, userId)
    await putHiddenWords(tx, { user_id: userId, words: JSON.stringify(words), personal_rev: rev })
    return rev
  })
  ctx.live.toUser(userId, 'hidden_words', { words, personalRev })
  return { words, personalRev }
}
