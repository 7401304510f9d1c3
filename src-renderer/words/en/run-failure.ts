import type { FailureReason } from '#shared/model/runs/attempt.ts'

interface ReasonWords {
  /** What it is called. */
  readonly word: string
  /** What most likely lies behind it, and what helps. */
  readonly cause: string
}

const reasons: Record<FailureReason, ReasonWords> = {
  agent_error: {
    word: 'The agent failed',
    cause:
      'The agent itself says that it could not do it. Its log says more; what is asked may need other words.',
  },
  agent_missing: {
    word: 'No such agent here',
    cause:
      'Its agent is not installed or not set up on this machine. Fix the agent, check it, then try again.',
  },
  not_signed_in: {
    word: 'Not signed in',
    cause: "The agent needs a sign-in. Use the agent's own command line, or pass its key as a variable.",
  },
  agent_gone: {
    word: 'The agent went away',
    cause: 'Its program ended before it had answered. Trying again may be enough.',
  },
  bad_script: {
    word: 'Its script cannot be read',
    cause: 'The script of the agent has a mistake. Fix the agent, then try again.',
  },
  bad_input: {
    word: 'It was given what it cannot work with',
    cause: 'The input does not match the format that the agent needs. Change the task or its dependencies.',
  },
  nothing_to_do: {
    word: 'Nothing to do',
    cause: 'Input for this task is missing. Add what the message names, then run the task again.',
  },
  bad_output: {
    word: 'It said what cannot be understood',
    cause:
      'The answer was not in the form that was asked for. Trying again may be enough; a stronger model helps.',
  },
  over_limit: {
    word: 'It used more of the machine than it may',
    cause:
      'It needed more memory, time or output than an agent gets. Make the task smaller or the limit larger.',
  },
  unverified: {
    word: 'It did not pass the checks of its task',
    cause:
      'There is a result, and the checks of the task are not met. See which, and say in the task what is missing.',
  },
  refused: {
    word: 'Refused',
    cause: 'The action is not allowed. Change a rule or the task before you try again.',
  },
  unavailable: {
    word: 'Dependency unavailable',
    cause: 'A required service or program did not answer. Try again later.',
  },
  rate_limited: {
    word: 'Too many requests',
    cause: 'Its provider takes no more requests for now. The task goes on when the limit resets.',
  },
  quota_spent: {
    word: 'Quota spent',
    cause: "The agent's account has nothing left to use. Add credit or use another agent, then try again.",
  },
  connection_lost: {
    word: 'The connection to it was lost',
    cause: 'The network or the provider broke off. Trying again is mostly enough.',
  },
  start_timeout: {
    word: 'It did not start in time',
    cause: 'There was no sign of life after its start. The machine may be too busy, or its program hangs.',
  },
  stalled: {
    word: 'No sign of life',
    cause:
      'It said nothing for as long as it may. It may hang, or the limit of silence is too short for the work.',
  },
  wall_timeout: {
    word: 'It took too long',
    cause: 'It was not done within the time of its task. Make the task smaller or its time longer.',
  },
  queue_timeout: {
    word: 'It waited too long for its start',
    cause: 'No slot or agent was free in time. More agents or slots, or a longer wait, help.',
  },
  person_timeout: {
    word: 'Approval expired',
    cause: 'It asked a person, and the time for an answer ran out.',
  },
  lease_expired: {
    word: 'Its worker was not heard of in time',
    cause: 'The worker that took it stopped reporting. It may have been ended, or lost its connection.',
  },
  over_budget: {
    word: 'No money left',
    cause: 'It would have cost more than may be spent. Raise the cap, or give it to a cheaper agent.',
  },
  interrupted: {
    word: 'Cut off',
    cause: 'Switchyard or the machine ended while it was at work.',
  },
  cancelled: {
    word: 'Cancelled',
    cause: 'A person stopped it.',
  },
}

/** What is said of a task that failed, and what can be done about it. */
export const runFailure = {
  reasons,
  label: 'Why it failed',
  likely: 'Likely cause:',
  showLog: 'Show its log',
  retryIn: 'It is tried again by itself.',
  retry: 'Retry',
  retryHint: 'A new run of this task and all that comes after it; results of the rest are taken over',
  wholeOnly: 'Its tasks build on files in one another’s worktrees: run it again as a whole.',
  edit: 'Retry with edit…',
  editHint: 'Say otherwise what is to be done, then run it again with all that comes after it',
  editTitle: (title: string) => `Retry “${title}” with other words`,
  editAbout:
    'A new run starts with this version of the task. Finished tasks are reused; this run and its plan stay unchanged.',
  editSubmit: 'Run it again',
  editName: 'Title',
  editText: 'Instructions',
  editEmpty: 'A task needs a title.',
  goesOn: 'The run goes on without it. When it is over, this can be done again.',
  title: (count: number) => (count === 1 ? '1 task failed' : `${count.toLocaleString('en')} tasks failed`),
}
