import type { ExportLoss } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'

const examples = 5
const defaultParallelLimit = 16

const text = words.exportLosses

/** Checks whether a task uses each property besides key, title, dependencies and group. */
const taskFacts: Readonly<Record<keyof typeof text.taskFacts, (task: TaskDefinition) => boolean>> = {
  description: ({ title, description }) => description.trim() !== title.trim(),
  skills: ({ requiredSkills }) => requiredSkills.length > 0,
  pin: ({ pin }) => pin !== undefined,
  priority: ({ priority }) => priority !== 'medium',
  due_date: ({ dueAt }) => dueAt !== null,
  tags: ({ tags }) => tags.length > 0,
  approval: ({ requiresApproval }) => requiresApproval,
  gate: ({ gate }) => gate !== undefined,
  condition: ({ condition }) => condition !== undefined,
  join: ({ join }) => join !== undefined,
  retry: ({ retry }) => retry !== undefined,
  timeouts: ({ timeouts }) => timeouts !== undefined,
  cost: ({ cost }) => cost !== undefined,
  budget: ({ budget }) => budget !== undefined,
  sub_plan: ({ subPlan }) => subPlan !== undefined,
  estimate: ({ estimateMs }) => estimateMs !== undefined,
  done: ({ isDone }) => isDone === true,
  checks: ({ doneWhen }) => doneWhen !== undefined,
}
type TaskFactName = keyof typeof taskFacts

const planFacts: Record<keyof typeof text.planFacts, (plan: PlanDocument) => boolean> = {
  project: ({ projectId, projectFolder }) => projectId !== null || projectFolder !== null,
  workspace: ({ workspace }) => workspace !== undefined,
  parallel_limit: ({ parallelLimit }) => parallelLimit !== defaultParallelLimit,
  crew: ({ crew }) => crew !== null,
  time_zone: ({ timeZone }) => timeZone !== undefined,
  plan_budget: ({ budget }) => budget !== undefined,
  review_limit: ({ reviewLimit }) => reviewLimit !== undefined,
}

/** Losses of a format that keeps only the given task properties and no plan settings, with one loss per property. */
export function listLosses(
  document: PlanDocument,
  kept: readonly TaskFactName[],
  format: string,
): ExportLoss[] {
  const hasPlanFact = new Map(Object.entries(planFacts))
  const ofPlan = Object.entries(text.planFacts)
    .filter(([name]) => hasPlanFact.get(name)?.(document))
    .map(([name, fact]) => ({
      code: `${name}_not_kept`,
      where: text.plan,
      message: text.ofPlan(fact, format),
    }))
  const hasTaskFact = new Map(Object.entries(taskFacts))
  const keeps = new Set<string>(kept)
  const ofTasks = Object.entries(text.taskFacts)
    .filter(([name]) => !keeps.has(name))
    .flatMap(([name, fact]) => {
      const tasks = document.tasks.filter((task) => hasTaskFact.get(name)?.(task))
      return lossOf(`${name}_not_kept`, tasks, text.ofTasks(fact, format))
    })
  const parents = new Set(document.tasks.map(({ parent }) => parent))
  const empty = document.tasks.filter(({ kind, key }) => kind === 'group' && !parents.has(key))
  return [...ofPlan, ...ofTasks, ...lossOf('empty_group', empty, text.emptyGroup(format))]
}

/** A single loss for all the given tasks; empty without tasks. */
export function lossOf(
  code: string,
  tasks: readonly Pick<TaskDefinition, 'key'>[],
  message: string,
): ExportLoss[] {
  const keys = tasks.slice(0, examples).map(({ key }) => key)
  if (keys.length === 0) return []
  const names = tasks.length > keys.length ? `${keys.join(', ')}, …` : keys.join(', ')
  const where = tasks.length === 1 ? text.tasks.one(names) : text.tasks.many(tasks.length, names)
  return [{ code, where, message }]
}

/** An exported plan, with the losses of its format. */
export interface Exported {
  readonly text: string
  readonly fileName: string
  readonly losses: readonly ExportLoss[]
}

export type Export = (document: PlanDocument) => Exported
