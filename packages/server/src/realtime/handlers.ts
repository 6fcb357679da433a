import { limits } from '@kith/protocol/limits.ts'
import type { ClientEventName, ParsedPayload, PresenceState, ResumeEntry } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { AppContext } from '../context.ts'
import { markRead } from '../features/conversations/conversations.ts'
import { headsOf, memberIdsOf, memberOf, personalHead } from '../features/membership/membership.ts'
import { newestMessages, seenThread, sendMessage } from '../features/messages/messages.ts'
import { Problem } from '../problem.ts'
import type { Nodes } from '../nodes/nodes.ts'
import type { Admissions } from './admissions.ts'
import type { Murmurs } from './murmurs.ts'
import type { PostWatch } from './post-watch.ts'
import type { Receipts } from './receipts.ts'
import type { Presence } from './presence.ts'
import { roomOfConversation, roomOfLookers, roomOfWatchers } from './socket-state.ts'
import type { KithSocket } from './socket-state.ts'

/** What every handler of one socket has at hand. */
export interface Session {
  ctx: AppContext
  nodes: Nodes
  admissions: Admissions
  socket: KithSocket
  presence: Presence
  murmurs: Murmurs
  receipts: Receipts
  posts: PostWatch
  user: UserCard
}

type Handler<N extends ClientEventName> = (session: Session, payload: ParsedPayload<N>) => Promise<object>

const RECENT = 50

/** What each event of the protocol does, and what its ack says beside `ok`. */
export const handlers: { [N in ClientEventName]: Handler<N> } = {
  join: async ({ ctx, nodes, admissions, socket, presence, murmurs, user }, { conversationId }) => {
    const member = await memberOf(ctx.db.read, user.id, conversationId)
    const messages = await newestMessages(ctx, member, RECENT)
    // Whoever was taken out meanwhile has left the room of the conversation already.
    if (!(await admissions.hears(socket, conversationId))) throw new Problem('not-found')
    await socket.join(roomOfLookers(conversationId))
    socket.emit('recent_messages', { conversationId, messages, head: member.head })
    const isSmall = member.member_count <= limits.smallConversationMembers
    murmurs.joined(conversationId, user, !isSmall)
    nodes.tell({ say: 'looks-in', conversationId, isCrowd: !isSmall, user })
    if (isSmall) {
      const memberIds = await memberIdsOf(ctx.db.read, conversationId, limits.smallConversationMembers)
      for (const other of presence.cardsAmong(memberIds)) {
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

  resume: async ({ ctx, user, socket, admissions }, { cursors, personalRev = 0 }) => {
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
    // What is told here is so of the socket as well, even where no node was heard to say it: whoever is out hears nothing more,
    // whoever is in hears all that comes.
    const room = roomOfConversation('')
    const heard = new Set([...socket.rooms].flatMap((name) => (name.startsWith(room) ? [name.slice(room.length)] : [])))
    const wrong = [...new Set([...heard, ...present])].filter((id) => heard.has(id) !== present.has(id))
    for (const id of wrong) await admissions.look(user.id, id)
    return { conversations, changed, personalRev: personalRevNow }
  },

  typing: async ({ ctx, nodes, admissions, socket, murmurs, user }, { conversationId, threadId }) => {
    refuseReader(socket)
    const thread = threadId === undefined ? undefined : (await seenThread(ctx.db.read, user.id, threadId)).root
    const isThere = thread === undefined || thread.conversation_id === conversationId
    // Asked last: they may have been taken out while the thread was looked up.
    if (!isThere || !(await admissions.hears(socket, conversationId))) throw new Problem('not-found')
    const place = { conversationId, ...(thread === undefined ? {} : { thread: { id: thread.id, seq: thread.seq } }) }
    murmurs.typing(place, user)
    nodes.tell({ say: 'typing', ...place, user })
    return {}
  },

  read: async ({ ctx, socket }, payload) => {
    refuseReader(socket)
    return markRead(ctx, socket.data.caller, payload)
  },

  received: async ({ admissions, socket, receipts, user }, { seqs }) => {
    refuseReader(socket)
    for (const [conversationId, seq] of Object.entries(seqs)) {
      const isThere = await admissions.hears(socket, conversationId)
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

  watch_posts: async ({ socket, posts }, { postIds }) => ({ posts: await posts.watch(socket, postIds) }),
}

function refuseReader(socket: KithSocket): void {
  const { tokenId, scopes } = socket.data.caller
  if (tokenId !== null && !scopes.includes('write')) throw new Problem('scope-missing')
}
