import type { ServerEventName, ServerEvents } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'

/** To whom an event of a conversation goes. */
export interface Audience {
  conversationId: string
  /**
   * The place of the message that the event shows. Members whose view of the history begins after it get
   * `rev_passed` with `rev` instead.
   */
  seq?: number
  rev?: number
  /** Leave these people out. */
  exceptUserIds?: readonly string[]
}

/**
 * What rules may ask of the sockets of this node and of the others. Called after the commit, never within it;
 * losing any of these costs a moment, not a message.
 */
export interface Live {
  toConversation<N extends ServerEventName>(audience: Audience, event: N, payload: ServerEvents[N]): void
  toUser<N extends ServerEventName>(userId: string, event: N, payload: ServerEvents[N]): void
  toEveryone<N extends ServerEventName>(event: N, payload: ServerEvents[N]): void
  /** How these people stand to others changed, or to whom they show themselves: whoever may no longer see them is told. */
  sightChanged(userIds: readonly string[]): void
  /** Whoever looks at this person is told how they are called and look now. */
  cardChanged(user: UserCard): void
  /** Those who watch a post are told how it is now, or that it is not theirs to see any more; soon, and of many changes once. */
  postChanged(postId: string): void
  /** A post was deleted: those who watch it, and its author's devices, are told. */
  postGone(postId: string, authorId: string): void
  /** Who may see the posts of these people is another now: those who watch one and lost it are told. */
  postSightChanged(authorIds: readonly string[]): void
  /** Whether any device of `userId` is connected, to whichever node; also while that is not known. */
  isHere(userId: string): boolean
  /** Who of a conversation is online and shows it to `viewerId`; not they themselves. */
  onlineIn(conversationId: string, viewerId: string): Promise<string[]>
  /** The sockets of `userId` hear the conversation from now on. `visibleFrom`: they see messages with a larger seq. */
  admit(userId: string, conversationId: string, visibleFrom: number): void
  /** The sockets of `userId` hear nothing more of the conversation. */
  expel(userId: string, conversationId: string): void
  endConversation(conversationId: string): void
  /** Closes the sockets of a session or token that ended. */
  endSession(sessionId: string): void
  endToken(tokenId: string): void
  /** Closes every socket of somebody who may not be here any more. */
  endUser(userId: string): void
}
