/** Time span in milliseconds since 1970, end exclusive; null: open on that side. */
export interface Span {
  readonly from: number | null
  readonly to: number | null
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

const dayAt = (now: number, days: number): number => {
  const at = new Date(now)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).getTime()
}
const monthAt = (now: number, months: number): number => {
  const at = new Date(now)
  return new Date(at.getFullYear(), at.getMonth() + months, 1).getTime()
}
const yearAt = (now: number, years: number): number =>
  new Date(new Date(now).getFullYear() + years, 0, 1).getTime()

/** Weeks begin on Monday. */
const weekAt = (now: number, weeks: number): number =>
  dayAt(now, weeks * 7 - ((new Date(now).getDay() + 6) % 7))

const named: Readonly<Record<string, (now: number) => Span>> = {
  today: (now) => ({ from: dayAt(now, 0), to: dayAt(now, 1) }),
  yesterday: (now) => ({ from: dayAt(now, -1), to: dayAt(now, 0) }),
  'this week': (now) => ({ from: weekAt(now, 0), to: weekAt(now, 1) }),
  'last week': (now) => ({ from: weekAt(now, -1), to: weekAt(now, 0) }),
  'this month': (now) => ({ from: monthAt(now, 0), to: monthAt(now, 1) }),
  'last month': (now) => ({ from: monthAt(now, -1), to: monthAt(now, 0) }),
  'this year': (now) => ({ from: yearAt(now, 0), to: yearAt(now, 1) }),
  'last year': (now) => ({ from: yearAt(now, -1), to: yearAt(now, 0) }),
}

/** Phrases recognised as dates even without a key such as `on:`. */
export const dateWords: readonly string[] = Object.keys(named)

/**
 * Parses a date or period in local time: `2026-11-01`, `2026-11`, `yesterday`, `last week`, `monday` (the last one),
 * `7d` (until now). Null for other texts.
 */
export function readSpan(text: string, now: number): Span | null {
  const said = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
  return (
    (named[said] ?? named[said.replaceAll('-', ' ')])?.(now) ??
    weekdayOf(said, now) ??
    lastOf(said, now) ??
    digitsOf(said)
  )
}

function weekdayOf(said: string, now: number): Span | null {
  const day = weekdays.indexOf(said)
  if (day === -1) return null
  const ago = (new Date(now).getDay() - day + 7) % 7
  return { from: dayAt(now, -ago), to: dayAt(now, 1 - ago) }
}

function lastOf(said: string, now: number): Span | null {
  const { count, unit } = /^(?<count>\d{1,4})(?<unit>[hdw])$/.exec(said)?.groups ?? {}
  const ms = unitMs[unit ?? '']
  return ms === undefined ? null : { from: now - Number(count) * ms, to: null }
}

function digitsOf(said: string): Span | null {
  const { year, month, day } =
    /^(?<year>\d{4})(?:-(?<month>\d\d?)(?:-(?<day>\d\d?))?)?$/.exec(said)?.groups ?? {}
  if (year === undefined) return null
  const [y, m, d] = [Number(year), month === undefined ? 0 : Number(month) - 1, Number(day ?? 1)]
  const from = new Date(y, m, d)
  if (from.getMonth() !== m || from.getDate() !== d) return null
  const to = month === undefined ? [y + 1, 0, 1] : day === undefined ? [y, m + 1, 1] : [y, m, d + 1]
  const [toYear = y, toMonth = m, toDay = d] = to
  return { from: from.getTime(), to: new Date(toYear, toMonth, toDay).getTime() }
}
