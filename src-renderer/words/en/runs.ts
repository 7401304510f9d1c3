import { plural } from '#shared/text/plural.ts'

/** The list of all runs. */
export const runs = {
  title: 'Runs',
  about: 'Everything that was ever started, newest first.',
  category: 'Runs',
  list: 'Runs, newest first',
  search: 'Search runs',
  placeholder: 'Words of its title, its plan or its project; project:shop, last week, after:2026-11-01',
  filter: 'Which runs',
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
    took: 'Took',
    started: 'Started',
  },
  simulation: 'Simulation',
  simulatedLog: 'Simulation: nothing of this run was real work.',
  simulate: 'Simulate',
  simulatePlan: (title: string): string => `Simulate ${title}`,
  progressOf: (title: string): string => `Progress of ${title}`,
  doneOf: (done: number, total: number): string =>
    `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  count: (count: number): string => plural(count, 'run'),
  empty: 'Nothing has run yet',
  emptyAbout: 'Start a template, a sample or one of your plans: its run shows up here.',
  emptyHere: 'Nothing of this project has run yet',
  toPlans: 'Go to the plans',
  noMatch: 'No run fits this search',
  clear: 'Clear the search',
  field: {
    search: 'Search by a part of its name',
    none: 'No run fits',
    newest: (shown: number, total: number): string =>
      `The newest ${shown.toLocaleString('en')} of ${total.toLocaleString('en')}; type to find others`,
  },
}
