import type { ClientToServer, ServerToClient } from '@kith/protocol/sockets.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Server, Socket } from 'socket.io'
import type { Caller } from '../caller.ts'

/** What the server keeps of one socket. */
export interface SocketState {
  caller: Caller
  /** Set once the socket is subscribed. */
  user?: UserCard
  /** While it is being subscribed: the conversations that its person was taken out of since that was looked up. */
  lostMeanwhile?: Set<string>
  requestId: string
}

export type KithServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketState>
export type KithSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketState>

/** Rooms are joined by the server alone, from the membership table. */
export const roomOfConversation = (id: string): string => `c:${id}`
export const roomOfUser = (id: string): string => `u:${id}`
export const roomOfCredential = (id: string): string => `s:${id}`
/** All sockets. */
export const roomOfEveryone = 'e'
/** The sockets that have the conversation open. */
export const roomOfLookers = (id: string): string => `l:${id}`
/** The sockets that want to know whether this person is here. */
export const roomOfWatchers = (userId: string): string => `w:${userId}`
/** The sockets that have this post on their screen. */
export const roomOfPost = (postId: string): string => `p:${postId}`
