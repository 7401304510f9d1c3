/** The date at an instant as clocks in a zone show it: `2026-11-22`. The zone is an IANA name. */
export function createDayOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  return (at) => format.format(at)
}

/** Clocks of every zone differ from UTC by a multiple of this: what falls into one part is of one day everywhere. */
export const dayPartMs = 15 * 60_000
export const dayMs = 24 * 60 * 60_000

/** A day in UTC, cut where another begins in a zone: what is before `at` is of one date, the rest of the next. */
export interface CutDay {
  readonly before: string
  readonly at: number
  readonly after: string
}

/** The date is said once for a day and not for each of its parts: that takes as long as reading them. */
export function createDayCutter(timeZone: string): (day: number) => CutDay {
  const dayOf = createDayOf(timeZone)
  const known = new Map<number, CutDay>()
  let usual = 0
  const cut = (day: number): CutDay => {
    const [before, after] = [dayOf(day), dayOf(day + dayMs - dayPartMs)]
    if (before === after) return { before, at: day, after }
    const isThere = (at: number) => dayOf(at - dayPartMs) === before && dayOf(at) === after
    // At the same hour on nearly all days.
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
