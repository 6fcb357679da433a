import { limits } from '@kith/protocol/limits.ts'
import type { ClientEventName, ParsedPayload, PresenceState, ResumeEntry } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { AppContext } from '../context.ts'
import { markRead } from '../features/conversations/conversations.ts'
import { headsOf, memberOf, personalHead } from '../features/membership/membership.ts'
import { newestMessages, sendMessage } from '../features/messages/messages.ts'
import { Problem } from '../problem.ts'
import type { Murmurs } from './murmurs.ts'
import type { Receipts } from './receipts.ts'
import type { Presence } from './presence.ts'
import { roomOfConversation, roomOfLookers, roomOfWatchers } from './socket-state.ts'
import type { KithServer, KithSocket } from './socket-state.ts'

/** What every handler of one socket has at hand. */
export interface Session {
  ctx: AppContext
  io: KithServer
  socket: KithSocket
  presence: Presence
  murmurs: Murmurs
  receipts: Receipts
  user: UserCard
}

type Handler<N extends ClientEventName> = (session: Session, payload: ParsedPayload<N>) => Promise<object>

const RECENT = 50

/** What each event of the protocol does, and what its ack says beside `ok`. */
export const handlers: { [N in ClientEventName]: Handler<N> } = {
  join: async ({ ctx, io, socket, presence, murmurs, user }, { conversationId }) => {
    const member = await memberOf(ctx.db.read, user.id, conversationId)
    const messages = await newestMessages(ctx, member, RECENT)
    // Whoever was taken out meanwhile has left the room of the conversation already.
    if (!socket.rooms.has(roomOfConversation(conversationId))) throw new Problem('not-found')
    await socket.join(roomOfLookers(conversationId))
    socket.emit('recent_messages', { conversationId, messages, head: member.head })
    const isSmall = member.member_count <= limits.smallConversationMembers
    murmurs.joined(conversationId, user, !isSmall)
    if (isSmall) {
      for (const other of presentIn(io, conversationId)) {
        const isHidden = presence.sightOf(other.id)?.maySee(user.id) !== true
        if (other.id === user.id || isHidden) continue
        socket.emit('status', { conversationId, user: other, state: presence.stateFor(user.id, other.id) })
      }
    }
    return { head: member.head }
  },

  leave: async ({ socket }, { conversationId }) => {
    await socket.leave(roomOfLookers(conversationId))
    return {}
  },

  send_message: async ({ ctx, socket }, payload) => {
    refuseReader(socket)
    const { message } = await sendMessage(ctx, socket.data.caller, payload)
    return { message }
  },

  resume: async ({ ctx, user }, { cursors, personalRev = 0 }) => {
    // Read first: a marker that moves in between is told twice, never missed.
    const personalRevNow = await personalHead(ctx.db.read, user.id)
    const heads = await headsOf(ctx.db.read, user.id)
    const conversations: Record<string, ResumeEntry> = {}
    const changed: string[] = []
    const present = new Set<string>()
    for (const row of heads) {
      present.add(row.id)
      const cursor = cursors[row.id]
      if (cursor !== row.head) conversations[row.id] = { head: row.head, lastSeq: row.last_seq }
      if (row.personal_rev > personalRev) changed.push(row.id)
    }
    for (const id of Object.keys(cursors)) {
      if (!present.has(id)) conversations[id] = { head: 0, lastSeq: 0, isGone: true }
    }
    return { conversations, changed, personalRev: personalRevNow }
  },

  typing: async ({ socket, murmurs, user }, { conversationId }) => {
    if (!socket.rooms.has(roomOfConversation(conversationId))) throw new Problem('not-found')
    refuseReader(socket)
    murmurs.typing(conversationId, user)
    return {}
  },

  read: async ({ ctx, socket }, payload) => {
    refuseReader(socket)
    return markRead(ctx, socket.data.caller, payload)
  },

  received: async ({ socket, receipts, user }, { seqs }) => {
    refuseReader(socket)
    for (const [conversationId, seq] of Object.entries(seqs)) {
      const isThere = socket.rooms.has(roomOfConversation(conversationId))
      if (isThere) receipts.arrived({ userId: user.id, conversationId, seq })
    }
    return {}
  },

  presence: async ({ presence, socket, user }, { state }) => {
    presence.changed(user.id, socket.id, state)
    return {}
  },

  watch: async ({ presence, socket, user }, { userIds }) => {
    const wanted = new Set(userIds.map(roomOfWatchers))
    for (const room of socket.rooms) if (room.startsWith('w:') && !wanted.has(room)) await socket.leave(room)
    await socket.join([...wanted])
    const states: Record<string, PresenceState> = {}
    for (const id of userIds) states[id] = presence.stateFor(user.id, id)
    return { states }
  },
}

/** Who of a conversation is connected here. */
function presentIn(io: KithServer, conversationId: string): UserCard[] {
  const ids = io.of('/').adapter.rooms.get(roomOfConversation(conversationId)) ?? []
  const people = new Map<string, UserCard>()
  for (const id of ids) {
    const user = io.of('/').sockets.get(id)?.data.user
    if (user !== undefined) people.set(user.id, user)
  }
  return [...people.values()]
}

function refuseReader(socket: KithSocket): void {
  const { tokenId, scopes } = socket.data.caller
  if (tokenId !== null && !scopes.includes('write')) throw new Problem('scope-missing')
}
