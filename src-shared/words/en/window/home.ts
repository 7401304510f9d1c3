import { plural } from '#shared/text/plural.ts'

/** Texts of Home. */
export const home = {
  title: 'Home',
  recent: 'Recent runs',
  allRuns: 'All runs',
  nothingRan: 'No runs yet',
  nothingRanAbout: 'Start a template, a sample or one of your plans.',

  recentPlans: 'Plans',
  allPlans: (count: number): string => (count === 0 ? 'All plans' : `All ${plural(count, 'plan')}`),
  noPlans: 'No published plans yet. Create a plan, or drop a plan file anywhere.',
  openPlan: (title: string): string => `Open ${title}`,
  runPlan: (title: string): string => `Run ${title}`,
  mendPlan: (title: string): string => `Fix ${title}`,
  mend: 'Fix',
  tasks: (count: number): string => plural(count, 'task'),
  skills: (count: number): string => plural(count, 'skill'),
  gates: (count: number): string => plural(count, 'gate'),

  goal: 'Start from a goal',
  goalExample: 'Build a hello world web app',
  goalAbout: 'Start works through the goal and asks you when something is unclear. Or review a plan first.',
  expectations: 'Before you start',
  limits: {
    title: 'Limits',
    about: 'Switchyard asks you before a goal exceeds a limit.',
    tasks: 'Tasks',
    depth: 'Depth',
    rounds: 'Rounds without progress',
    moneyLeft: 'Budget to keep',
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
    'A plan is a graph of tasks. Switchyard assigns each task to the best matching agent and records the reasons. The samples need no key and no network.',
  havePlan: 'Already have a plan?',
  dropIt: 'Drop the file anywhere: Task Master, Spec Kit, Mermaid, CSV and others. Importing runs nothing.',
}
