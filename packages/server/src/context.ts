import type { Logger } from 'pino'
import type { Background } from './background.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import type { Passwords } from './features/accounts/passwords.ts'
import type { Limiter } from './limiter.ts'
import type { Live } from './live.ts'

/** What every rule receives first. Ten members at most. */
export interface AppContext {
  config: Config
  db: Database
  log: Logger
  limiter: Limiter
  live: Live
  passwords: Passwords
  background: Background
  /** Milliseconds since 1970, UTC. Only ever for display, expiry and limits: never for order. */
  now: () => number
}
