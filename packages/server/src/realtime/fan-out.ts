import type { Message } from '@kith/protocol/messages.ts'
import type { ServerEventName, ServerEvents } from '@kith/protocol/sockets.ts'
import type { Audience } from '../live.ts'
import { roomOfConversation, roomOfUser } from './socket-state.ts'
import type { TurnWriter } from './turn-writer.ts'

/**
 * Who came late to which conversation, of those connected here: user id to the place after which they see messages.
 * Most conversations show all of their past to everyone and are not in it.
 */
export type LateComers = Map<string, Map<string, number>>

/** Writes one event to the sockets of a conversation. Those who may not see it get its `rev` alone. */
export function fanOut<N extends ServerEventName>(
  writer: TurnWriter,
  late: LateComers,
  audience: Audience,
  event: N,
  payload: ServerEvents[N],
): void {
  const { conversationId } = audience
  const room = roomOfConversation(conversationId)
  const except = audience.exceptUserIds === undefined ? [] : audience.exceptUserIds.map(roomOfUser)
  const lateHere = late.get(conversationId)
  if (lateHere === undefined || audience.seq === undefined) {
    writer.toRoom(room, except, event, payload)
    return
  }
  const seq = audience.seq
  const message = messageOf(event, payload)
  const quotedSeq = message?.replyTo?.seq ?? null
  const threadSeq = message?.threadSeq ?? null
  const blind = [...lateHere].filter(([, from]) => from >= seq).map(([userId]) => userId)
  const isHidden = (place: number | null, from: number): boolean => place !== null && from >= place
  const partly = [...lateHere].filter(
    ([, from]) => from < seq && (isHidden(quotedSeq, from) || isHidden(threadSeq, from)),
  )
  writer.toRoom(
    room,
    [...except, ...blind.map(roomOfUser), ...partly.map(([userId]) => roomOfUser(userId))],
    event,
    payload,
  )
  for (const userId of audience.rev === undefined ? [] : blind) {
    writer.toRoom(roomOfUser(userId), [], 'rev_passed', { conversationId, rev: audience.rev ?? 0 })
  }
  for (const [userId, from] of partly) {
    writer.toRoom(roomOfUser(userId), [], event, {
      ...payload,
      ...(isHidden(quotedSeq, from) ? { replyTo: null } : {}),
      ...(isHidden(threadSeq, from) ? { threadId: null, threadSeq: null } : {}),
    })
  }
}

/**
 * The message that an event tells of. What it answers, and the thread it is in, may lie before a late comer's time
 * although it does not itself.
 */
function messageOf<N extends ServerEventName>(event: N, payload: ServerEvents[N]): Message | null {
  return event === 'message' || event === 'message_changed' ? (payload as Message) : null
}
