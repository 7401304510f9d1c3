const dayMs = 86_400_000
/** Larger than any UTC offset that ever existed. */
const widestOffsetMs = 16 * 3_600_000

interface Day {
  readonly start: number
  /** The first instant of the next day. */
  readonly end: number
}

interface Calendar {
  /** The date at an instant, as the UTC midnight of that date. */
  dateAt(instant: number): number
  /** The most recently requested day, which the next request usually needs again. */
  latest: Day
}

/** A formatter per time zone: creating a formatter takes a thousand times as long as using it. */
const calendars = new Map<string, Calendar>()

/**
 * First instant of tomorrow in the time zone, in milliseconds since 1970. A day with a clock change lasts 23 to 25
 * hours. `timeZone` is an IANA name; an unknown name throws.
 */
export function endOfToday(now: number, timeZone: string): number {
  if (timeZone === 'UTC') return Math.floor(now / dayMs) * dayMs + dayMs
  const calendar = calendars.get(timeZone) ?? openCalendar(timeZone)
  const { latest } = calendar
  if (now >= latest.start && now < latest.end) return latest.end
  calendar.latest = findDay(calendar, now)
  return calendar.latest.end
}

function openCalendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  const dateAt = (instant: number) => {
    const parts = format.formatToParts(instant)
    const of = (type: 'year' | 'month' | 'day') => Number(parts.find((part) => part.type === type)?.value)
    return Date.UTC(of('year'), of('month') - 1, of('day'))
  }
  const calendar = { dateAt, latest: { start: 0, end: 0 } }
  calendars.set(timeZone, calendar)
  return calendar
}

/**
 * Days follow each other without gaps or overlaps, even where clocks moved back across midnight and a date occurred
 * twice.
 */
function findDay(calendar: Calendar, now: number): Day {
  const date = calendar.dateAt(now)
  const [start, end] = [startOf(calendar, date), startOf(calendar, date + dayMs)]
  if (now < start) return { start: startOf(calendar, date - dayMs), end: start }
  if (now >= end) return { start: end, end: startOf(calendar, date + 2 * dayMs) }
  return { start, end }
}

/** Bisects, which works for any clock change around midnight, including a skipped midnight or date. */
function startOf(calendar: Calendar, date: number): number {
  let before = date - widestOffsetMs
  let from = date + widestOffsetMs
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (calendar.dateAt(middle) < date) before = middle
    else from = middle
  }
  return from
}
