/** Names of tasks as one text, such as `"Deploy it" (deploy), "Test it" (test) and 3 more`. */
interface Tasks {
  readonly count: number
  readonly names: string
}

const tasksWith = ({ count, names }: Tasks, one: string, many: string): string =>
  count === 1 ? `Task ${names} ${one}` : `${count} tasks (${names}) ${many}`

const requiredBy = ({ count, names }: Tasks): string =>
  count === 1 ? `task ${names} requires` : `${count} tasks (${names}) require`

const meant = (near: string | null): string => (near === null ? '' : ` Did you mean ${near}?`)

const withCondition = (text: string, clearsCondition: boolean): string =>
  clearsCondition ? `${text}, and remove its condition` : text

/** Messages of plan problems. Names are quoted and cut by the caller. */
export const findings = {
  /** A list of names, and the number of further ones. */
  list: (shown: readonly string[], more: number): string =>
    more > 0
      ? `${shown.join(', ')} and ${more} more`
      : [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter((part) => part !== '').join(' and '),
  skippedNames: (count: number) => `… (${count} more) …`,

  noTasks: 'The plan has no tasks.',
  tooManyTasks: (count: number, most: number) => `The plan has ${count} tasks. The limit is ${most}.`,
  worktreeWithoutFolder: (mode: string) =>
    `The plan uses git worktrees (${mode}) but has no project folder, so no program can start.`,
  worktreeWithoutRepository: (mode: string) =>
    `The plan uses git worktrees (${mode}), but its project folder is not in a git repository.`,

  duplicateKey: (key: string, count: number) =>
    `${count} tasks have the id ${key}. References use the first one.`,
  danglingDependency: (task: string, missing: string, near: string | null) =>
    `Task ${task} depends on ${missing}, which is not in the plan.${meant(near)}`,
  duplicateDependency: (task: string, dependency: string) =>
    `Task ${task} lists its dependency on ${dependency} more than once.`,
  redundantDependency: (task: string, names: string, count: number) =>
    `Task ${task} already depends on ${names} through other tasks. Keep the ${count === 1 ? 'dependency' : 'dependencies'} only if it needs the ${count === 1 ? 'result' : 'results'}.`,
  parentMissing: (task: string, parent: string) =>
    `Task ${task} belongs to ${parent}, which is not in the plan.`,
  parentNotGroup: (task: string, parent: string) =>
    `Task ${task} belongs to ${parent}, which is not a group.`,
  groupInItself: (group: string, path: string) => `Group ${group} contains itself: ${path}.`,
  groupsTooDeep: (count: number, most: number) =>
    `${count} ${count === 1 ? 'task is' : 'tasks are'} nested in more than ${most} groups. Use fewer levels.`,
  emptyGroup: (group: string) => `Group ${group} has no tasks, so it is done as soon as it starts.`,
  selfDependency: (task: string) => `Task ${task} depends on itself.`,
  cycle: (path: string) => `The dependencies form a cycle: ${path}.`,
  longCycle: (a: string, b: string) => `Tasks ${a} and ${b} depend on each other through other tasks.`,

  badCondition: (task: string, why: string) => `Task ${task} has an invalid condition. ${why}`,
  neverRuns: (task: string, condition: string, dependencies: string) =>
    `Task ${task} can never run: its condition ${condition} cannot be met${dependencies === '' ? ' without dependencies' : `, because the task depends on ${dependencies}`}.`,
  behindNever: (tasks: Tasks) =>
    tasksWith(
      tasks,
      'depends on a task that can never run, and will be skipped.',
      'depend on a task that can never run, and will be skipped.',
    ),
  skippedWithBranch: (task: string, branch: string) =>
    `Task ${task} is skipped whenever ${branch} is skipped, because it needs all of its dependencies to succeed.`,
  followsBranch: (names: string, branch: string, count: number) =>
    `${names} ${count === 1 ? 'is' : 'are'} skipped whenever ${branch} is skipped, because ${count === 1 ? 'it depends' : 'they depend'} on nothing else.`,

  budgetOnTask: (task: string) =>
    `Task ${task} has a budget. Only groups can have one. Set a cost limit instead.`,
  budgetTooSmall: (owner: string | null, budget: string, cost: string) =>
    `The budget of ${owner === null ? 'the plan' : `group ${owner}`} is ${budget}, but its tasks cost at least ${cost}.`,
  unknownPrice: (tasks: Tasks, currency: string, owner: string | null) =>
    `${tasksWith(tasks, 'has', 'have')} no known cost in ${currency} and cannot start under the budget of ${owner === null ? 'the plan' : `group ${owner}`}. Set the cost of the task, or the price of its agent.`,

  groupReview: (group: string) => `Group ${group} has no result of its own to review.`,
  unanswerableGate: (task: string, why: string) => `Invalid gate of task ${task}: ${why}.`,
  approverIsAgent: (task: string, names: string) =>
    `The gate of ${task} asks ${names}. Only a person can answer a gate, not an agent.`,
  approverUnknown: (task: string, names: string) =>
    `The gate of ${task} asks for an unknown person: ${names}.`,
  quorumTooLarge: (task: string, quorum: number, people: number) =>
    `The gate of ${task} needs ${quorum} people, but there are only ${people}.`,
  ungatedStep: (task: string, word: string) =>
    `Task ${task} contains ${word}. This may be irreversible or cost money, and no person approves it first.`,

  noAgents: (tasks: Tasks) => tasksWith(tasks, 'has no agent.', 'have no agent.'),
  unknownCrew: (names: string) => `The agents for this plan include an unknown agent: ${names}.`,
  simulatedCrew: (names: string) =>
    `The agents for this plan include ${names}. Simulated agents work in simulations only.`,
  noSkill: (tasks: Tasks) =>
    `${tasksWith(tasks, 'has no required skills', 'have no required skills')}. Add a skill, or assign an agent.`,
  unknownSkill: (skill: string, tasks: Tasks, near: string | null) =>
    `No agent has the skill ${skill}, which ${requiredBy(tasks)}.${meant(near)}`,
  skillsApart: (skills: string, tasks: Tasks, agent: string, missing: string) =>
    `No single agent has ${skills}, which ${requiredBy(tasks)}. ${agent} lacks ${missing}.`,
  agentsOffline: (tasks: Tasks) =>
    tasksWith(
      tasks,
      'must wait: all matching agents are offline.',
      'must wait: all matching agents are offline.',
    ),
  pinOnGroup: (tasks: Tasks) =>
    `${tasksWith(tasks, 'is a group', 'are groups')}. A group has no agent, so the assigned agent is ignored.`,
  simulatedPin: (tasks: Tasks, agent: string) =>
    `${tasksWith(tasks, 'is', 'are')} assigned to ${agent}. Simulated agents work in simulations only.`,
  unknownPin: (tasks: Tasks, agent: string, near: string | null) =>
    `${tasksWith(tasks, 'is', 'are')} assigned to ${agent}, which does not exist.${meant(near)}`,
  pinOutsideCrew: (tasks: Tasks, agent: string) =>
    `${tasksWith(tasks, 'is', 'are')} assigned to ${agent}, which is not one of the agents for this plan.`,
  unfitPin: (tasks: Tasks, agent: string, missing: string) =>
    `${tasksWith(tasks, 'is', 'are')} assigned to ${agent}, which lacks ${missing}.`,
  pinOffline: (tasks: Tasks, agent: string) =>
    `${tasksWith(tasks, 'is', 'are')} assigned to ${agent}, which is offline. Work starts when the agent is back.`,
  unfitChecker: (tasks: Tasks, why: string) =>
    `${tasksWith(tasks, 'has', 'have')} a check in done_when that can never pass: ${why}.`,

  sameFile: (tasks: Tasks, file: string) =>
    `${tasksWith(tasks, 'writes', 'may run in parallel and write')} the same file, ${file}.`,
  infeasibleDeadline: (task: string, due: string, end: string) =>
    `Task ${task} is due on ${due}, but its estimates end on ${end} at the earliest.`,
  dueAfterDependent: (task: string, due: string, dependent: string, dependentDue: string) =>
    `Task ${task} is due on ${due}, later than ${dependent}, which depends on it and is due on ${dependentDue}.`,
  priorityInversion: (task: string, priority: string, blocked: string, urgent: string) =>
    `Task ${task} has ${priority} priority but blocks ${blocked}, which has ${urgent} priority.`,
  vagueTitle: (key: string, title: string) => `The title of task ${key} is too vague: ${title}.`,
  /** A problem of one field. `task` is empty if the field belongs to the plan. */
  field: (task: string, problem: string, hint: string) =>
    `${task === '' ? '' : `${task}: `}${problem} ${hint}`,
  meantField: (field: string) => `Did you mean "${field}"?`,
  noAgentFor: (skill: string) => `No agent has the skill ${skill}. Add an agent, or change the task.`,

  noDoneWhen: (tasks: Tasks) =>
    `${tasksWith(tasks, 'has no completion criteria', 'have no completion criteria')}. Add "Done when …" with something that can be checked.`,
}

/** Reasons why an agent cannot check a result, as parts of a sentence. */
export const checkers = {
  missing: (agent: string) => `agent ${agent} does not exist`,
  notAProgram: (agent: string) => `${agent} is not a program`,
  simulated: (agent: string) => `${agent} is a simulated agent, which cannot check results`,
  notAskable: (agent: string) => `${agent} cannot be asked during the run; use a gate`,
}

/** Titles of the fixes of these problems. */
export const fixes = {
  raiseBudget: (budget: string) => `Increase the budget to ${budget}`,
  dropBudget: 'Remove the budget',
  dropGroupGate: 'Remove the gate of the group',
  anyoneAnswers: 'Let anyone answer',
  onePersonAnswers: 'Ask one person only',
  fixGate: 'Fix the gate',
  dropApprovers: (names: string) => `Do not ask ${names}`,
  lowerQuorum: (people: number) => `Ask for ${people}`,
  addGate: 'Add a gate',

  renameDuplicates: (count: number) =>
    count === 2 ? 'Give the second task its own id' : 'Give all but the first task their own ids',
  dropDependency: (task: string, dependency: string, clearsCondition: boolean) =>
    withCondition(`Remove the dependency of ${task} on ${dependency}`, clearsCondition),
  dropOwnDependency: (dependency: string, clearsCondition: boolean) =>
    withCondition(`Remove the dependency on ${dependency}`, clearsCondition),
  dropDependencies: (names: string, count: number) =>
    `Remove the ${count === 1 ? 'dependency' : 'dependencies'} on ${names}`,
  dependOnNearest: (near: string, clearsCondition: boolean) =>
    withCondition(`Depend on ${near} instead`, clearsCondition),
  dropRepeats: 'List each dependency once',
  putInOrder: (later: string, earlier: string) => `Make ${later} depend on ${earlier}`,
  putAllInOrder: 'Run them one after the other',
  leaveGroup: (task: string) => `Remove ${task} from the group`,
  makeTask: (group: string) => `Turn ${group} into a task`,
  removeGroup: (group: string) => `Remove ${group} from the plan`,
  dropCondition: (task: string) => `Remove the condition, so that ${task} runs after its dependencies`,
  joinNoneFailed: 'Start it if no dependency failed',

  allAgents: 'Use all agents',
  leaveOutOfCrew: (names: string) => `Remove ${names} from the agents for this plan`,
  replaceSkill: (skill: string) => `Require ${skill} instead`,
  dropSkill: (skill: string) => `Do not require ${skill}`,
  dropSkills: (agent: string, missing: string) => `Use ${agent} and do not require ${missing}`,
  handToPerson: 'Hand it to a person',
  unassign: 'Let any matching agent do it',
  assignTo: (agent: string) => `Assign it to ${agent} instead`,

  moveDueDate: (due: string) => `Change the due date to ${due}`,
  moveDueDateOf: (task: string, due: string) => `Change the due date of ${task} to ${due}`,
  raisePriority: (task: string, priority: string) => `Change the priority of ${task} to ${priority}`,
  replaceTitle: (title: string) => `Change the title to ${title}`,

  renameField: (field: string, name: string) => `Rename ${field} to ${name}`,
  setField: (field: string, value: string) => `Set ${field} to ${value}`,
  emptyField: (field: string) => `Set ${field} to an empty list`,
  removeField: (field: string) => `Remove ${field}`,
}
