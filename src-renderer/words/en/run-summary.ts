import { plural } from '#shared/text/plural.ts'

/** What is said of a whole run in its summary. */
export const runSummary = {
  label: 'Summary of the run',
  soFar: 'The run goes on: this is how it stands so far.',
  time: 'Time',
  timeAbout: (worked: string) => `${worked} of work by agents`,
  tasks: 'Tasks done',
  tasksAbout: (failed: number, left: number) =>
    [failed > 0 ? `${failed} failed` : '', left > 0 ? `${left} ${left === 1 ? 'was' : 'were'} not done` : '']
      .filter(Boolean)
      .join(', ') || 'None failed or was left out',
  attempts: 'Attempts',
  attemptsAbout: (failed: number, cut: number) =>
    [failed > 0 ? `${failed} failed` : '', cut > 0 ? `${cut} cut off or stopped` : '']
      .filter(Boolean)
      .join(', ') || 'Each task was done at the first try',
  cost: 'Cost',
  noCost: 'Nothing',
  noCostAbout: 'No agent of it has a price',
  costOf: (cap: string) => `Limit ${cap}`,
  costUncapped: 'No cap is set',
  people: 'Waited for people',
  peopleAbout: (standstill: string) => `${standstill} of it nothing else ran`,
  peopleBusy: 'Other tasks ran all that time',
  peopleNever: 'Never',
  peopleNone: 'Nothing waited for anybody',
  firstFailure: 'First failure',
  failedAt: (attempt: number, agent: string) => `attempt ${attempt} by ${agent}`,
  nothingFailed: 'No attempt failed.',
  slowest: 'Longest tasks on the critical path',
  wholePath: (length: string, count: number) => `${plural(count, 'task')}, ${length} together`,
  showPath: 'Show the critical path',
  byPhase: 'By phase',
  byAgent: 'By agent',
  noGroup: 'In no group',
  columns: {
    phase: 'Phase',
    agent: 'Agent',
    tasks: 'Tasks done',
    attempts: 'Attempts',
    failed: 'Failed',
    worked: 'Worked',
    span: 'Start to end',
    cost: 'Cost',
  },
  none: '–',
  doneOf: (done: number, all: number) => `${done} of ${all}`,
  gates: 'Questions to people',
  noGates: 'No approvals.',
  open: 'Waits for an answer',
  after: (duration: string) => `after ${duration}`,
  since: (duration: string) => `since ${duration}`,
  files: 'Files made',
  noFiles: 'No file was made.',
  allFiles: (count: number) => `Show all ${count}`,
  goal: 'The goal',
}
