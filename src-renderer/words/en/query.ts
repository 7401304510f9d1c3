/** Searches that are written: the same everywhere. */
export const query = {
  clear: 'Clear the search',
  remove: (what: string) => `Remove ${what}`,
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  badDate: (value: string) => `“${value}” is no date. Try 2026-11-01, yesterday, last week or 7d.`,
  active: 'Filters',
}
