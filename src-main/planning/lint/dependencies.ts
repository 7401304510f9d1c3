import type { PlanChange } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { fateOf } from './can-hold.ts'

interface Changed {
  readonly drop: readonly string[]
  readonly add?: readonly string[]
}

/** Other dependencies for a task. A condition that would hold no more, or could be read no more, goes with them. */
export function changeDependencies(
  { key, dependsOn, condition }: TaskDefinition,
  { drop, add = [] }: Changed,
): PlanChange[] {
  const change: PlanChange = { type: 'dependencies', task: key, drop: [...drop], add: [...add] }
  if (condition === undefined) return [change]
  const left = [...dependsOn.filter((each) => !drop.includes(each)), ...add]
  const fate = fateOf(condition, { keys: left })
  const stays = fate === 'may_hold' || fate === fateOf(condition, { keys: dependsOn })
  return stays ? [change] : [change, { type: 'clear', task: key, setting: 'condition' }]
}

/** For the title of a fix. */
export const goesWithCondition = (changes: readonly PlanChange[]): string =>
  changes.some(({ type }) => type === 'clear') ? ', and the condition that asks for it' : ''
