import type { Logger } from 'pino'
import type { Background } from './background.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import type { Passwords } from './features/accounts/passwords.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Limiter } from './limiter.ts'
import type { Live } from './live.ts'
import type { Media } from './media/media.ts'

/** What every rule receives first. Ten members at most. */
export interface AppContext {
  /** With the secret of this server, made at the first start where none was set. */
  config: Config & { readonly SESSION_SECRET: string }
  db: Database
  log: Logger
  limiter: Limiter
  live: Live
  passwords: Passwords
  background: Background
  jobs: Jobs
  media: Media
  /** Milliseconds since 1970, UTC. Only ever for display, expiry and limits: never for order. */
  now: () => number
}
