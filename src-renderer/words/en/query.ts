import { plural } from '#shared/text/plural.ts'

/** Searches that are written: the same everywhere. */
export const query = {
  clear: 'Clear the search',
  remove: (what: string) => `Remove ${what}`,
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  badDate: (value: string) => `“${value}” is no date. Try 2026-11-01, yesterday, last week or 7d.`,
  active: 'Filters',
  tasks: {
    label: 'Filter tasks',
    clear: 'Clear the filter',
    remove: (term: string) => `Remove ${term}`,
    found: (matched: number, all: number) => `${matched.toLocaleString('en')} of ${plural(all, 'task')}`,
    noField: (name: string, fields: readonly string[]) =>
      `There is no field “${name}”. Fields: ${fields.join(', ')}.`,
    help: 'Search syntax',
  },
}
