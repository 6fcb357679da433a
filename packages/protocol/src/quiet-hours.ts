/** When somebody wants to be left in peace: from `from` to `to` (minutes of the day in `timeZone`), past midnight too. */
export interface QuietHours {
  from: number
  to: number
  timeZone: string
  /** The days on which they begin; 0 is Sunday. */
  days: readonly number[]
}

const DAY_MINUTES = 24 * 60
const MINUTE_MS = 60_000

/** Whether `now` (milliseconds since 1970) lies in the quiet hours. */
export function isQuiet(hours: QuietHours | null, now: number): boolean {
  if (hours === null || hours.from === hours.to) return false
  const { day, minute } = localTime(hours.timeZone, now)
  const { from, to, days } = hours
  if (from < to) return days.includes(day) && minute >= from && minute < to
  if (minute >= from) return days.includes(day)
  return minute < to && days.includes((day + 6) % 7)
}

/** When the quiet hours in which `now` lies are over, in milliseconds since 1970; `now` itself outside of them. */
export function quietUntil(hours: QuietHours | null, now: number): number {
  if (hours === null || !isQuiet(hours, now)) return now
  const { minute } = localTime(hours.timeZone, now)
  const left = (hours.to - minute + DAY_MINUTES) % DAY_MINUTES
  // On the minute, so that a notice in the middle of one does not wake anybody a moment early.
  return Math.floor(now / MINUTE_MS) * MINUTE_MS + left * MINUTE_MS
}

function localTime(timeZone: string, now: number): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
  return {
    day: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday')),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  }
}
