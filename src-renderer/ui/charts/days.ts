import { locale } from '#shared/words/words.ts'

/** Time zone of this machine, which determines when days begin. */
export const timeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' })
const short = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** `2026-11-22`, in local time. */
export const dayOf = (at: number): string => day.format(at)

const long = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })

/** `Nov 22, 2026`. */
export const longDay = (date: string): string => long.format(Date.parse(date))

/** `Nov 22`. */
export const shortDay = (date: string): string => short.format(Date.parse(date))

export function startOfMonth(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime()
}

/** Local midnight `days` days before `now`; 0 is today. */
export function startOfDayBefore(now: number, days: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime()
}

/** Every date from `first` to `last`, inclusive, with days without events. */
export function listDays(first: string, last: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(first); at <= Date.parse(last) && days.length < maxDays; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

const maxDays = 4000

/** Local midnight of `day`; `after` adds days, which may be longer or shorter than 24 h. */
export function startOfDay(day: string, after = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + after).getTime()
}
