import type { ExportLoss } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'

const examples = 5
const defaultParallelLimit = 16

interface TaskFact {
  /** In words, as the beginning of a sentence. */
  readonly what: string
  readonly has: (task: TaskDefinition) => boolean
}

/** What a task may have beside its key, title, dependencies and group. */
const taskFacts = {
  description: {
    what: 'A description',
    has: ({ title, description }) => description.trim() !== title.trim(),
  },
  skills: { what: 'Required skills', has: ({ requiredSkills }) => requiredSkills.length > 0 },
  pin: { what: 'A pin', has: ({ pin }) => pin !== undefined },
  priority: { what: 'A priority', has: ({ priority }) => priority !== 'medium' },
  due_date: { what: 'A due date', has: ({ dueAt }) => dueAt !== null },
  tags: { what: 'Tags', has: ({ tags }) => tags.length > 0 },
  approval: { what: 'The approval it requires', has: ({ requiresApproval }) => requiresApproval },
  gate: { what: 'A gate', has: ({ gate }) => gate !== undefined },
  condition: { what: 'A condition', has: ({ condition }) => condition !== undefined },
  join: { what: 'A join', has: ({ join }) => join !== undefined },
  retry: { what: 'Retries', has: ({ retry }) => retry !== undefined },
  timeouts: { what: 'Timeouts', has: ({ timeouts }) => timeouts !== undefined },
  cost: { what: 'A cost', has: ({ cost }) => cost !== undefined },
  budget: { what: 'A budget', has: ({ budget }) => budget !== undefined },
  sub_plan: { what: 'A sub-plan', has: ({ subPlan }) => subPlan !== undefined },
  estimate: { what: 'An estimate', has: ({ estimateMs }) => estimateMs !== undefined },
  done: { what: 'The mark of a task that is done', has: ({ isDone }) => isDone === true },
  checks: { what: 'Checks of its result', has: ({ doneWhen }) => doneWhen !== undefined },
} satisfies Record<string, TaskFact>
type TaskFactName = keyof typeof taskFacts

const planFacts: Record<string, { what: string; has: (plan: PlanDocument) => boolean }> = {
  project: {
    what: 'project',
    has: ({ projectId, projectFolder }) => projectId !== null || projectFolder !== null,
  },
  workspace: { what: 'kind of workspace', has: ({ workspace }) => workspace !== undefined },
  parallel_limit: {
    what: 'limit of parallel tasks',
    has: ({ parallelLimit }) => parallelLimit !== defaultParallelLimit,
  },
  crew: { what: 'crew', has: ({ crew }) => crew !== null },
  time_zone: { what: 'time zone', has: ({ timeZone }) => timeZone !== undefined },
  plan_budget: { what: 'budget', has: ({ budget }) => budget !== undefined },
  review_limit: { what: 'review limit', has: ({ reviewLimit }) => reviewLimit !== undefined },
}

/** What a format that keeps only these facts of a task, and none of the plan's settings, loses. One loss a fact. */
export function listLosses(
  document: PlanDocument,
  kept: readonly TaskFactName[],
  format: string,
): ExportLoss[] {
  const ofPlan = Object.entries(planFacts)
    .filter(([, { has }]) => has(document))
    .map(([name, { what }]) => ({
      code: `${name}_not_kept`,
      where: 'plan',
      message: `The plan's ${what} has no place in ${format}; it was left out.`,
    }))
  const keeps = new Set<string>(kept)
  const ofTasks = Object.entries<TaskFact>(taskFacts)
    .filter(([name]) => !keeps.has(name))
    .flatMap(([name, { what, has }]) =>
      lossOf(
        `${name}_not_kept`,
        document.tasks.filter(has),
        `${what} has no place in ${format}; it was left out.`,
      ),
    )
  const parents = new Set(document.tasks.map(({ parent }) => parent))
  const empty = document.tasks.filter(({ kind, key }) => kind === 'group' && !parents.has(key))
  return [
    ...ofPlan,
    ...ofTasks,
    ...lossOf('empty_group', empty, `A group without tasks is a task in ${format}.`),
  ]
}

/** One loss for all the tasks that have it; none for no tasks. */
export function lossOf(
  code: string,
  tasks: readonly Pick<TaskDefinition, 'key'>[],
  message: string,
): ExportLoss[] {
  const keys = tasks.slice(0, examples).map(({ key }) => key)
  if (keys.length === 0) return []
  const names = tasks.length > keys.length ? `${keys.join(', ')}, …` : keys.join(', ')
  const where = tasks.length === 1 ? `task ${names}` : `${tasks.length} tasks (${names})`
  return [{ code, where, message }]
}

/** A plan as a text in some format, with what that format has no place for. */
export interface Exported {
  readonly text: string
  readonly fileName: string
  readonly losses: readonly ExportLoss[]
}

export type Export = (document: PlanDocument) => Exported
