import { Problem } from '../problem.ts'

const SQLITE_UNIQUE = 2067
const SQLITE_PRIMARY_KEY = 1555
const POSTGRES_UNIQUE = '23505'

const SQLITE_BUSY = 5
const SQLITE_IOERR = 10
const SQLITE_FULL = 13
const sqliteMayPass = new Set([SQLITE_BUSY, SQLITE_IOERR, SQLITE_FULL])
/** Classes: connection exception, resources, operator intervention, lock not available, system error. */
const postgresMayPass = /^(08|53|55|57|58)/
/** Text that PostgreSQL cannot hold, or a number out of range: what was asked for cannot exist. */
const postgresNoSuchValue = /^22/

/** What a caller is told of a failure of the database; null when `error` is something else, or a fault of ours. */
export function problemOfDatabase(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null
  if ('errcode' in error && typeof error.errcode === 'number') {
    return sqliteMayPass.has(error.errcode & 0xff) ? new Problem('busy', { retryAfterSeconds: 2 }) : null
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if ('severity' in error && postgresNoSuchValue.test(code)) return new Problem('validation-failed')
  const isConnection = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/.test(code) || isLostConnection(error)
  if (isConnection || ('severity' in error && postgresMayPass.test(code))) {
    return new Problem('busy', { retryAfterSeconds: 2 })
  }
  return null
}

/** The driver has no code for these. */
function isLostConnection(error: Error): boolean {
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(error.message)
}

/** Whether `error` says that a row with that key exists already, in the words of either database. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error) return error.errcode === SQLITE_UNIQUE || error.errcode === SQLITE_PRIMARY_KEY
  return 'code' in error && error.code === POSTGRES_UNIQUE
}

/** Whether a migration has changed, meanwhile, what a prepared query of PostgreSQL gives. */
export function isStalePlan(error: unknown): boolean {
  return error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery'
}
