import { membersAmong } from '../features/membership/membership.ts'
import type { AppContext } from '../context.ts'
import type { Live } from '../live.ts'
import type { Nodes } from '../nodes/nodes.ts'
import type { Admissions } from './admissions.ts'
import { fanOut } from './fan-out.ts'
import type { PostWatch } from './post-watch.ts'
import type { Presence } from './presence.ts'
import type { Sights } from './sights.ts'
import { roomOfCredential, roomOfEveryone, roomOfUser } from './socket-state.ts'
import type { KithServer } from './socket-state.ts'
import type { TurnWriter } from './turn-writer.ts'

/** What one node has for its sockets. */
export interface Wiring {
  context: () => AppContext
  io: KithServer
  writer: TurnWriter
  admissions: Admissions
  presence: Presence
  sights: Sights
  posts: PostWatch
  nodes: Nodes
}

/** `Live`, as far as the sockets of this node go. */
export function liveHere({ context, io, writer, admissions, presence, sights, posts, nodes }: Wiring): Live {
  const end = (room: string): unknown => io.in(room).disconnectSockets(true)
  return {
    sightChanged: (userIds) => {
      for (const userId of userIds) sights.changed(userId)
    },
    cardChanged: (user) => presence.rename(user),
    toConversation: (audience, event, payload) => fanOut(writer, admissions.late, audience, event, payload),
    toUser: (userId, event, payload) => writer.toRoom(roomOfUser(userId), [], event, payload),
    toEveryone: (event, payload) => writer.toRoom(roomOfEveryone, [], event, payload),
    postChanged: (postId) => posts.changed(postId),
    postGone: (postId, authorId) => {
      posts.gone(postId)
      writer.toRoom(roomOfUser(authorId), [], 'post_gone', { postId })
    },
    postSightChanged: (authorIds) => posts.sightChanged(authorIds),
    isHere: (userId) => presence.isHere(userId) || (nodes.isConnected && !nodes.isSure),
    onlineIn: (conversationId, viewerId) =>
      membersAmong(context().db.read, conversationId, presence.onlineFor(viewerId)),
    admit: (userId, conversationId, visibleFrom) => admissions.admit(userId, conversationId, visibleFrom),
    expel: (userId, conversationId) => admissions.expel(userId, conversationId),
    endConversation: (conversationId) => admissions.end(conversationId),
    endSession: (sessionId) => void end(roomOfCredential(sessionId)),
    endToken: (tokenId) => void end(roomOfCredential(tokenId)),
    endUser: (userId) => void end(roomOfUser(userId)),
  }
}
