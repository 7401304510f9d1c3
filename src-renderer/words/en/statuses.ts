/** The one word for each status a person can see. */
export const statuses = {
  waiting: 'Waiting',
  ready: 'Ready',
  running: 'Running',
  needs_you: 'Needs you',
  blocked: 'Blocked',
  unassigned: 'Unassigned',
  retrying: 'Retrying',
  paused: 'Paused',
  stopping: 'Stopping',
  parked: 'Set aside',
  interrupted: 'Interrupted',
  done: 'Done',
  failed: 'Failed',
  rejected: 'Rejected',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
}
