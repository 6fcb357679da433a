import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { limits } from '@kith/protocol/limits.ts'
import { Server } from 'socket.io'
import type { AppContext } from '../context.ts'
import { isStillValid } from '../features/accounts/accounts.ts'
import { cardsOf, noteSeen } from '../features/users/users.ts'
import { networkOf } from '../limiter.ts'
import type { Live } from '../live.ts'
import type { Ears, Nodes } from '../nodes/nodes.ts'
import { Problem } from '../problem.ts'
import { Admissions } from './admissions.ts'
import { keepGate } from './gate.ts'
import { connectionIdFor, HandingOn } from './handing-on.ts'
import { callerOfSocket, connectError, isHandshakeAllowed } from './handshake.ts'
import { Census } from './census.ts'
import { earsOf } from './hearing.ts'
import { moveWhenAsked, refuseNew } from './leaving.ts'
import { liveEverywhere } from './live-everywhere.ts'
import { liveHere } from './live-here.ts'
import { Murmurs } from './murmurs.ts'
import type { Session } from './handlers.ts'
import { answerPacket } from './packets.ts'
import { PostWatch } from './post-watch.ts'
import { Presence } from './presence.ts'
import { Receipts } from './receipts.ts'
import { Sights } from './sights.ts'
import { Sweeper } from './sweeper.ts'
import type { SweepPace } from './sweeper.ts'
import { TurnWriter } from './turn-writer.ts'
import { roomOfCredential, roomOfEveryone, roomOfUser } from './socket-state.ts'
import type { KithServer, KithSocket } from './socket-state.ts'

const SOCKETS_PER_USER = 20
const SOCKETS_PER_NETWORK = 200
const PATH = '/socket.io'
/** Limits on rates are told to the other nodes so often. */
const TAKES_MS = 100

export interface Realtime {
  live: Live
  /** Lets nobody in any more, and asks those who are here to connect anew: another node takes them. */
  leave(withinMs: number): void
  /** What the other nodes are heard with. */
  ears: Ears
  close(): Promise<void>
}

/** Socket.IO on the HTTP server: connections, who hears what, and the ends of sessions. */
export function createRealtime(
  server: HttpServer,
  context: () => AppContext,
  nodes: Nodes,
  sweepPace: SweepPace,
): Realtime {
  const io: KithServer = new Server(server, {
    path: PATH,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.socketPacketMaxBytes,
    connectTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, isHandshakeAllowed(context(), request)),
  })
  const writer = new TurnWriter(io)
  const presence = new Presence(io, (userId) => noteSeen(context(), userId), {
    here: (people) => nodes.tell({ say: 'here', people }),
    gone: (userIds) => nodes.tell({ say: 'gone', userIds }),
  })
  const sights = new Sights(context, presence)
  const receipts = new Receipts(context)
  const admissions = new Admissions(io, writer, context)
  const { late } = admissions
  const murmurs = new Murmurs(io, writer, { sightOf: (userId) => presence.sightOf(userId), late })
  const posts = new PostWatch(io, context)
  const wiring = { context, io, writer, admissions, presence, sights, posts, nodes }
  const here = liveHere(wiring)
  const sweeper = new Sweeper(wiring, sweepPace)
  const census = new Census()
  let leaveWithinMs: number | null = null
  io.engine.on('connection_error', () => undefined)
  const handingOn = new HandingOn(nodes)
  keepGate(server, PATH, [refuseNew(() => leaveWithinMs !== null), handingOn, moveWhenAsked(io)])
  io.engine.generateId = () => connectionIdFor(nodes.id)

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
    if (leaveWithinMs !== null) socket.emit('leaving', { withinMs: leaveWithinMs })
    context().background.run(
      'attending a socket',
      attend(context(), { nodes, admissions, socket, presence, murmurs, receipts, posts }, sights),
    )
  })

  const takes = setInterval(() => {
    const untold = context().limiter.untold()
    if (untold.length > 0) nodes.tell({ say: 'took', takes: untold })
  }, TAKES_MS)
  takes.unref()

  return {
    live: liveEverywhere(here, nodes, presence),
    ears: earsOf({
      here,
      nodes,
      admissions,
      presence,
      murmurs,
      sweeper,
      took: (elsewhere) => context().limiter.tookElsewhere(elsewhere),
    }),
    leave: (withinMs) => {
      leaveWithinMs = withinMs
      handingOn.leave()
      writer.toRoom(roomOfEveryone, [], 'leaving', { withinMs })
    },
    close: async () => {
      clearInterval(takes)
      sweeper.close()
      presence.close()
      murmurs.close()
      receipts.close()
      posts.close()
      writer.close()
      handingOn.close()
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
async function attend(ctx: AppContext, around: Omit<Session, 'ctx' | 'user'>, sights: Sights): Promise<void> {
  const { socket, presence, admissions, nodes } = around
  const { userId, sessionId, tokenId } = socket.data.caller
  await socket.join([roomOfUser(userId), roomOfEveryone, roomOfCredential(sessionId ?? tokenId ?? '')])
  socket.on('disconnect', () => presence.went(userId, socket.id))
  // Packets that come before the rooms are joined wait for it.
  const ready = refuseEnded(ctx, socket).then(() => admissions.subscribe(socket))
  const named = cardsOf(ctx.db.read, [userId])
  const session = Promise.all([named, ready]).then(async ([cards]) => {
    const user = cards.get(userId)
    if (user === undefined) throw new Problem('unauthenticated')
    socket.data.user = user
    // Read last of all, so that nothing lies between its being read and its being told of changes.
    const shown = presence.isConnectedHere(userId) ? presence.sightOf(userId) : undefined
    const sight = shown ?? (await sights.read(userId))
    if (socket.connected) presence.came(user, sight, socket.id)
    // Nothing is answered before: what the other nodes told nobody, since nobody was here, is in the answer.
    await nodes.heardByAll()
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
