import type { CallParsed } from '@kith/protocol/registry.ts'
import type { SearchItem } from '@kith/protocol/search.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { fold } from '../../database/search/fold.ts'
import { entriesAmong } from '../conversations/conversations.ts'
import { visibleMessages } from '../messages/messages.ts'
import { cardsOf, searchUsers } from '../users/users.ts'
import { filesFound } from './files-found.ts'
import type { Within } from './files-found.ts'
import { postsFound } from './posts-found.ts'
import { isOfMessages, readQuestion } from './question.ts'
import type { Question } from './question.ts'
import { directsWith, idsByName, titlesOf, wordsLike } from './search-rows.ts'
import { isAlmost } from './typos.ts'

type Input = CallParsed<'GET /api/search'>

interface SearchPage {
  items: SearchItem[]
  nextCursor: string | null
  terms: string[]
}

type Page = Omit<SearchPage, 'terms'>

const none: Page = { items: [], nextCursor: null }

const PEOPLE_SHOWN = 5
const CONVERSATIONS_SHOWN = 5
const FILES_SHOWN = 5
const POSTS_SHOWN = 5
const NAMED_MAX = 50
const LIKE_MAX = 2_000
/** Fewer found than this, and a name may have been mistyped. */
const ENOUGH_PEOPLE = 3

const place = z.strictObject({ place: z.int() })

/**
 * What the caller may see of what is there: on the first page people, conversations, some files and posts, then
 * messages, newest first, page by page. Of one type, that alone.
 */
export async function search(ctx: AppContext, caller: Caller, input: Input): Promise<SearchPage> {
  const question = asked(input)
  const found = input.type === 'file' ? filesFound : input.type === 'post' ? postsFound : null
  if (found !== null) {
    const within = await meant(ctx, caller, question, input)
    const { items, nextCursor } = await found(ctx, caller, question, within, input)
    return { items, nextCursor, terms: question.terms }
  }
  const after = readCursor(place, input.cursor)
  const wants = (type: Input['type']): boolean => input.type === undefined || input.type === type
  const isNamed = question.terms.length > 0 && after === null
  const isOfAll = isNamed && !isNarrowed(question, input)
  const people = isOfAll && wants('person') ? await peopleFound(ctx, caller, question) : []
  const conversations = isOfAll && wants('conversation') ? await conversationsFound(ctx, caller, question) : []
  const within = await meant(ctx, caller, question, input)
  const [files, posts, messages] = await Promise.all([
    isNamed && wants('file') ? filesFound(ctx, caller, question, within, { limit: FILES_SHOWN }) : none,
    isNamed && wants('post') ? postsFound(ctx, caller, question, within, { limit: POSTS_SHOWN }) : none,
    wants('message') ? messagesFound(ctx, caller, question, within, input, after?.place ?? null) : none,
  ])
  return {
    items: [...people, ...conversations, ...files.items, ...posts.items, ...messages.items],
    nextCursor: messages.nextCursor,
    terms: question.terms,
  }
}

/** The line with what was asked beside it. */
function asked(input: Input): Question {
  const question = readQuestion(input.q)
  if (input.from !== undefined) question.from.push(input.from)
  if (input.after !== undefined) question.after = Date.parse(input.after)
  if (input.before !== undefined) question.before = Date.parse(input.before)
  return question
}

/** Whether only messages can be meant. */
function isNarrowed(question: Question, input: Input): boolean {
  return (
    question.from.length + question.in.length > 0 ||
    input.in !== undefined ||
    question.after !== null ||
    question.before !== null ||
    isOfMessages(question)
  )
}

async function peopleFound(ctx: AppContext, caller: Caller, question: Question): Promise<SearchItem[]> {
  const typed = question.terms.join(' ')
  const found = await searchUsers(ctx, caller, typed)
  const almost = found.length >= ENOUGH_PEOPLE ? [] : await almostNamed(ctx, typed)
  const people = new Map(found.map((user) => [user.id, user]))
  for (const user of (await cardsOf(ctx.db.read, almost)).values()) people.set(user.id, user)
  people.delete(caller.userId)
  return [...people.values()].slice(0, PEOPLE_SHOWN).map((user) => ({ type: 'person' as const, user }))
}

/** A first letter is seldom mistyped, so those who begin like it are compared. */
async function almostNamed(ctx: AppContext, typed: string): Promise<string[]> {
  const [word = ''] = typed.split(' ')
  if (word.length < 4) return []
  const rows = await wordsLike(ctx.db.read, word.slice(0, 1), LIKE_MAX)
  return [...new Set(rows.filter((row) => isAlmost(word, fold(row.word))).map((row) => row.user_id))].slice(
    0,
    PEOPLE_SHOWN,
  )
}

async function conversationsFound(ctx: AppContext, caller: Caller, question: Question): Promise<SearchItem[]> {
  const ids = await conversationsNamed(ctx, caller, question.terms.join(' '))
  const entries = await entriesAmong(ctx.db.read, caller.userId, ids.slice(0, CONVERSATIONS_SHOWN))
  return entries.map((conversation) => ({ type: 'conversation' as const, conversation }))
}

async function conversationsNamed(ctx: AppContext, caller: Caller, title: string): Promise<string[]> {
  const wanted = fold(title)
  const all = await titlesOf(ctx.db.read, caller.userId)
  return all.filter((row) => ` ${fold(row.title ?? '')}`.includes(` ${wanted}`)).map(({ id }) => id)
}

async function messagesFound(
  ctx: AppContext,
  caller: Caller,
  question: Question,
  { authorIds, conversationIds }: Within,
  input: Input,
  before: number | null,
): Promise<Page> {
  if (question.terms.length === 0 && !isNarrowed(question, input)) return none
  if (authorIds?.length === 0 || conversationIds?.length === 0) return none
  const hits = await ctx.db.search.find({
    userId: caller.userId,
    parts: question.parts,
    phrases: question.phrases,
    conversationIds,
    authorIds,
    from: question.after,
    until: question.before,
    hasLink: question.hasLink,
    hasPost: question.hasPost,
    shows: question.shows,
    isReply: question.isReply,
    before,
    limit: input.limit + 1,
  })
  const shown = hits.slice(0, input.limit)
  const messages = await visibleMessages(
    ctx.db.read,
    caller.userId,
    shown.map(({ messageId }) => messageId),
  )
  const last = hits.length > input.limit ? shown.at(-1) : undefined
  return {
    items: messages.map((message) => ({ type: 'message', message, conversationId: message.conversationId })),
    nextCursor: last === undefined ? null : writeCursor({ place: last.place }),
  }
}

async function meant(ctx: AppContext, caller: Caller, question: Question, input: Input): Promise<Within> {
  return {
    authorIds: question.from.length === 0 ? null : await authorsMeant(ctx, caller, question.from),
    conversationIds: await conversationsMeant(ctx, caller, question, input),
  }
}

async function authorsMeant(ctx: AppContext, caller: Caller, names: readonly string[]): Promise<string[]> {
  const ids = await Promise.all(
    names.map(async (name) =>
      name === 'me' ? [caller.userId] : idsByName(ctx.db.read, name.toLowerCase(), NAMED_MAX),
    ),
  )
  return [...new Set(ids.flat())]
}

async function conversationsMeant(
  ctx: AppContext,
  caller: Caller,
  question: Question,
  input: Input,
): Promise<string[] | null> {
  if (input.in === undefined && question.in.length === 0) return null
  const named = await Promise.all(
    question.in.map(async (name) => {
      const byTitle = await conversationsNamed(ctx, caller, name)
      const people = await idsByName(ctx.db.read, name.replace(/^@/, '').toLowerCase(), NAMED_MAX)
      return [...byTitle, ...(await directsWith(ctx.db.read, caller.userId, people))]
    }),
  )
  return [...(input.in === undefined ? [] : [input.in]), ...named.flat()]
}
