import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type { Config } from './config.ts'

/** JSON lines on standard error. Nothing that people wrote and no secret is ever logged. */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL'>,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: withoutData },
      redact: ['req.headers', 'headers', '*.password', '*.token', '*.body'],
    },
    destination,
  )
}

const facts = new Set(['code', 'errcode', 'severity', 'table', 'constraint', 'syscall'])

/** An error without what it carries of the data: PostgreSQL hands over the row that it refused, with all its text. */
function withoutData(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  return {
    type: name,
    message,
    stack,
    ...Object.fromEntries(Object.entries(error).filter(([key]) => facts.has(key))),
    ...(cause === undefined ? {} : { cause: withoutData(cause) }),
  }
}
