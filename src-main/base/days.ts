/** Formats an instant as the local date in a zone: `2026-11-22`. The zone is an IANA name. */
export function createDayOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  return (at) => format.format(at)
}

/**
 * Milliseconds. The UTC offset of every zone is a multiple of this, so one part always belongs to a single date in any
 * zone.
 */
export const dayPartMs = 15 * 60_000
export const dayMs = 24 * 60 * 60_000

/**
 * A day in UTC, split where the date changes in a zone: `before` is the date until the instant `at`, `after` the date
 * from then on.
 */
export interface CutDay {
  readonly before: string
  readonly at: number
  readonly after: string
}

/**
 * Splits UTC days, with one cached result per day. Formatting a date for each part of a day would take as long as
 * reading the parts.
 */
export function createDayCutter(timeZone: string): (day: number) => CutDay {
  const dayOf = createDayOf(timeZone)
  const known = new Map<number, CutDay>()
  let usual = 0
  const cut = (day: number): CutDay => {
    const [before, after] = [dayOf(day), dayOf(day + dayMs - dayPartMs)]
    if (before === after) return { before, at: day, after }
    const isThere = (at: number) => dayOf(at - dayPartMs) === before && dayOf(at) === after
    // The date changes at the same hour on nearly all days.
    if (usual === 0 || !isThere(day + usual)) {
      let [from, to] = [0, dayMs / dayPartMs - 1]
      while (to - from > 1) {
        const middle = Math.floor((from + to) / 2)
        if (dayOf(day + middle * dayPartMs) === before) from = middle
        else to = middle
      }
      usual = to * dayPartMs
    }
    return { before, at: day + usual, after }
  }
  return (day) => {
    const found = known.get(day) ?? cut(day)
    known.set(day, found)
    return found
  }
}
