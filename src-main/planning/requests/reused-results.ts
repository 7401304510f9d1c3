import type { TaskStatus } from '#shared/model/task.ts'

/** A task of an earlier run, as far as it decides what of that run is done again. */
export interface PastTask {
  readonly key: string
  readonly kind: 'task' | 'group'
  readonly dependsOn: readonly string[]
  readonly parent: string | null
  readonly status: TaskStatus
  /** It was left out because its own condition was not met: that is as intended. */
  readonly isIntentionallySkipped: boolean
  readonly hasResult: boolean
}

/**
 * Keys of the tasks whose results a new run of the same plan takes over: those that are done and come after nothing that
 * is done again. Done again is what is not done, and, where `from` names tasks, these.
 */
export function listReusedResults(tasks: readonly PastTask[], from: readonly string[] = []): string[] {
  const named = new Set(from)
  const again = new Set(
    tasks
      .filter(({ key, kind, status, isIntentionallySkipped, hasResult }) => {
        if (named.has(key)) return true
        return kind === 'task' && !isIntentionallySkipped && (status !== 'done' || !hasResult)
      })
      .map(({ key }) => key),
  )
  const after = listDependents(tasks)
  const parents = new Map(tasks.map(({ key, parent }) => [key, parent]))
  for (const key of again) {
    for (const each of after.get(key) ?? []) again.add(each)
    // What waits for a group waits for what is in it.
    for (let at = parents.get(key) ?? null; at !== null; at = parents.get(at) ?? null) {
      for (const each of dependentsOf(tasks, at)) again.add(each)
    }
  }
  return tasks.flatMap(({ key, kind, status, hasResult }) =>
    kind === 'task' && status === 'done' && hasResult && !again.has(key) ? [key] : [],
  )
}

/** What waits for a task, and of a group what is in it. */
function listDependents(tasks: readonly PastTask[]): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>()
  const link = (from: string, to: string) => {
    const known = links.get(from)
    if (known === undefined) links.set(from, [to])
    else known.push(to)
  }
  for (const { key, dependsOn, parent } of tasks) {
    for (const each of dependsOn) link(each, key)
    if (parent !== null) link(parent, key)
  }
  return links
}

const dependentsOf = (tasks: readonly PastTask[], group: string): string[] =>
  tasks.filter(({ dependsOn }) => dependsOn.includes(group)).map(({ key }) => key)
