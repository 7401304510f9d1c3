import { escalationSkill } from '#shared/model/decisions/decision.ts'
import type { TaskView } from '#shared/model/task.ts'

/** How much of the limits of a goal is used. */
export interface GoalUse {
  readonly tasks: number
  readonly depth: number
  readonly rounds: number
}

type Seen = Pick<TaskView, 'key' | 'status' | 'dependsOn' | 'requiredSkills'>

/** As the guard counts: questions to people are no tasks, and a round ends with a task that is done. */
export function measureUse(tasks: Iterable<Seen>): GoalUse {
  const depths = new Map<string, number>()
  let count = 0
  let rounds = 0
  for (const { key, status, dependsOn, requiredSkills } of tasks) {
    if (!requiredSkills.includes(escalationSkill)) count += 1
    depths.set(key, 1 + Math.max(0, ...dependsOn.map((before) => depths.get(before) ?? 0)))
    if (status === 'done') rounds = 0
    else if (status === 'failed' || status === 'cancelled') rounds += 1
  }
  return { tasks: count, depth: Math.max(0, ...depths.values()), rounds }
}
