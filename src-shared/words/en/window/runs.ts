import { plural } from '#shared/text/plural.ts'

/** Texts of the list of runs. */
export const runs = {
  title: 'Runs',
  about: 'All runs, newest first.',
  category: 'Runs',
  list: 'Runs, newest first',
  search: 'Search runs',
  placeholder: 'Title, plan or project, project:shop, last week, after:2026-11-01',
  filter: 'Filter by status',
  groups: {
    all: 'All',
    running: 'Running',
    waiting: 'Blocked',
    failed: 'Failed',
    rejected: 'Rejected',
    gaps: 'With gaps',
    done: 'Succeeded',
    cancelled: 'Cancelled',
  },
  columns: {
    status: 'Status',
    title: 'Title',
    project: 'Project',
    progress: 'Tasks done',
    took: 'Duration',
    started: 'Started',
  },
  simulation: 'Simulation',
  simulatedLog: 'Simulation: no real work was done.',
  simulate: 'Simulate',
  simulatePlan: (title: string): string => `Simulate ${title}`,
  progressOf: (title: string): string => `Progress of ${title}`,
  doneOf: (done: number, total: number): string =>
    `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  count: (count: number): string => plural(count, 'run'),
  empty: 'No runs yet',
  emptyAbout: 'Start a template, a sample or one of your plans.',
  emptyHere: 'No runs in this project yet',
  toPlans: 'Go to plans',
  noMatch: 'No matching runs',
  clear: 'Clear search',
  field: {
    search: 'Search by name',
    none: 'No matching runs',
    newest: (shown: number, total: number): string =>
      `Newest ${shown.toLocaleString('en')} of ${total.toLocaleString('en')}. Type to find others.`,
  },
}
