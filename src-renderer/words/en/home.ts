import { plural } from '#shared/text/plural.ts'

/** Where one begins. */
export const home = {
  title: 'Home',
  recent: 'Recent runs',
  allRuns: 'All runs',
  nothingRan: 'Nothing has run yet',
  nothingRanAbout: 'Start a template, a sample or one of your plans: its run shows up here.',

  recentPlans: 'Plans',
  allPlans: (count: number): string => (count === 0 ? 'All plans' : `All ${plural(count, 'plan')}`),
  noPlans: 'No plan is published yet. Write one, or drop a plan of any known tool anywhere.',
  openPlan: (title: string): string => `Open ${title}`,
  runPlan: (title: string): string => `Run ${title}`,
  mendPlan: (title: string): string => `Mend ${title}`,
  mend: 'Mend',
  tasks: (count: number): string => plural(count, 'task'),
  skills: (count: number): string => plural(count, 'skill'),
  gates: (count: number): string => plural(count, 'gate'),

  goal: 'Start from a goal',
  goalExample: 'Build a hello world web app',
  goalAbout: 'Start unfolds it step by step and asks where its words do not say enough. Or see a plan first.',
  expectations: 'Before you start',
  limits: {
    title: 'Limits',
    about: 'Switchyard asks you before a goal goes beyond a limit.',
    tasks: 'Tasks',
    depth: 'Depth',
    rounds: 'Rounds without progress',
    moneyLeft: 'Money left',
    none: 'No limit',
    faults: {
      count: (most: number): string => `Enter a whole number from 1 to ${most.toLocaleString('en')}.`,
      money: 'Enter an amount, such as 12.50 EUR.',
    },
  },
  planFirst: 'Plan first',
  start: 'Start',
  starting: 'Starting…',

  samples: 'Samples',

  welcome: 'Run your first plan',
  welcomeAbout:
    'A plan is a graph of tasks. Switchyard gives each task to the agent that fits it best, runs what is ready, and keeps the reasons. These samples need no key and no network.',
  havePlan: 'Have a plan already?',
  dropIt:
    'Drop it anywhere in this window: a Task Master tasks.json, a Spec Kit checklist, a Mermaid flowchart, a table. Importing runs nothing.',
}
