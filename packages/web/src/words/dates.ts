const formats = {
  time: { hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'short' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  longDayOfYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  full: { dateStyle: 'full', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const made = new Map<string, Intl.DateTimeFormat>()

/** The region of the browser where it speaks the language of the page: some write 19:05, others 7:05 PM. */
function locale(): string {
  const { lang } = document.documentElement
  return navigator.languages.find((each) => each.split('-')[0] === lang && isLocale(each)) ?? lang
}

/** Some browsers take what the system says for one, as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

/** Making one costs a millisecond; a list needs thousands. */
function format(name: keyof typeof formats, date: Date): string {
  let known = made.get(name)
  if (known === undefined) made.set(name, (known = new Intl.DateTimeFormat(locale(), formats[name])))
  return known.format(date)
}

/** Whole days from one date to another, by the calendar here. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return (midnight(to) - midnight(from)) / 86_400_000
}

/** As short as it can be, for lists: "14:05" today, "Tue" within a week, "3 Mar" this year, else "3 Mar 2024". */
export function shortTime(iso: string): string {
  const date = new Date(iso)
  const now = new Date()
  const days = daysBetween(date, now)
  if (days <= 0) return format('time', date)
  if (days < 7) return format('weekday', date)
  return format(date.getFullYear() === now.getFullYear() ? 'day' : 'dayOfYear', date)
}

/** A day as a line between messages says it: "Today", "Yesterday", "Tuesday 3 March", with the year where it is another. */
export function dayLabel(iso: string): string {
  const date = new Date(iso)
  const now = new Date()
  const days = daysBetween(date, now)
  if (days === 0 || days === 1) {
    const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-days, 'day')
    return words.charAt(0).toLocaleUpperCase() + words.slice(1)
  }
  return format(date.getFullYear() === now.getFullYear() ? 'longDay' : 'longDayOfYear', date)
}

/** "5 minutes ago", "in 3 days": the largest unit that fits. */
export function relativeTime(iso: string): string {
  const seconds = (new Date(iso).getTime() - Date.now()) / 1000
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit)
  }
  return words.format(0, 'second')
}

/** "5 minutes ago" within a week, else the day: "3 Mar", with the year where it is another. */
export function recentTime(iso: string): string {
  return daysBetween(new Date(iso), new Date()) < 7 ? relativeTime(iso) : shortTime(iso)
}

export const clockTime = (iso: string): string => format('time', new Date(iso))
export const exactTime = (iso: string): string => format('full', new Date(iso))
export const calendarDay = (iso: string): string => format('dayOfYear', new Date(iso))

/** When something ends, as short as it can be: "18:00" today, "Tue, 18:00" within a week, else the day. */
export function untilTime(iso: string): string {
  const date = new Date(iso)
  const days = daysBetween(new Date(), date)
  if (days <= 0) return format('time', date)
  return days < 7 ? `${format('weekday', date)}, ${format('time', date)}` : format('day', date)
}
