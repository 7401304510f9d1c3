import { tools } from './window/tools.ts'

/** Reasons why an attempt or a task ended without a result. Stored in events. */
export const failures = {
  queueTimeout: (ms: number) => `Queue timeout: the task did not start within ${ms} ms.`,
  startupTimeout: (ms = 0) => `Startup timeout: the agent did not start working within ${ms} ms.`,
  noOutputTimeout: (ms = 0) => `No output timeout: the agent was silent for ${ms} ms.`,
  totalTimeout: (ms = 0) => `Total timeout: the attempt ran for more than ${ms} ms.`,
  leaseEnded: (at: string) => `The worker sent nothing until ${at}.`,
  notStopped: 'The agent did not confirm that it stopped. Effects may have happened.',
  stopped: 'The agent stopped.',
  unconfirmedStop: 'The agent did not confirm that it stopped.',
  withEffects: (why: string, stop: string) => `${why} ${stop} Effects may have happened.`,
  stoppedForBudget: 'The attempt was stopped because its budget was used up.',
  notRecorded:
    'Switchyard could not record the output of the agent (internal error). The log has the details.',
  agentMissing: (agent: string) => `Agent not found: ${agent}.`,
  adapterMissing: (kind: string) => `No adapter for agents of kind ${kind}.`,
  outputInvalid: (why: string) => `Invalid output of the agent: ${why}`,
  noResult: 'The agent ended without a result.',
  cutShort: 'Switchyard stopped during this attempt, and the task must not run twice.',
  cutShortOften: (count: number) =>
    `Switchyard stopped ${count} times during this task. The task may be the cause.`,
  conditionNotMet: (condition: string, seen: string) => `Condition not met: ${condition}${seen}.`,

  workerSilent: 'The worker gave no reason.',
  checksUnfinished: 'The checks ended without a result.',

  happened: 'A person confirmed that it took effect.',
  notHappened: 'A person confirmed that it had no effect.',
  notAnswered: 'A person declined to answer the question.',
  rejected: 'Rejected in its approval.',
  expired: 'The approval expired without an answer.',
  budgetRefused: 'A person refused to increase the budget.',
  leftOut: 'A person left out this part.',
  runCancelled: 'A person cancelled the run.',
  taskCancelled: 'A person cancelled the task.',
  notChecked: 'Not checked: the run is a simulation.',
}

/** Notes of tasks that are done without an attempt. Stored in events. */
export const taskNotes = {
  reused: 'The task reuses the result of an earlier run.',
  doneBefore: 'The plan marks the task as done.',
}

/** Names of tasks, and the end of a dependency or group. Stored in events. */
export const taskEnds = {
  more: (names: string, count: number) => `${names} and ${count} more`,
  failed: 'failed',
  skipped: 'was skipped',
  cancelled: 'was cancelled',
  /** `why` empty: no reason is known. */
  failure: (task: string, end: string, why: string) => `${task} ${end}${why === '' ? '' : `: ${why}`}`,
  ofDependency: (task: string, end: string) => `Depends on ${task}, which ${end}.`,
  ofGroup: (group: string, end: string) => `Belongs to ${group}, which ${end}.`,
}

/** Questions of approvals. Stored in events. */
export const questions = {
  start: (run: string, task: string) => `${run}: may “${task}” start?`,
  acceptResult: (run: string, task: string) => `${run}: may the result of “${task}” be used?`,
  spendMore: (run: string, task: string) => `${run}: may “${task}” spend more?`,
  interrupted: (task: string) => `“${task}” was interrupted. Did it take effect?`,
  runAgain: (task: string) => `“${task}” did not pass its checks. May it run again?`,
  withoutSandbox: (why: string, agent: string) =>
    `No sandbox is available: ${why}. May ${agent} run without one?`,
  /** `kind` null: the agent does not name the kind of action. `shown` is the agent's own title of the action. */
  permission: (agent: string, kind: string | null, shown: string) =>
    `May ${agent} ${tools.action(kind)}${shown === '' ? '?' : `: ${shown}`}`,
  choice: (agent: string, shown: string) => `${agent} asks: ${shown || 'no title'}`,
  forPerson: (person: string, task: string) => `For ${person}: ${task}`,
  answer: 'Answer',
  next: 'What should happen next?',
  recommended: (question: string, answer: string) => `${question}\n\nRecommended: ${answer}`,
  costAboveLimit: (excess: string, limit: string) =>
    `The cost is ${excess} above the limit of ${limit}. Approve to accept the full cost.`,
}
