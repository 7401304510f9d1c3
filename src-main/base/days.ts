/** The date at an instant as clocks in a zone show it: `2026-11-22`. The zone is an IANA name. */
export function createDayOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  return (at) => format.format(at)
}

/** Clocks of every zone differ from UTC by a multiple of this: what falls into one part is of one day everywhere. */
export const dayPartMs = 15 * 60_000
