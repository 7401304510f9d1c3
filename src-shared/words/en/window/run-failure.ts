import type { FailureReason } from '#shared/model/runs/attempt.ts'

interface ReasonWords {
  /** Name of the failure reason. */
  readonly word: string
  /** Likely cause, and the remedy. */
  readonly cause: string
}

const reasons: Record<FailureReason, ReasonWords> = {
  agent_error: {
    word: 'Agent error',
    cause: 'The agent reported a failure. Check the log, then try rewording the task.',
  },
  agent_missing: {
    word: 'Agent not available',
    cause:
      'The agent is not installed or not configured on this machine. Fix and check the agent, then retry.',
  },
  not_signed_in: {
    word: 'Not signed in',
    cause:
      "The agent is not signed in. Sign in with the agent's command line, or pass a key as an environment variable.",
  },
  agent_gone: {
    word: 'Agent exited early',
    cause: 'The program ended without an answer. A retry may succeed.',
  },
  bad_script: {
    word: 'Invalid agent script',
    cause: 'The script of the agent has an error. Fix the agent, then retry.',
  },
  bad_input: {
    word: 'Invalid input',
    cause: 'The input does not match the format that the agent needs. Change the task or its dependencies.',
  },
  nothing_to_do: {
    word: 'Nothing to do',
    cause: 'Input for this task is missing. Add what the message names, then run the task again.',
  },
  bad_output: {
    word: 'Invalid output',
    cause: 'The answer was not in the expected format. Retry, or use a more capable model.',
  },
  over_limit: {
    word: 'Resource limit exceeded',
    cause: 'The agent exceeded a limit of memory, time or output. Split the task, or raise the limit.',
  },
  unverified: {
    word: 'Checks not passed',
    cause: 'The result did not pass the checks. Review the failed checks, then update the instructions.',
  },
  refused: {
    word: 'Refused',
    cause: 'The action is not allowed. Change a permission or the task, then retry.',
  },
  unavailable: {
    word: 'Dependency unavailable',
    cause: 'A required service or program did not respond. Retry later.',
  },
  rate_limited: {
    word: 'Too many requests',
    cause: 'The provider reached its rate limit. The task continues when the limit resets.',
  },
  quota_spent: {
    word: 'Quota exhausted',
    cause: "The agent's account has no quota left. Add credit or use another agent, then retry.",
  },
  connection_lost: {
    word: 'Connection lost',
    cause: 'The network or the provider closed the connection. A retry usually succeeds.',
  },
  start_timeout: {
    word: 'Startup timeout',
    cause: 'The agent did not respond after its start. The machine may be busy, or the program may hang.',
  },
  stalled: {
    word: 'No-output timeout',
    cause: 'The agent wrote no output in time. The agent may hang, or the timeout may be too short.',
  },
  wall_timeout: {
    word: 'Total timeout',
    cause: 'The attempt exceeded the total timeout. Split the task, or raise the timeout.',
  },
  queue_timeout: {
    word: 'Queue timeout',
    cause: 'No slot or agent was free in time. Add agents or slots, or raise the timeout.',
  },
  person_timeout: {
    word: 'Approval expired',
    cause: 'The request to a person expired without an answer.',
  },
  lease_expired: {
    word: 'Lease expired',
    cause: 'The worker stopped reporting. The worker may have exited or lost its connection.',
  },
  over_budget: {
    word: 'Over budget',
    cause: 'The cost would exceed the budget. Increase the budget, or assign a cheaper agent.',
  },
  interrupted: {
    word: 'Interrupted',
    cause: 'Switchyard or the machine stopped during the attempt.',
  },
  cancelled: {
    word: 'Cancelled',
    cause: 'A person cancelled the task.',
  },
}

/** Texts about a failed task and its remedies. */
export const runFailure = {
  reasons,
  label: 'Reason for the failure',
  likely: 'Likely cause:',
  showLog: 'Show log',
  retryIn: 'Retries automatically.',
  retry: 'Retry',
  retryHint: 'Starts a new run with this task and its dependents, and reuses the other results',
  wholeOnly: 'The tasks share worktree files, so only the whole run can run again.',
  edit: 'Retry with edit…',
  editHint: 'Edits the instructions, then runs this task and its dependents again',
  editTitle: (title: string) => `Retry “${title}” with edits`,
  editAbout:
    'Starts a new run with the edited task and reuses finished tasks. This run and its plan stay unchanged.',
  editSubmit: 'Run again',
  editName: 'Title',
  editText: 'Instructions',
  editEmpty: 'Enter a title.',
  goesOn: 'The run continues without this task. You can retry after the run ends.',
  title: (count: number) => (count === 1 ? '1 task failed' : `${count.toLocaleString('en')} tasks failed`),
}
