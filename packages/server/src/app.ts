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
import { sweepUploads } from './features/attachments/attachments.ts'
import { sweepExpired } from './features/accounts/accounts.ts'
import { sweepPreviews } from './features/previews/previews.ts'
import { GuardedFetch } from './guarded-fetch/guarded-fetch.ts'
import type { Outside } from './guarded-fetch/guarded-fetch.ts'
import { buildHttpServer } from './http/server.ts'
import { jobHandlers } from './jobs/job-handlers.ts'
import { Jobs, sweepJobs } from './jobs/jobs.ts'
import { Limiter } from './limiter.ts'
import { createLogger } from './logger.ts'
import { listenFault } from './port.ts'
import { Media } from './media/media.ts'
import { createRealtime } from './realtime/realtime.ts'
import { secretOf } from './secrets.ts'
import { StartError } from './start-error.ts'

const DRAIN_MS = 5_000
const IDLE_EVERY_MS = 20
const SWEEP_MS = 60 * 60 * 1000
/** Of what is stored, checked with each sweep: some gigabytes a day, and no load that anybody feels. */
const CHECKED_BYTES = 256 * 1024 * 1024

/** What tests and the demo may set differently. */
export interface Overrides {
  now?: () => number
  passwordCost?: PasswordCost
  log?: Logger
  /** What links lead to, in place of the internet. */
  outside?: Outside
}

export interface App {
  ctx: AppContext
  /** Resolves to the address it listens on. @throws StartError */
  listen(): Promise<string>
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
    media: new Media(dataDirectory, db, now, new GuardedFetch(overrides.outside)),
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
  const http = await buildHttpServer(full, () => isReady)
  const realtime = createRealtime(http.server, known)
  full.live = realtime.live
  const sweepAll = (): void => {
    base.background.run('sweeping expired sessions', sweepExpired(full))
    base.background.run('sweeping work that was given up', sweepJobs(full))
    base.background.run(
      'sweeping files',
      Promise.all([sweepPreviews(full), sweepUploads(full)]).then(() => full.media.sweep()),
    )
    base.background.run('checking files', checkFiles(full))
  }
  const sweep = setInterval(sweepAll, SWEEP_MS)
  sweep.unref()
  return {
    ctx: full,
    listen: async () => {
      try {
        await http.listen({ host: config.HOST, port: config.PORT })
      } catch (error) {
        throw new StartError(listenFault(config, error))
      }
      jobs.wake()
      sweepAll()
      const { address, port } = http.server.address() as AddressInfo
      return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`
    },
    close: async () => {
      isReady = false
      clearInterval(sweep)
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
      await base.media.close()
      await db.close()
    },
  }
}

/** Says which files the disk lost or changed, so that they can be brought back from a backup. */
async function checkFiles({ media, log }: AppContext): Promise<void> {
  for (const damage of await media.scrub(CHECKED_BYTES)) log.error(damage, 'a stored file is damaged')
}

/** Until the sockets are there, there is nobody to tell. */
function notYet(): AppContext['live'] {
  const nothing = (): void => undefined
  return {
    toConversation: nothing,
    toUser: nothing,
    sightChanged: nothing,
    cardChanged: nothing,
    isHere: () => false,
    onlineIn: () => [],
    admit: nothing,
    expel: nothing,
    endConversation: nothing,
    endSession: nothing,
    endToken: nothing,
    endUser: nothing,
  }
}
