import pino from 'pino'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

/** JSON lines on standard error. Nothing that people wrote and no secret is ever logged. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers', 'headers', '*.password', '*.token', '*.body'],
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
