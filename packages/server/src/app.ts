import type { AddressInfo } from 'node:net'
import { isIPv6 } from 'node:net'
import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { Background } from './background.ts'
import type { Config } from './config.ts'
import type { AppContext } from './context.ts'
import { openDatabase } from './database/database.ts'
import { Passwords, standardCost } from './features/accounts/passwords.ts'
import type { PasswordCost } from './features/accounts/passwords.ts'
import { GuardedFetch } from './guarded-fetch/guarded-fetch.ts'
import type { Outside } from './guarded-fetch/guarded-fetch.ts'
import { keepPace, usualPace } from './http/body-pace.ts'
import type { Pace } from './http/body-pace.ts'
import { buildHttpServer } from './http/server.ts'
import { jobHandlers } from './jobs/job-handlers.ts'
import { Jobs } from './jobs/jobs.ts'
import { Sweeps } from './jobs/sweeps.ts'
import { sweepList } from './jobs/sweep-list.ts'
import { Limiter } from './limiter.ts'
import { createLogger } from './logger.ts'
import { listenFault } from './port.ts'
import { Media } from './media/media.ts'
import { goElsewhere, leaveSeconds } from './leaving.ts'
import { openNodes } from './nodes/nodes.ts'
import type { Nodes, NodesPace } from './nodes/nodes.ts'
import { openStorage } from './media/storage.ts'
import { createRealtime } from './realtime/realtime.ts'
import { usualSweepPace } from './realtime/sweeper.ts'
import type { SweepPace } from './realtime/sweeper.ts'
import { secretOf } from './secrets.ts'
import { StartError } from './start-error.ts'

const DRAIN_MS = 5_000
const IDLE_EVERY_MS = 20
const TEMPORARY_SWEEP_MS = 60 * 60 * 1000

/** What tests and the demo may set differently. */
export interface Overrides {
  now?: () => number
  passwordCost?: PasswordCost
  log?: Logger
  /** What links lead to, in place of the internet. */
  outside?: Outside
  /** How long calls may take to come in. */
  pace?: Pace
  /** How long after it something is known that was told to nobody here. */
  sweepPace?: SweepPace
  /** How soon nodes notice that others came or went. */
  nodesPace?: NodesPace
  /** How long object storage may say nothing. */
  bucket?: { quietMs: number }
}

export interface App {
  ctx: AppContext
  nodes: Nodes
  /** Resolves to the address it listens on. @throws StartError */
  listen(): Promise<string>
  /** As `close`, but first proxies and devices are asked to go elsewhere, and have `LEAVE_SECONDS` for it. */
  leave(): Promise<void>
  /** Stops taking calls, ends the sockets, lets writes finish, closes the database. */
  close(): Promise<void>
}

/** Wires a whole Kith; nothing listens yet. @throws StartError */
export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLogger(config)
  const dataDirectory = resolve(config.DATA_DIR)
  const db = await openDatabase({
    dataDirectory,
    databaseUrl: config.DATABASE_URL,
    poolMax: config.DATABASE_POOL_MAX,
    warn: (error, what) => log.warn({ err: error }, `${what} failed`),
  })
  const storage = await openStorage(config, dataDirectory, {
    ...overrides.bucket,
    warn: (error, what) => log.warn({ err: error }, `${what} failed`),
  }).catch(async (error: unknown) => {
    await db.close()
    throw error
  })
  let isReady = true
  const now = overrides.now ?? Date.now
  const base = {
    config: { ...config, SESSION_SECRET: secretOf(config, dataDirectory) },
    db,
    log,
    limiter: new Limiter(config.RATE_LIMIT_FACTOR, () => performance.now()),
    passwords: new Passwords(overrides.passwordCost ?? standardCost),
    background: new Background(log),
    now,
    media: new Media(storage, db, now, new GuardedFetch(overrides.outside)),
  }
  let ctx: AppContext | null = null
  const known = (): AppContext => {
    if (ctx === null) throw new Error('asked for the context before it was there')
    return ctx
  }
  const jobs = new Jobs(known, jobHandlers)
  const late: Pick<AppContext, 'live'> = { live: notYet() }
  const full: AppContext = Object.assign({ ...base, jobs }, late)
  ctx = full
  const pace = overrides.pace ?? usualPace
  const http = await buildHttpServer(full, () => isReady, pace)
  const nodes = openNodes(full.config, log, overrides.nodesPace)
  const realtime = createRealtime(http.server, known, nodes, overrides.sweepPace ?? usualSweepPace)
  full.live = realtime.live
  keepPace(http.server, pace)
  const sweeps = new Sweeps(known, sweepList)
  // What lies in its own folder no other node can sweep.
  const sweepOwn = (): void => base.background.run('sweeping what was under way here', base.media.sweepTemporary())
  const ownSweep = setInterval(sweepOwn, TEMPORARY_SWEEP_MS)
  ownSweep.unref()
  const leaving = new AbortController()
  let closed: Promise<void> | null = null
  const end = async (): Promise<void> => {
    isReady = false
    leaving.abort()
    clearInterval(ownSweep)
    sweeps.close()
    jobs.close()
    // Calls under way may finish; a caller who takes too long to read or to write may not hold us up.
    const cut = setTimeout(() => http.server.closeAllConnections(), DRAIN_MS)
    // A connection on which one was answered meanwhile would stand idle until then.
    const idle = setInterval(() => http.server.closeIdleConnections(), IDLE_EVERY_MS)
    await realtime.close()
    await http.close()
    clearInterval(idle)
    clearTimeout(cut)
    await base.background.idle()
    // Not before: what the last calls stored is still to be told.
    await nodes.close()
    await base.media.close()
    await db.close()
  }
  const app: App = {
    ctx: full,
    nodes,
    listen: async () => {
      try {
        await http.listen({ host: config.HOST, port: config.PORT })
      } catch (error) {
        throw new StartError(listenFault(config, error))
      }
      jobs.wake()
      sweeps.look()
      sweepOwn()
      const { address, port } = http.server.address() as AddressInfo
      const here = `http://${isIPv6(address) ? `[${address}]` : address}:${port}`
      nodes.start(config.NODE_URL ?? here, realtime.ears)
      return here
    },
    leave: async () => {
      isReady = false
      await goElsewhere(leaveSeconds(config) * 1_000, realtime, leaving.signal)
      await app.close()
    },
    close: () => (closed ??= end()),
  }
  return app
}

/** Until the sockets are there, there is nobody to tell. */
function notYet(): AppContext['live'] {
  const nothing = (): void => undefined
  return {
    toConversation: nothing,
    toUser: nothing,
    toEveryone: nothing,
    sightChanged: nothing,
    cardChanged: nothing,
    postChanged: nothing,
    postGone: nothing,
    postSightChanged: nothing,
    isHere: () => false,
    onlineIn: () => Promise.resolve([]),
    admit: nothing,
    expel: nothing,
    endConversation: nothing,
    endSession: nothing,
    endToken: nothing,
    endUser: nothing,
  }
}
