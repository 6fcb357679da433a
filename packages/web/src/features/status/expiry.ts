/** For how long a status stands. */
export const expiries = ['half-hour', 'hour', 'four-hours', 'today', 'week', 'never', 'custom'] as const
export type Expiry = (typeof expiries)[number]

const MINUTE_MS = 60_000
const spans: Partial<Record<Expiry, number>> = { 'half-hour': 30, hour: 60, 'four-hours': 240 }

/** The moment at which a status ends; null where it stays. `custom` is what the field says, in the time of this place. */
export function endOf(expiry: Expiry, custom: string, now = new Date()): Date | null {
  const minutes = spans[expiry]
  if (minutes !== undefined) return new Date(now.getTime() + minutes * MINUTE_MS)
  if (expiry === 'today') return midnightAfter(now, 1)
  // To the end of Sunday.
  if (expiry === 'week') return midnightAfter(now, ((7 - now.getDay()) % 7) + 1)
  return expiry === 'custom' ? new Date(custom) : null
}

/** Midnight here, so many days after. */
function midnightAfter(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
}

/** As a field for day and time takes it. */
export function fieldValue(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS)
  return local.toISOString().slice(0, 16)
}
