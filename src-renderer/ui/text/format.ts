import { locale, words } from '#shared/words/words.ts'

const say = words.time
const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
/** A shorter duration would display as zero. */
const shortestMs = 50
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })

/** `0.8 s`, `12 s`, `3 min 05 s`, `1 h 02 min`, `2 h`. `isGrowing`: no fractions of seconds, for running timers. */
export function formatDuration(ms: number, { isGrowing = false } = {}): string {
  if (ms <= 0) return say.seconds('0')
  if (ms < shortestMs && !isGrowing) return say.under(say.seconds(oneDigit.format(0.1)))
  if (ms < 10_000 && !isGrowing) return say.seconds(oneDigit.format(ms / 1000))
  const seconds = Math.max(0, isGrowing ? Math.floor(ms / 1000) : Math.round(ms / 1000))
  if (seconds < 60) return say.seconds(String(seconds))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (!isGrowing && minutes < 60 && seconds % 60 === 0) return say.minutes(String(minutes))
  if (minutes < 60) return say.minutesAndSeconds(String(minutes), twoDigits(seconds % 60))
  if (!isGrowing && minutes % 60 === 0) return say.hours(String(hours))
  return say.hoursAndMinutes(String(hours), twoDigits(minutes % 60))
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' })
const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const dateAndTime = new Intl.DateTimeFormat(locale, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
})
const dateAndMinute = new Intl.DateTimeFormat(locale, {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
})
const time = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

const day = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const moment = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** `just now`, `5 min. ago`, `yesterday`, or the date if older than a week. Both arguments: milliseconds since 1970. */
export function formatAgo(at: number, now: number): string {
  const past = now - at
  if (past < minuteMs) return say.justNow
  if (past < hourMs) return relative.format(-Math.floor(past / minuteMs), 'minute')
  if (past < dayMs) return relative.format(-Math.floor(past / hourMs), 'hour')
  if (past < 7 * dayMs) return relative.format(-Math.floor(past / dayMs), 'day')
  return date.format(at)
}

/** Date and time to the minute, for times that a user set. Measured times need `formatInstant`. */
export const formatMinute = (at: number): string => dateAndMinute.format(at)
/** `Nov 9, 2026, 17:05:09`. */
export const formatInstant = (at: number): string => dateAndTime.format(at)
export const formatTime = (at: number): string => time.format(at)
/** `Mon 09:00`: for days close to today. */
export const formatMoment = (at: number): string => moment.format(at)
/** `Mon, Nov 9, 2026`. */
export const formatDay = (at: number): string => day.format(at)

/** `2026-11-09`, in the time zone of this computer. */
export function isoDay(at: number): string {
  const local = new Date(at)
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()].map(twoDigits).join('-')
}

/** `10:32`. */
export const formatClock = (at: number): string => clock.format(at)

/** `3 min`, `2 h`, `4 days`: rounded, for estimates. At least one minute. */
export function formatAbout(ms: number): string {
  const { unit, count } = aboutOf(ms)
  return roundedTexts[unit](count)
}

/** `20–40 min`, `50 min to 2 h`: a range of estimates. A single value if both round to the same. */
export function aboutSpan(leastMs: number, mostMs: number): string {
  const [least, most] = [aboutOf(leastMs), aboutOf(mostMs)]
  const latest = roundedTexts[most.unit](most.count)
  if (least.unit !== most.unit) return say.between(roundedTexts[least.unit](least.count), latest)
  return least.count === most.count ? latest : say.within(whole.format(least.count), latest)
}

const roundedTexts = {
  minutes: (count: number) => say.minutes(String(count)),
  hours: (count: number) => say.hours(String(count)),
  days: (count: number) => say.days(count),
}

function aboutOf(ms: number): { readonly unit: keyof typeof roundedTexts; readonly count: number } {
  const minutes = Math.max(1, Math.round(ms / minuteMs))
  if (minutes < 90) return { unit: 'minutes', count: minutes }
  const hours = Math.round(ms / hourMs)
  return hours < 36 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.round(ms / dayMs) }
}

/** Value for a `datetime-local` field: local time, to the minute. */
export function formatForInput(at: number): string {
  const local = new Date(at)
  const day = [local.getFullYear(), twoDigits(local.getMonth() + 1), twoDigits(local.getDate())].join('-')
  return `${day}T${twoDigits(local.getHours())}:${twoDigits(local.getMinutes())}`
}

/** The value of a `datetime-local` field in milliseconds since 1970; null for an empty or incomplete one. */
export function parseFromInput(text: string): number | null {
  const at = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(text) ? new Date(text).getTime() : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** `812 bytes`, `1.5 kB`, `2.3 MB`; 1 kB is 1000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return say.bytes(bytes)
  return bytes < 999_950 ? say.kilobytes(short(bytes / 1000)) : say.megabytes(short(bytes / 1_000_000))
}

const short = (amount: number): string => (amount < 10 ? oneDigit : whole).format(amount)
