import { plural } from '#shared/text/plural.ts'

/** A quotation at the end of a sentence. */
const endQuote = (text: string): string => `"${text}"${/[.!?]$/.test(text) ? '' : '.'}`

/** Reasons why the guard refuses a decision. Stored in events. */
export const guardFindings = {
  tooManyDecisions: (most: number) => `The goal has reached its limit of ${plural(most, 'decision')}.`,
  noReason: 'The decision has no reason.',
  nothingToWaitFor: 'Waiting has no effect: no task is running or queued.',
  onlyBlocked: 'Waiting has no effect: every open task is blocked.',
  noQuestion: 'The question to a person is empty.',
  questionOpen: 'Another question to a person is still open.',
  noAgentType: 'The new task has no agent type.',
  unknownAgentType: (type: string) => `No agent has the type ${type}.`,
  noDescription: 'The new task has no description.',
  unknownFile: (file: string) => `No task has created the file ${file}.`,
  openTwin: (task: string) => `An open task does the same work: ${task}.`,
  duplicateTask: 'An earlier task has the same description and agent type.',
  nothingChanged: (task: string) => `The same task failed before (${task}), and nothing has changed since.`,
  openTasks: (tasks: number) => `${plural(tasks, 'task is', 'tasks are')} still open.`,
  lastNotDone: (task: string) => `The last task, ${task}, did not succeed.`,

  noPlan: 'The scope lists deliverables, but there is no plan.',
  nothingMade: 'No deliverable exists yet. All finished tasks wrote a scope or a plan.',
  openDeliverables: (list: string) => `Open deliverables in the plan: ${list}.`,
  negativeVerdict: (source: string, quote: string) =>
    `The last check did not pass. ${source} says ${endQuote(quote)}`,
  openQuestion: (quoted: string, more: number) =>
    `A question to the owner is open: ${quoted}${more === 0 ? '' : ` and ${more} more`}.`,
  openParts: (list: string) => `No task covers these parts of the goal: ${list}.`,
  list: (quoted: readonly string[], more: number) =>
    `${quoted.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,

  tooManyTasks: (most: number) => `The run has reached the goal's limit of ${plural(most, 'task')}.`,
  tooDeep: (most: number) =>
    `A dependency chain has reached the goal's limit of ${plural(most, 'task')} in a row.`,
  noProgress: (tasks: number) =>
    tasks === 1 ? 'The last task did not succeed.' : `The last ${tasks} tasks did not succeed.`,
  failedChecks: (checks: number, source: string, quote: string) =>
    `The last ${checks} checks did not pass. ${source} says ${endQuote(quote)}`,
  lowBudget: (left: string, most: string) =>
    `The budget has only ${left} left. New tasks need more than ${most}.`,
  noDecision: 'The decider returned no decision.',
}

/** Reasons for the decisions of the rules and for replaced decisions. Stored in events. */
export const decisionReasons = {
  refused: (findings: string) => `The decision was refused. ${findings}`,
  questionOpen: (refused: string) => `${refused} A person must answer the open question first.`,
  tasksOpen: (refused: string) => `${refused} The open tasks must end first.`,

  otherTasks: 'Other tasks are still open.',
  checkFailed: (check: string) => `“${check}” found problems, which their maker fixes.`,
  fixed: (check: string) => `The problems of “${check}” are fixed, so the check runs again.`,
  questionIn: (file: string) => `${file} has an open question.`,
  noPlan: 'The scope exists, but there is no plan yet.',
  planNotWritten: 'The planning task is done, but there is no plan.',
  noScope: 'There is no scope yet.',
  clarified: 'A person clarified the goal.',
  emptyPlan: (file: string) => `${file} lists no deliverables.`,
  longPlan: (file: string) => `${file} is too long to be read completely.`,
  notApproved: 'A person did not approve the result.',
  approvalNeeded: 'The goal requires an approval.',
  deliverable: (number: number, count: number, file: string) =>
    `Deliverable ${number} of ${count} in ${file} does not exist yet.`,
  noAgentNamed: (file: string) => `${file} names no agent for a deliverable.`,
  agentMissing: (file: string) => `${file} names an agent type that does not exist.`,
  notTested: 'All deliverables exist, but there are no tests yet.',
  nothingMore: 'A person asked for nothing more.',
  personAsked: 'A person asked for the next task.',
  taskFailed: 'A task did not succeed, so its result is missing.',
  planDone: (file: string) => `The tasks for all deliverables in ${file} are done.`,
  leftOut: (titles: string) => `A person left out: ${titles}.`,
}

/** Questions of the decider and of the guard to a person. Stored in events. */
export const decisionQuestions = {
  /** `wanted` is the refused proposal. */
  refused: (wanted: string, findings: string) => `${wanted} ${findings} What should happen next?`,
  wantedTask: (type: string | null, task: string) =>
    `The decider proposed a task ${type === null ? 'without an agent type' : `for ${type}`}: ${endQuote(task)}`,
  wantedEnd: 'The decider proposed to complete the goal.',
  wantedWait: 'The decider proposed to wait.',
  /** Marks a question about work that no agent can do. */
  noAgentWork: 'No agent worked on this.',
  wantedUnclear: 'The next step is unclear.',

  approveResult: (approval: string) => `The goal says "${approval}". Do you approve the result?`,
  mayStart: (approval: string) => `The goal says "${approval}". May this task start?`,

  noPlan: 'The planning task wrote no plan.md. What should be made, and by which agent?',
  noScope: (goal: string) => `There is no scope for "${goal}". What exactly should be made?`,
  emptyPlan: (file: string) => `${file} lists no deliverables. What should be made, and by which agent?`,
  longPlan: (file: string) =>
    `${file} is too long to be read completely. All deliverables that were read are done. What else should be made, and by which agent?`,
  notApproved: (approval: string) =>
    `The result was not approved: ${endQuote(approval)} What should be changed in the files of plan.md, and by which agent?`,
  noAgentFits: (deliverable: string) =>
    `No agent matches "${deliverable}". Which agent should make it, or should it be left out?`,
  agentMissing: (file: string, type: string, deliverable: string) =>
    `${file} assigns "${deliverable}" to ${type}, but no agent has this type. Which agent should make it, or should it be left out?`,
  taskFailed: (task: string, why: string) =>
    `"${task}" did not succeed.${why === '' ? '' : ` Reason: ${why.replace(/[.\s]+$/, '')}.`} Try it again, skip it, or stop the run?`,
}

/** Answers that questions recommend. Code reads `skip`, `tryAgain`, `nothingMore`, `approve` and `goOn` as they stand. */
export const recommendedAnswers = {
  skip: 'Skip it.',
  tryAgain: 'Try it again.',
  nothingMore: 'Nothing more.',
  approve: 'Yes.',
  goOn: 'Go on, or stop the run and check its files.',

  oneSentence: 'Answer in one sentence.',
  listItems: 'List the items to make, one per sentence.',
  nameChange: 'Name one change and the agent that makes it.',
  nameItem: 'Name one item and the agent that makes it.',
  assignTo: (type: string) => `Assign it to ${type}.`,
  writePlan: 'Write the plan first.',
  makeOpen: 'Make the open deliverables first.',
  fixAndTest: 'Fix the problem and test again.',
  coverParts: 'Make these parts, or leave them out.',
  raiseBudget: 'Increase the budget, or stop the run.',
  unblock: 'Unblock a task, or stop the run.',
  changeTask: 'Describe what to do differently, or stop the run.',
  addAgent: 'Add an agent with this type, or name another agent.',
  stop: 'Stop the run and check its tasks.',
  nextStep: 'Describe the next step in one sentence, or stop the run.',
}

/** Descriptions of tasks that the rules create. */
export const goalTasks = {
  writeScope: 'Write scope.md for this goal:',
  writePlan: (scope: string) => `Write plan.md from ${scope}: deliverables, agents and completion criteria.`,
  writeTests: (files: string) => `Write tests for ${files}.`,
  fix: (source: string, quote: string) => `Fix the problems in ${source}: ${endQuote(quote)}`,
  checkAgain: (check: string) => `Check again: ${check}`,
}
