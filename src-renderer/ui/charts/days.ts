import { locale } from '#shared/words/words.ts'

/** The zone of this machine, by whose clock days begin. */
export const timeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' })
const short = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** `2026-11-22`, by the clock of this machine. */
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

/** Midnight of the day that was so many days ago; 0 is today. */
export function startOfDayBefore(now: number, days: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime()
}

/** Every date from one to another, both included: a day on which nothing happened is a day, too. */
export function listDays(first: string, last: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(first); at <= Date.parse(last) && days.length < maxDays; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

const maxDays = 4000

/** Midnight here; `after`: days later, however long those are. */
export function startOfDay(day: string, after = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + after).getTime()
}
