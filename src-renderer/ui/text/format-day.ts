import { locale } from '../../words/words.ts'

const day = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** `Mon, Nov 9, 2026`. */
export const formatDay = (at: number): string => day.format(at)

/** `2026-11-09`, where the person is. */
export function isoDay(at: number): string {
  const local = new Date(at)
  const [month, date] = [local.getMonth() + 1, local.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${local.getFullYear()}-${month}-${date}`
}

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** `10:32`. */
export const formatClock = (at: number): string => clock.format(at)
