import type { TaskStatus } from '#shared/model/task.ts'

/** A task of an earlier run, as far as it decides which tasks run again. */
export interface PastTask {
  readonly key: string
  readonly kind: 'task' | 'group'
  readonly dependsOn: readonly string[]
  readonly parent: string | null
  readonly status: TaskStatus
  /** The task was skipped because its own condition was false. */
  readonly isIntentionallySkipped: boolean
  readonly hasResult: boolean
}

/**
 * Keys of the tasks whose results a new run of the same plan reuses. Tasks without a result and the tasks in `from`
 * run again, with all tasks that depend on them.
 */
export function listReusedResults(tasks: readonly PastTask[], from: readonly string[] = []): string[] {
  const named = new Set(from)
  const rerun = new Set(
    tasks
      .filter(({ key, kind, status, isIntentionallySkipped, hasResult }) => {
        if (named.has(key)) return true
        return kind === 'task' && !isIntentionallySkipped && (status !== 'done' || !hasResult)
      })
      .map(({ key }) => key),
  )
  const dependents = listDependents(tasks)
  const parents = new Map(tasks.map(({ key, parent }) => [key, parent]))
  for (const key of rerun) {
    for (const each of dependents.get(key) ?? []) rerun.add(each)
    // A dependent of a group also depends on the tasks in the group.
    for (let at = parents.get(key) ?? null; at !== null; at = parents.get(at) ?? null) {
      for (const each of dependentsOf(tasks, at)) rerun.add(each)
    }
  }
  return tasks.flatMap(({ key, kind, status, hasResult }) =>
    kind === 'task' && status === 'done' && hasResult && !rerun.has(key) ? [key] : [],
  )
}

/** Direct dependents by task key; for a group, also its children. */
function listDependents(tasks: readonly PastTask[]): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, string[]>()
  const addDependent = (from: string, to: string) => {
    const known = dependents.get(from)
    if (known === undefined) dependents.set(from, [to])
    else known.push(to)
  }
  for (const { key, dependsOn, parent } of tasks) {
    for (const each of dependsOn) addDependent(each, key)
    if (parent !== null) addDependent(parent, key)
  }
  return dependents
}

const dependentsOf = (tasks: readonly PastTask[], group: string): string[] =>
  tasks.filter(({ dependsOn }) => dependsOn.includes(group)).map(({ key }) => key)
