import { headsOf } from '../features/membership/membership.ts'
import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { limits } from '@kith/protocol/limits.ts'
import { Server } from 'socket.io'
import type { AppContext } from '../context.ts'
import { isStillValid, validCredentials } from '../features/accounts/accounts.ts'
import { cardsOf, noteSeen } from '../features/users/users.ts'
import { networkOf } from '../limiter.ts'
import type { Live } from '../live.ts'
import { Problem } from '../problem.ts'
import { fanOut } from './fan-out.ts'
import type { LateComers } from './fan-out.ts'
import { callerOfSocket, connectError, isHandshakeAllowed } from './handshake.ts'
import { Census } from './census.ts'
import { Murmurs } from './murmurs.ts'
import type { Session } from './handlers.ts'
import { answerPacket } from './packets.ts'
import { Presence } from './presence.ts'
import { Receipts } from './receipts.ts'
import { Sights } from './sights.ts'
import { TurnWriter } from './turn-writer.ts'
import { roomOfConversation, roomOfCredential, roomOfLookers, roomOfUser } from './socket-state.ts'
import type { KithServer, KithSocket } from './socket-state.ts'

const SOCKETS_PER_USER = 20
const SOCKETS_PER_NETWORK = 200
const SWEEP_MS = 30_000

export interface Realtime {
  live: Live
  close(): Promise<void>
}

/** Socket.IO on the HTTP server: connections, who hears what, and the ends of sessions. */
export function createRealtime(server: HttpServer, context: () => AppContext): Realtime {
  const io: KithServer = new Server(server, {
    path: '/socket.io',
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.socketPacketMaxBytes,
    connectTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, isHandshakeAllowed(context(), request)),
  })
  const writer = new TurnWriter(io)
  const presence = new Presence(io, (userId) => noteSeen(context(), userId))
  const sights = new Sights(context, presence)
  const murmurs = new Murmurs(io, writer, (userId) => presence.sightOf(userId))
  const receipts = new Receipts(context)
  const late: LateComers = new Map()
  const census = new Census()
  io.engine.on('connection_error', () => undefined)

  io.use((socket, next) => {
    letIn(context(), socket, census).then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof Problem)) context().log.error({ err: error }, 'a handshake failed')
        next(connectError(error))
      },
    )
  })

  io.on('connection', (socket) => {
    context().background.run(
      'attending a socket',
      attend(context(), { io, socket, presence, murmurs, receipts }, sights, late),
    )
  })

  const sweep = setInterval(() => {
    closeEnded(context(), io).catch((error: unknown) =>
      context().log.warn({ err: error }, 'the sweep of sockets failed'),
    )
  }, SWEEP_MS)
  sweep.unref()

  return {
    live: liveOf({ io, writer, presence, sights, late }),
    close: async () => {
      clearInterval(sweep)
      presence.close()
      murmurs.close()
      receipts.close()
      writer.close()
      await io.close()
    },
  }
}

async function letIn(ctx: AppContext, socket: KithSocket, census: Census): Promise<void> {
  const caller = await callerOfSocket(ctx, socket)
  const factor = ctx.config.RATE_LIMIT_FACTOR
  const user = `user ${caller.userId}`
  const network = `network ${networkOf(caller.address)}`
  if (census.of(user) >= SOCKETS_PER_USER * factor || census.of(network) >= SOCKETS_PER_NETWORK * factor) {
    throw new Problem('rate-limited', { retryAfterSeconds: 10 })
  }
  // The end of the connection, not of the socket: whoever breaks off before the socket stands never has the latter.
  if (socket.conn.readyState !== 'open') throw new Problem('busy')
  for (const key of [user, network]) census.came(key)
  socket.conn.once('close', () => {
    for (const key of [user, network]) census.went(key)
  })
  socket.data.caller = caller
  socket.data.requestId = randomUUID()
}

/** Subscribes a socket to all that its person is a member of, then answers what it says. */
async function attend(
  ctx: AppContext,
  around: Pick<Session, 'io' | 'socket' | 'presence' | 'murmurs' | 'receipts'>,
  sights: Sights,
  late: LateComers,
): Promise<void> {
  const { socket, presence } = around
  const { userId, sessionId, tokenId } = socket.data.caller
  await socket.join([roomOfUser(userId), roomOfCredential(sessionId ?? tokenId ?? '')])
  socket.on('disconnect', () => presence.went(userId, socket.id))
  // Packets that come before the rooms are joined wait for it.
  const ready = refuseEnded(ctx, socket).then(() => subscribe(ctx, socket, late))
  const named = cardsOf(ctx.db.read, [userId])
  const session = Promise.all([named, ready]).then(async ([cards]) => {
    const user = cards.get(userId)
    if (user === undefined) throw new Problem('unauthenticated')
    socket.data.user = user
    // Read last of all, so that nothing lies between its being read and its being told of changes.
    const sight = presence.sightOf(userId) ?? (await sights.read(userId))
    if (socket.connected) presence.came(user, sight, socket.id)
    return { ctx, ...around, user }
  })
  socket.onAny((...packet: unknown[]) => {
    ctx.background.run(
      'answering a packet',
      session.then((made) => answerPacket(made, packet)),
    )
  })
  await session.catch((error: unknown) => {
    socket.disconnect(true)
    throw error
  })
}

/** What ended after the handshake, and before the socket was in the room of its credential, was told to nobody. */
async function refuseEnded(ctx: AppContext, socket: KithSocket): Promise<void> {
  if (!(await isStillValid(ctx, socket.data.caller))) throw new Problem('unauthenticated')
}

async function subscribe(ctx: AppContext, socket: KithSocket, late: LateComers): Promise<void> {
  const { userId } = socket.data.caller
  const lost = new Set<string>()
  socket.data.lostMeanwhile = lost
  const heads = (await headsOf(ctx.db.read, userId)).filter(({ id }) => !lost.has(id))
  for (const { id, visible_from: visibleFrom } of heads) if (visibleFrom > 0) noteLate(late, id, userId, visibleFrom)
  const joined = socket.join(heads.map(({ id }) => roomOfConversation(id)))
  delete socket.data.lostMeanwhile
  await joined
}

function noteLate(late: LateComers, conversationId: string, userId: string, visibleFrom: number): void {
  const known = late.get(conversationId) ?? new Map<string, number>()
  late.set(conversationId, known)
  if (visibleFrom > 0) known.set(userId, visibleFrom)
  else known.delete(userId)
  if (known.size === 0) late.delete(conversationId)
}

interface Wiring {
  io: KithServer
  writer: TurnWriter
  presence: Presence
  sights: Sights
  late: LateComers
}

function liveOf({ io, writer, presence, sights, late }: Wiring): Live {
  return {
    sightChanged: (userIds) => {
      for (const userId of userIds) sights.changed(userId)
    },
    cardChanged: (user) => presence.rename(user),
    toConversation: (audience, event, payload) => fanOut(writer, late, audience, event, payload),
    toUser: (userId, event, payload) => writer.toRoom(roomOfUser(userId), [], event, payload),
    isHere: (userId) => presence.isHere(userId),
    onlineIn: (conversationId, viewerId) => {
      const ids = new Set(socketsIn(io, roomOfConversation(conversationId)).map(({ data }) => data.caller.userId))
      ids.delete(viewerId)
      return [...ids].filter((userId) => presence.stateFor(viewerId, userId) === 'online')
    },
    admit: (userId, conversationId, visibleFrom) => {
      writer.flush()
      noteLate(late, conversationId, userId, visibleFrom)
      for (const socket of socketsIn(io, roomOfUser(userId))) socket.data.lostMeanwhile?.delete(conversationId)
      io.in(roomOfUser(userId)).socketsJoin(roomOfConversation(conversationId))
    },
    expel: (userId, conversationId) => {
      writer.flush()
      noteLate(late, conversationId, userId, 0)
      for (const socket of socketsIn(io, roomOfUser(userId))) socket.data.lostMeanwhile?.add(conversationId)
      io.in(roomOfUser(userId)).socketsLeave([roomOfConversation(conversationId), roomOfLookers(conversationId)])
    },
    endConversation: (conversationId) => {
      writer.flush()
      late.delete(conversationId)
      io.in(roomOfConversation(conversationId)).socketsLeave([
        roomOfConversation(conversationId),
        roomOfLookers(conversationId),
      ])
    },
    endSession: (sessionId) => io.in(roomOfCredential(sessionId)).disconnectSockets(true),
    endToken: (tokenId) => io.in(roomOfCredential(tokenId)).disconnectSockets(true),
    endUser: (userId) => io.in(roomOfUser(userId)).disconnectSockets(true),
  }
}

/** The sockets of a room on this node. */
function socketsIn(io: KithServer, room: string): KithSocket[] {
  const { adapter, sockets } = io.of('/')
  return [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? [])
}

/** The safety net under `endSession`: what has ended or expired loses its sockets even if nobody said so. */
async function closeEnded(ctx: AppContext, io: KithServer): Promise<void> {
  const sockets = [...io.of('/').sockets.values()]
  const ids = (kind: 'sessionId' | 'tokenId'): string[] => [
    ...new Set(sockets.flatMap((socket) => socket.data.caller[kind] ?? [])),
  ]
  const valid = await validCredentials(ctx, ids('sessionId'), ids('tokenId'))
  for (const socket of sockets) {
    const { sessionId, tokenId } = socket.data.caller
    if (!valid.has(sessionId ?? tokenId ?? '')) socket.disconnect(true)
  }
}
