import { plural } from '#shared/text/plural.ts'

export const projects = {
  title: 'Projects',
  all: 'All projects',
  switcher: (name: string): string => `Project: ${name}`,
  find: 'Find a project',
  create: (name: string): string => `New project “${name}”`,
  howToCreate: 'Type a name to make a new project.',
  none: 'No project has that name.',
  archived: 'archived',
  archive: (name: string): string => `Archive ${name}`,
  restored: 'It is listed again.',
  didArchive: (name: string): string => `${name} is archived`,
  open: (name: string): string => `Show only ${name}`,
  leave: 'Show all projects',
  narrowed: (name: string): string => `Only what belongs to “${name}”.`,
  narrowedPlans: (name: string): string => `Only plans of “${name}”, and those of no project.`,
  waiting: (count: number): string => `${count} waiting for you`,
  runs: (count: number): string => plural(count, 'run'),
  noRuns: 'nothing has run yet',
  lastRuns: (said: string): string => `Its last runs: ${said}`,
  spent: (spent: string, cap: string | null): string =>
    cap === null ? `${spent} spent` : `${spent} of ${cap}`,
  needsYou: 'Needs you',
  toInbox: (count: number): string => `All ${count} in the inbox`,
  findRuns: 'Find a run',
  noRunTitle: (find: string): string => `No run is called “${find}”`,
}
