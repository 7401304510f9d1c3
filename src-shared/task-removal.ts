import type { GraphNode } from './task-graph.ts'

/** The given keys and the keys of all descendants. */
export function withParts(
  tasks: readonly Pick<GraphNode, 'key' | 'parent'>[],
  keys: Iterable<string>,
): ReadonlySet<string> {
  const parts = Map.groupBy(tasks, ({ parent }) => parent)
  const found = new Set<string>(keys)
  for (const key of found) for (const { key: part } of parts.get(key) ?? []) found.add(part)
  return found
}

/**
 * Removes tasks. Their dependents lose the dependency; with `reconnect`, they inherit the removed task's dependencies.
 * Unchanged tasks
 * stay the same objects.
 */
export function withoutTasks<T extends GraphNode>(
  tasks: readonly T[],
  gone: ReadonlySet<string>,
  { reconnect }: { readonly reconnect: boolean },
): readonly T[] {
  const left = tasks.filter(({ key }) => !gone.has(key))
  if (left.length === tasks.length) return tasks
  const instead = reconnect ? listInstead(tasks, gone) : new Map<string, readonly string[]>()
  return left.map((task) =>
    task.dependsOn.some((each) => gone.has(each))
      ? { ...task, dependsOn: relinked(task, gone, instead) }
      : task,
  )
}

const relinked = (
  { key, dependsOn }: GraphNode,
  gone: ReadonlySet<string>,
  instead: ReadonlyMap<string, readonly string[]>,
): string[] => [
  ...new Set(
    dependsOn
      .flatMap((each) => (gone.has(each) ? (instead.get(each) ?? []) : [each]))
      .filter((each) => each !== key),
  ),
]

/** The remaining predecessors of each removed task. */
function listInstead(
  tasks: readonly GraphNode[],
  gone: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const waits = new Map(tasks.map(({ key, dependsOn }) => [key, dependsOn]))
  const instead = new Map<string, readonly string[]>()
  for (const key of gone) {
    const seen = new Set([key])
    for (const each of seen) if (gone.has(each)) for (const next of waits.get(each) ?? []) seen.add(next)
    instead.set(
      key,
      [...seen].filter((each) => !gone.has(each)),
    )
  }
  return instead
}
