import { plural } from '#shared/text/plural.ts'

const isOrAre = (count: number): string => (count === 1 ? 'is' : 'are')

/** Reasons why a task is waiting. */
export const waiting = {
  dependency: (tasks: string) => `Waiting for ${tasks}.`,
  group: (group: string) =>
    group === '' ? 'Waiting for its group to start.' : `Waiting for its group ${group} to start.`,
  approval: 'Waiting for an approval.',
  question: 'The agent asked a question and is waiting for the answer.',
  personInbox: (name: string, hours: string) =>
    hours === '' ? `In the inbox of ${name}.` : `In the inbox of ${name}, who works ${hours}.`,
  failureHandler: (handlers: string, failed: string) =>
    `Waiting for ${handlers}, which may handle the failure of ${failed}.`,
  paused: 'The run is paused.',
  backoff: 'Waiting before the next retry.',
  retryAfter: (failure: string) =>
    `Waiting before the next retry. The last attempt failed: ${failure.trimEnd().replace(/\.$/, '')}.`,
  nextTry: (why: string, at: string) => `${why} Next attempt at ${at}.`,
  reviewLimit: (count: number) =>
    `${plural(count, 'result')} ${isOrAre(count)} waiting for review. New tasks start after a review.`,
  runLimit: (most: number) => `The run has reached its limit of ${plural(most, 'parallel task')}.`,
  globalLimit: (most: number) => `Switchyard has reached its limit of ${plural(most, 'parallel task')}.`,
  worker: (agent: string) => `Waiting for ${agent} to claim the task.`,
  unfitWorker: (why: string) => `Waiting for its worker. ${why}`,
  inboxFull: (agent: string, count: number, capacity: number) =>
    `Waiting for ${agent} to answer other tasks first: ${count} of ${capacity} are in the inbox.`,
  notReady: (task: string, status: string) => `Task ${task} cannot start because it is ${status}.`,
  nothingReady: (agent: string) => `No matching task is ready for ${agent}.`,
  noFreeSlot: 'The limit of parallel tasks is reached.',
  slot: (agent: string) => `Waiting until ${agent} has finished another task.`,
}

/** Reasons why a task was skipped or has no agent. */
export const skipped = {
  branchNotTaken: 'Branch not taken: all of its dependencies were skipped.',
  noneSucceeded: 'None of its dependencies succeeded.',
  unhandledFailure: (task: string) => `No task handled the failure of ${task}.`,
  handedBack: (agent: string, why: string, noAgent: string) =>
    `${agent} handed the task back: ${why} ${noAgent}`,
}

/** Answers to "Why is nothing running?": headlines, causes and actions. */
export const explanation = {
  ended: (state: string) => `The run ended: ${state}.`,
  nothingLeft: 'Nothing is waiting and nothing is running.',
  running: (count: number) => `${plural(count, 'task')} ${isOrAre(count)} running`,
  fine: (running: string) => `No problems: ${running}.`,
  fineWithQueue: (running: string, count: number) => `No problems: ${running}, ${count} queued.`,
  onlyQueued: (cause: string) => `Nothing is running right now. ${cause}`,
  stuck: (cause: string) => `Nothing is running. ${cause}`,
  partlyBlocked: (running: string, count: number, cause: string) =>
    `${running}, ${count} ${isOrAre(count)} blocked. ${cause}`,
  /** The main cause, with the number of other causes. */
  moreCauses: (sentence: string, count: number) =>
    `${sentence.replace(/[.:]$/, '')} and ${count} other ${count === 1 ? 'cause' : 'causes'}.`,
  withAction: (headline: string, action: string) => `${headline} ${action}`,

  approvalOpen: (approval: string) => `Approval ${approval} is waiting for an answer.`,
  approvalWaiting: (task: string, age: string, question: string) =>
    `The approval of ${task} has been open for ${age}: “${question}”`,
  reported: (task: string, why: string) =>
    `The agent of ${task} reported a problem: ${why.replace(/\.$/, '')}.`,
  noAgent: (skills: string, isCrew: boolean) =>
    skills === ''
      ? `${isCrew ? 'No agent of this run' : 'No agent'} takes tasks without required skills.`
      : `${isCrew ? 'No agent of this run' : 'No agent'} has these skills: ${skills}.`,
  offline: (agent: string) => `${agent} is offline.`,
  budgetShort: (owner: string, left: string | null) =>
    left === null
      ? `${owner} has too little budget left.`
      : `${owner} has ${left} left, which is too little.`,
  notRunning: 'Switchyard is not working on this run.',
  workerIdle: (agent: string) => `The worker of ${agent} has not claimed its tasks.`,
  agentBusy: (agent: string) => `${agent} is busy with other tasks.`,
  taskRunning: (task: string, agent: string | null) =>
    agent === null ? `${task} is running.` : `${agent} is working on ${task}.`,
  priceUnknown: (agent: string) => `The price of ${agent} is unknown.`,
  pinned: (count: number, agent: string) =>
    `${plural(count, 'task')} ${isOrAre(count)} assigned to ${agent}, which cannot do them now.`,

  action: (what: string, effect: string, cost: string | null) =>
    cost === null ? `${what}: ${effect}.` : `${what}: ${effect}. Estimated cost: ${cost}.`,
  unblocksNone: 'unblocks no task of this run',
  unblocks: (now: number, later: number) =>
    later === 0 ? `unblocks ${plural(now, 'task')}` : `unblocks ${plural(now, 'task')}, then ${later} more`,
  waitUntil: (instant: string | null, count: number) =>
    `Wait until ${instant ?? 'a running task ends'}: ${plural(count, 'task')} ${count === 1 ? 'continues' : 'continue'} without action.`,

  unblock: (task: string) => `Solve the problem of ${task}, then unblock it`,
  bringOnline: (agent: string) => `Bring ${agent} online`,
  resumeRun: 'Resume the run',
  startApp: (run: string) => `Start Switchyard, or run: switchyard resume ${run}`,
  setPrice: (agent: string) => `Set a price for ${agent} in the currency of the budget`,
  runAgainWithCosts: 'Run again with costs in the currency of the budget',
  callWorker: (agent: string) => `Let the worker of ${agent} claim its tasks`,
  answer: (question: string, person: string | null, votes: number) =>
    `Answer “${question}”${person === null ? '' : ` (as ${person})`}${votes === 1 ? '' : `, ${votes} people`}`,
  review: (tasks: string) => `Review ${tasks}`,
  raiseBudget: (budgets: string) => `Increase the budget of ${budgets}`,
  accountTo: (account: string, amount: string) => `${account} to ${amount}`,
  topUp: (amount: string, task: string) => `Add ${amount} for ${task}`,
  unassign: (task: string) => `Let any matching agent do ${task}`,
  unassignAll: (agent: string) => `Let any matching agent do the tasks assigned to ${agent}`,
  addSkill: (agent: string, skills: string) => `Add the skill ${skills} to ${agent}`,
  addAgent: (skills: string) =>
    skills === ''
      ? 'Add a person or an external agent without skills, who takes any task'
      : `Add an agent with ${skills}`,
  runAgainWithAgent: (skills: string) => `Run again with an agent that has ${skills}`,
  raiseCapacity: (agent: string, from: number, to: number) =>
    `Increase the parallel tasks of ${agent} from ${from} to ${to}`,
}
