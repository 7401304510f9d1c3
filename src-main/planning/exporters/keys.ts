import type { ExportLoss } from '#shared/contract/plans/plans.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { uniqueKey } from '../importers/names.ts'
import { lossOf } from './losses.ts'

const text = words.exportLosses

export interface Keys {
  /** Key of the task in the exported text. */
  of(key: string): string
  /** Losses for tasks whose key differs in the exported text. */
  readonly losses: readonly ExportLoss[]
}

/** Keeps keys that pass `fits`. Other keys are rebuilt from their letters and digits and reported as a loss. */
export function keysFor(tasks: readonly TaskDefinition[], fits: (key: string) => boolean): Keys {
  const taken = new Set(tasks.filter(({ key }) => fits(key)).map(({ key }) => key))
  const changed = new Map<string, string>()
  for (const { key } of tasks) {
    if (fits(key) || changed.has(key)) continue
    const letters = key
      .slice(0, 60)
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_|_$/g, '')
    changed.set(key, uniqueKey(`t_${letters}`, taken))
  }
  const renamed = tasks.filter(({ key }) => changed.has(key))
  const [first] = renamed
  const example = first === undefined ? '' : (changed.get(first.key) ?? '')
  const message = renamed.length === 1 ? text.keyChanged(example) : text.keysChanged(example)
  return {
    of: (key) => changed.get(key) ?? key,
    losses: lossOf('key_changed', renamed, message),
  }
}

/** Tasks by parent, in plan order. Tasks without a known parent are under null. */
export function childrenOf(tasks: readonly TaskDefinition[]): ReadonlyMap<string | null, TaskDefinition[]> {
  const known = new Set(tasks.map(({ key }) => key))
  return Map.groupBy(tasks, ({ parent }) => (parent !== null && known.has(parent) ? parent : null))
}

/** Dependency edges between existing tasks. */
export function listKnownEdges(tasks: readonly TaskDefinition[]): [from: string, to: string][] {
  const known = new Set(tasks.map(({ key }) => key))
  return tasks.flatMap(({ key, dependsOn }) =>
    dependsOn.filter((from) => known.has(from)).map((from): [string, string] => [from, key]),
  )
}

/** Yields each task in drawing order. A task with children is yielded again at its end. */
export function* walkBoxes(tasks: readonly TaskDefinition[]) {
  const children = childrenOf(tasks)
  // Depth first, without recursion, because a plan from outside may be deeply nested.
  const open = [...(children.get(null) ?? [])].reverse().map((task) => ({ task, depth: 1, isEnd: false }))
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { task, depth, isEnd } = at
    const inside = children.get(task.key) ?? []
    const isAround = inside.length > 0
    yield { task, isEnd, isAround, indent: '  '.repeat(Math.min(depth, 20)) }
    if (isEnd || !isAround) continue
    open.push({ task, depth, isEnd: true })
    for (const child of inside.toReversed()) open.push({ task: child, depth: depth + 1, isEnd: false })
  }
}
