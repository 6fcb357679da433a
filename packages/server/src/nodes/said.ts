import { userCard } from '@kith/protocol/users.ts'
import { z } from 'zod'

const id = z.string().min(1).max(64)
const ids = z.array(id).max(100_000)
const count = z.int().min(0)
const payload = z.looseObject({})
const event = z.string().min(1).max(64)
const sight = z.object({ audience: z.string(), hidden: ids, friends: ids.nullable() })
const person = z.object({ user: userCard, sight, state: z.enum(['online', 'away']) })

/** Somebody who is connected to a node, to whom they show themselves, and whether they are at it. */
export type PersonThere = z.infer<typeof person>

/**
 * What nodes tell each other, by `say`. Whoever tells of an event may see everything; each node asks again whom of those
 * who are connected to it that concerns. What a newer build says and an older one does not know is passed over.
 */
export const said = z.discriminatedUnion('say', [
  z.object({
    say: z.literal('to-conversation'),
    audience: z.object({
      conversationId: id,
      seq: count.optional(),
      rev: count.optional(),
      exceptUserIds: ids.optional(),
    }),
    event,
    payload,
  }),
  z.object({ say: z.literal('to-user'), userId: id, event, payload }),
  z.object({ say: z.literal('to-everyone'), event, payload }),
  z.object({ say: z.literal('sight-changed'), userIds: ids }),
  z.object({ say: z.literal('card-changed'), user: userCard }),
  z.object({ say: z.literal('post-changed'), postId: id }),
  z.object({ say: z.literal('post-gone'), postId: id, authorId: id }),
  z.object({ say: z.literal('post-sight-changed'), authorIds: ids }),
  z.object({ say: z.literal('admit'), userId: id, conversationId: id }),
  z.object({ say: z.literal('expel'), userId: id, conversationId: id }),
  z.object({ say: z.literal('end-conversation'), conversationId: id }),
  z.object({ say: z.literal('end-session'), sessionId: id }),
  z.object({ say: z.literal('end-token'), tokenId: id }),
  z.object({ say: z.literal('end-user'), userId: id }),
  z.object({
    say: z.literal('typing'),
    conversationId: id,
    thread: z.object({ id, seq: count }).optional(),
    user: userCard,
  }),
  z.object({ say: z.literal('looks-in'), conversationId: id, isCrowd: z.boolean(), user: userCard }),
  /** Who is connected to that node, and how; `whole`: from the first of such parts to the last, that is everybody. */
  z.object({
    say: z.literal('here'),
    people: z.array(person),
    whole: z.object({ isFirst: z.boolean(), isLast: z.boolean() }).optional(),
  }),
  z.object({ say: z.literal('gone'), userIds: ids }),
  /** What was taken of limits on rates since this was last said: bucket, key, how many. */
  z.object({ say: z.literal('took'), takes: z.array(z.tuple([z.string(), z.string(), z.int()])) }),
])

export type Said = z.infer<typeof said>

/** What nodes say of themselves. `last`: the number of what they told last. */
const aboutNode = z.discriminatedUnion('about', [
  /** A node that is new, or missed something: each of the others repeats who is connected to it. */
  z.object({ about: z.literal('hello'), last: count, address: z.string() }),
  z.object({ about: z.literal('alive'), last: count, address: z.string() }),
  z.object({ about: z.literal('bye') }),
  /** Whoever hears `mark` has heard all that was told before it, and says so. */
  z.object({ about: z.literal('mark'), mark: count }),
  z.object({ about: z.literal('marked'), nodeId: id, mark: count }),
])

export type AboutNode = z.infer<typeof aboutNode>

/** One publication: either numbered things that are told, or something about the node itself. */
export const publication = z.union([z.object({ number: count, told: z.array(z.unknown()) }), aboutNode])

export type Publication = z.infer<typeof publication>
