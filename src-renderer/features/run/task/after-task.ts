import { isTerminal, type TaskView } from '#shared/model/task.ts'

/** Open tasks that come after this one or belong to it, however far: what goes with its branch. */
export function countAfter(tasks: ReadonlyMap<string, TaskView>, key: string): number {
  const next = new Map<string, string[]>()
  const link = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to])
  for (const task of tasks.values()) {
    for (const dependency of task.dependsOn) link(dependency, task.key)
    if (task.parent !== null) link(task.parent, task.key)
  }
  const found = new Set([key])
  for (const each of found) for (const one of next.get(each) ?? []) found.add(one)
  found.delete(key)
  return [...found].filter((each) => !isTerminal(tasks.get(each)?.status ?? 'done')).length
}
