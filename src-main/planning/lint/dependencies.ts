import type { PlanChange } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { fateOf, keysIn } from './can-hold.ts'

interface Changed {
  readonly drop: readonly string[]
  readonly add?: readonly string[]
}

type ChangeDependencies = (changed: Changed) => PlanChange[]

/**
 * Creates a change of a task's dependencies. Also clears a condition that the change would make invalid or impossible.
 */
export function createDependencyChange(task: TaskDefinition): ChangeDependencies {
  const { key, condition } = task
  const isLost = condition === undefined ? () => false : createLoss(condition, task)
  return ({ drop, add = [] }) => {
    const change: PlanChange = { type: 'dependencies', task: key, drop: [...drop], add: [...add] }
    return isLost({ drop, add }) ? [change, { type: 'clear', task: key, setting: 'condition' }] : [change]
  }
}

/**
 * Whether a change makes a condition meaningless. The result depends on the named dependencies, and on whether there are others. A single dependency represents the others, so that a thousand changes need not visit each.
 */
function createLoss(condition: string, { dependsOn }: TaskDefinition) {
  const words = keysIn(condition)
  const unique = [...new Set(dependsOn)]
  const named = unique.filter((each) => words.has(each))
  const others = unique.filter((each) => !words.has(each))
  const before = fateOf(condition, { keys: [...named, ...others.slice(0, 1)] })
  return ({ drop, add }: Required<Changed>): boolean => {
    const other = others.find((each) => !drop.includes(each))
    const left = [...named.filter((each) => !drop.includes(each)), ...(other === undefined ? [] : [other])]
    const fate = fateOf(condition, { keys: [...left, ...add] })
    return fate !== 'may_hold' && fate !== before
  }
}

/** Whether the changes clear a condition; used in the title of a fix. */
export const clearsCondition = (changes: readonly PlanChange[]): boolean =>
  changes.some(({ type }) => type === 'clear')
