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
import { sweepExpired } from './features/accounts/accounts.ts'
import { buildHttpServer } from './http/server.ts'
import { Limiter } from './limiter.ts'
import { createLogger } from './logger.ts'
import { listenFault } from './port.ts'
import { createRealtime } from './realtime/realtime.ts'
import { StartError } from './start-error.ts'

const DRAIN_MS = 5_000
const SWEEP_MS = 60 * 60 * 1000

/** What tests and the demo may set differently. */
export interface Overrides {
  now?: () => number
  passwordCost?: PasswordCost
  log?: Logger
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
  const db = await openDatabase({ dataDirectory: resolve(config.DATA_DIR), databaseUrl: config.DATABASE_URL })
  let isReady = true
  const base = {
    config,
    db,
    log,
    limiter: new Limiter(config.RATE_LIMIT_FACTOR, () => performance.now()),
    passwords: new Passwords(overrides.passwordCost ?? standardCost),
    background: new Background(log),
    now: overrides.now ?? Date.now,
  }
  let ctx: AppContext | null = null
  const known = (): AppContext => {
    if (ctx === null) throw new Error('asked for the context before it was there')
    return ctx
  }
  const late: Pick<AppContext, 'live'> = { live: notYet() }
  const full: AppContext = Object.assign({ ...base }, late)
  ctx = full
  const http = await buildHttpServer(full, () => isReady)
  const realtime = createRealtime(http.server, known)
  full.live = realtime.live
  const sweep = setInterval(() => base.background.run('sweeping expired sessions', sweepExpired(full)), SWEEP_MS)
  sweep.unref()
  return {
    ctx: full,
    listen: async () => {
      try {
        await http.listen({ host: config.HOST, port: config.PORT })
      } catch (error) {
        throw new StartError(listenFault(config, error))
      }
      const { address, port } = http.server.address() as AddressInfo
      return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`
    },
    close: async () => {
      isReady = false
      clearInterval(sweep)
      // Calls under way may finish; a caller who takes too long to read or to write may not hold us up.
      const cut = setTimeout(() => http.server.closeAllConnections(), DRAIN_MS)
      await realtime.close()
      await http.close()
      clearTimeout(cut)
      await base.background.idle()
      await db.close()
    },
  }
}

/** Until the sockets are there, there is nobody to tell. */
function notYet(): AppContext['live'] {
  const nothing = (): void => undefined
  return {
    toConversation: nothing,
    toUser: nothing,
    isHere: () => false,
    admit: nothing,
    expel: nothing,
    endConversation: nothing,
    endSession: nothing,
    endToken: nothing,
  }
}
