import type { Message, MessageReaction } from '@kith/protocol/messages.ts'

/** By emoji whether one wants to have reacted with it: what is not told to the server yet, or not answered. */
export type WantedReactions = ReadonlyMap<string, boolean>

/** The reactions on a message as they are once the server has taken what `myId` wants. */
export function withWanted(
  reactions: Message['reactions'],
  wanted: WantedReactions | undefined,
  myId: string,
): readonly MessageReaction[] {
  if (wanted === undefined) return reactions
  const known = reactions.flatMap((reaction): MessageReaction[] => {
    const isMine = reaction.userIds.includes(myId)
    const isWanted = wanted.get(reaction.emoji) ?? isMine
    if (isWanted === isMine) return [reaction]
    const userIds = isWanted ? [...reaction.userIds, myId] : reaction.userIds.filter((id) => id !== myId)
    const count = reaction.count + (isWanted ? 1 : -1)
    return count > 0 ? [{ ...reaction, count, userIds }] : []
  })
  const fresh = [...wanted].flatMap(([emoji, isWanted]): MessageReaction[] =>
    isWanted && !reactions.some((one) => one.emoji === emoji) ? [{ emoji, count: 1, userIds: [myId] }] : [],
  )
  return [...known, ...fresh]
}
