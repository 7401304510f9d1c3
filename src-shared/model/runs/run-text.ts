import type { RunOutcome, RunStatus, RunView } from './run.ts'

/** Names of outcomes outside the window, whose catalogue has the same. */
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

/** The outcome of a run that has ended, else its state. */
export const describeRunState = ({ outcome, status }: Pick<RunView, 'outcome' | 'status'>): string =>
  outcome === null ? stateWords[status] : outcomeWords[outcome]
