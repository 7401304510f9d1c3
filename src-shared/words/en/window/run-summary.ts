import { plural } from '#shared/text/plural.ts'

/** Texts of the summary of a run. */
export const runSummary = {
  label: 'Summary of the run',
  soFar: 'The run is not finished. These are the results so far.',
  time: 'Time',
  timeAbout: (worked: string) => `${worked} of agent work`,
  tasks: 'Tasks done',
  tasksAbout: (failed: number, left: number) =>
    [failed > 0 ? `${failed} failed` : '', left > 0 ? `${left} not done` : ''].filter(Boolean).join(', ') ||
    'All tasks done',
  attempts: 'Attempts',
  attemptsAbout: (failed: number, cut: number) =>
    [failed > 0 ? `${failed} failed` : '', cut > 0 ? `${cut} interrupted or stopped` : '']
      .filter(Boolean)
      .join(', ') || 'No retries',
  cost: 'Cost',
  noCost: 'None',
  noCostAbout: 'Agents have no price',
  costOf: (cap: string) => `Budget ${cap}`,
  costUncapped: 'No budget',
  people: 'Time waiting for people',
  peopleAbout: (standstill: string) => `Nothing else ran for ${standstill}`,
  peopleBusy: 'Other tasks ran meanwhile',
  peopleNever: 'None',
  peopleNone: 'No task waited for a person',
  firstFailure: 'First failure',
  failedAt: (attempt: number, agent: string) => `attempt ${attempt} by ${agent}`,
  nothingFailed: 'No failed attempts.',
  slowest: 'Longest tasks on the critical path',
  wholePath: (length: string, count: number) => `${plural(count, 'task')}, ${length} in total`,
  showPath: 'Show the critical path',
  byPhase: 'By phase',
  byAgent: 'By agent',
  noGroup: 'No group',
  columns: {
    phase: 'Phase',
    agent: 'Agent',
    tasks: 'Tasks done',
    attempts: 'Attempts',
    failed: 'Failed',
    worked: 'Work time',
    span: 'Start to end',
    cost: 'Cost',
  },
  none: '–',
  doneOf: (done: number, all: number) => `${done} of ${all}`,
  gates: 'Approvals',
  noGates: 'No approvals.',
  open: 'Open',
  after: (duration: string) => `after ${duration}`,
  since: (duration: string) => `since ${duration}`,
  files: 'Created files',
  noFiles: 'No files.',
  allFiles: (count: number) => `Show all ${count}`,
  goal: 'Goal',
}
