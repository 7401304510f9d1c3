import type { RunOutcome, RunStatus, RunView } from './run.ts'

/** Outcome names outside of the window. The window's catalogue has the same. */
export const outcomeWords: Readonly<Record<RunOutcome, string>> = {
  succeeded: 'Succeeded',
  succeeded_with_gaps: 'Succeeded with gaps',
  failed: 'Failed',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
}

const stateWords: Readonly<Record<RunStatus, string>> = {
  running: 'Running',
  waiting: 'Blocked',
  paused: 'Paused',
  stopping: 'Stopping',
  done: outcomeWords.succeeded,
  failed: outcomeWords.failed,
  cancelled: outcomeWords.cancelled,
}

/** The outcome of a finished run, otherwise its status. */
export const describeRunState = ({ outcome, status }: Pick<RunView, 'outcome' | 'status'>): string =>
  outcome === null ? stateWords[status] : outcomeWords[outcome]
