import { mayMentionAll, wordForMany } from '@kith/protocol/mention-all.ts'
import { mentionedIn } from '@kith/protocol/mention-names.ts'
import type { Message } from '@kith/protocol/messages.ts'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { WideMentionsTable } from '../../database/schema-circles.ts'
import type { Membership } from '../membership/membership.ts'
import { mayMention } from './mentions.ts'
import type { MessageRow } from './message-rows.ts'
import { circleMembersIn, circlesNamed, keysOfPeople, wideMentionsOf } from './wide-mention-rows.ts'

/** The author's place in the conversation, as it decides whom their words reach. */
export type Speaker = Pick<Membership, 'id' | 'kind' | 'role' | 'member_count' | 'mention_all'> & { userId: string }

/** A name that stands for many: whom it reaches, but for `all`. */
export type NamedMany = Pick<WideMentionsTable, 'written_as' | 'kind' | 'circle_id'> & { userIds: readonly string[] }

/** Who of a conversation is online, as far as the author may know; asked for only where a message needs it. */
export async function onlineFor(
  ctx: AppContext,
  authorId: string,
  conversationId: string,
  body: string,
): Promise<readonly string[]> {
  const isAsked = mayMention(body) && mentionedIn(body).some((key) => wordForMany(key) === 'here')
  return isAsked ? ctx.live.onlineIn(conversationId, authorId) : []
}

/**
 * Which of `keys` (in lower case) stand for many, and for whom. A person of that name comes first, and a word that the
 * speaker may not use is a word like any other.
 */
export async function manyNamed(
  db: Database['read'],
  speaker: Speaker,
  keys: readonly string[],
  online: readonly string[],
): Promise<NamedMany[]> {
  if (keys.length === 0) return []
  const isAllowed = mayMentionAll(
    { kind: speaker.kind, memberCount: speaker.member_count, mentionAll: speaker.mention_all ?? 'usual' },
    speaker.role,
  )
  const words = isAllowed ? keys.filter((key) => wordForMany(key) !== null) : []
  const people = await keysOfPeople(db, words)
  const circles = await circlesNamed(db, keys)
  const circleIds = circles.map(({ id }) => id)
  const within = Map.groupBy(
    await circleMembersIn(db, speaker.id, circleIds, speaker.userId),
    ({ circle_id: id }) => id,
  )
  return [
    ...words
      .filter((key) => !people.has(key))
      .map((key): NamedMany => {
        const kind = wordForMany(key) === 'here' ? 'here' : 'all'
        return { written_as: key, kind, circle_id: null, userIds: kind === 'here' ? online : [] }
      }),
    ...circles.map(({ id, handle_key: key }): NamedMany => {
      const userIds = (within.get(id) ?? []).map(({ user_id: userId }) => userId)
      return { written_as: key, kind: 'circle', circle_id: id, userIds }
    }),
  ]
}

/** How many others such names would tell in a conversation of `memberCount`. */
export function reachOfMany(many: readonly NamedMany[], memberCount: number): number {
  if (many.some(({ kind }) => kind === 'all')) return memberCount - 1
  return new Set(many.flatMap(({ userIds }) => userIds)).size
}

/** What a new message names beside single people. */
export async function manyNamedIn(
  tx: Tx,
  speaker: Speaker,
  body: string,
  online: readonly string[],
): Promise<NamedMany[]> {
  return mayMention(body) ? manyNamed(tx, speaker, [...new Set(mentionedIn(body))], online) : []
}

/** The row that says whom a name of the message `row` reached. */
export function wideMentionOf(row: MessageRow, { userIds, ...named }: NamedMany): WideMentionsTable {
  const { id, author_id, conversation_id, seq, created_at } = row
  return { ...named, message_id: id, user_ids: userIds.join(' '), author_id, conversation_id, seq, created_at }
}

export type ManyOfMessage = Pick<Message, 'isToAll' | 'isToHere' | 'circles'>

/** By id which names for many stand in these messages. */
export async function manyOf(
  db: Database['read'],
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, ManyOfMessage>> {
  const rows = Map.groupBy(await wideMentionsOf(db, messageIds), ({ message_id: id }) => id)
  return new Map(
    [...rows].map(([id, named]) => [
      id,
      {
        isToAll: named.some(({ kind }) => kind === 'all'),
        isToHere: named.some(({ kind }) => kind === 'here'),
        circles: named.flatMap(({ circle_id: circleId, handle, title, written_as: writtenAs }) =>
          circleId === null || handle === null || title === null ? [] : { id: circleId, handle, title, writtenAs },
        ),
      },
    ]),
  )
}
