const DAY_MS = 86_400_000
/** The day before the T, by its number: a page of messages asks for the same few again and again. */
const days = new Map<number, string>()
const DAYS_MAX = 1_000

function dayOf(number: number): string {
  let day = days.get(number)
  if (day === undefined) {
    if (days.size >= DAYS_MAX) days.clear()
    day = new Date(number * DAY_MS).toISOString().slice(0, -14)
    days.set(number, day)
  }
  return day
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

/** ISO 8601, UTC, milliseconds: how times leave the server. As `toISOString` writes it, at a quarter of the cost. */
export function toTimestamp(ms: number): string {
  const number = Math.floor(ms / DAY_MS)
  const rest = ms - number * DAY_MS
  const millis = rest % 1_000
  const seconds = Math.floor(rest / 1_000)
  const time = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${dayOf(number)}T${time}.${millis < 100 ? '0' : ''}${two(millis)}Z`
}

export function toTimestampOrNull(ms: number | null): string | null {
  return ms === null ? null : toTimestamp(ms)
}
