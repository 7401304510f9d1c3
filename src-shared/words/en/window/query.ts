import { plural } from '#shared/text/plural.ts'

/** Texts of search fields. */
export const query = {
  clear: 'Clear search',
  remove: (what: string) => `Remove ${what}`,
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  badDate: (value: string) => `Invalid date “${value}”. Try 2026-11-01, yesterday, last week or 7d.`,
  active: 'Filters',
  tasks: {
    label: 'Filter tasks',
    clear: 'Clear filter',
    remove: (term: string) => `Remove ${term}`,
    found: (matched: number, all: number) => `${matched.toLocaleString('en')} of ${plural(all, 'task')}`,
    noField: (name: string, fields: readonly string[]) =>
      `Unknown field “${name}”. Fields: ${fields.join(', ')}.`,
    help: 'Search syntax',
  },
}
