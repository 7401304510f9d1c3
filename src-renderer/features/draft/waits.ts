import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'

/** The tasks that one could wait for without a loop, and does not yet. */
export function listWaits({ tasks }: PlanDocument, key: string): TaskDefinition[] {
  const task = tasks.find((each) => each.key === key)
  const after = listEndedAfter(tasks, key)
  return tasks.filter((each) => !after.has(each.key) && task?.dependsOn.includes(each.key) !== true)
}

/** All tasks that end after this one has started: itself, its parts, the groups it is in, and what waits for any of them. */
function listEndedAfter(tasks: readonly TaskDefinition[], key: string): ReadonlySet<string> {
  const waiting = Map.groupBy(
    tasks.flatMap(({ key: from, dependsOn }) => dependsOn.map((on) => ({ on, from }))),
    ({ on }) => on,
  )
  const parts = Map.groupBy(tasks, ({ parent }) => parent)
  const parents = new Map(tasks.map((task) => [task.key, task.parent]))
  const started = new Set<string>()
  const ended = new Set<string>()
  const open: { key: string; isStart: boolean }[] = [{ key, isStart: true }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const seen = next.isStart ? started : ended
    if (seen.has(next.key)) continue
    seen.add(next.key)
    if (next.isStart) {
      open.push({ key: next.key, isStart: false })
      for (const part of parts.get(next.key) ?? []) open.push({ key: part.key, isStart: true })
      continue
    }
    for (const { from } of waiting.get(next.key) ?? []) open.push({ key: from, isStart: true })
    const parent = parents.get(next.key) ?? null
    if (parent !== null) open.push({ key: parent, isStart: false })
  }
  return ended
}
