import { present } from '#shared/assert.ts'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { clearsCondition, createDependencyChange } from '../dependencies.ts'
import { type FixDraft, findingOf } from '../finding.ts'
import type { Check } from '../lint-context.ts'
import { addTo } from '../lists.ts'
import { none } from '../parents.ts'
import { type Edge, keyAt, type PlanGraph } from '../plan-graph.ts'

/** Limit of points visited to find the paths of cycles. Beyond it, a message names only the two ends of a cycle. */
const maxSteps = 300_000
const maxNamed = 8

/**
 * Reports each dependency of a cycle that goes against the order of the file. People usually write earlier tasks
 * first, so that dependency is the one to remove. Without these dependencies no cycle remains.
 */
export const checkCycles: Check = ({ graph }) => {
  const findWay = createWays(graph)
  const drop = createDropping(graph)
  const cycles = graph.against
    .filter(({ to }) => graph.indexOf.get(keyAt(graph, to)) === to)
    .map((edge) => cycleFinding(graph, edge, { way: findWay(edge), drop }))
  return [...selfDependencies(graph, drop), ...cycles]
}

/** Whether the code is for tasks that depend on each other, or on themselves. */
export const isOfCycle = (code: string): boolean => code === 'cycle' || code === 'self_dependency'

interface Round {
  readonly way: readonly string[] | null
  readonly drop: Drop
}

function cycleFinding(graph: PlanGraph, { from, to }: Edge, { way, drop }: Round): PlanFinding {
  const [before, key] = [keyAt(graph, from), keyAt(graph, to)]
  const named = way ?? [key, before]
  const shown = named.length <= maxNamed ? named.map(graph.nameOf) : cutInTheMiddle(graph, named)
  const message =
    way === null
      ? words.findings.longCycle(graph.nameOf(key), graph.nameOf(before))
      : words.findings.cycle([...shown, graph.nameOf(key)].join(' → '))
  return findingOf({
    code: 'cycle',
    severity: 'error',
    about: [key, before],
    taskKeys: named,
    message,
    fixes: [drop(to, before)],
  })
}

const cutInTheMiddle = ({ nameOf }: PlanGraph, names: readonly string[]): string[] => [
  ...names.slice(0, maxNamed / 2).map(nameOf),
  words.findings.skippedNames(names.length - maxNamed),
  ...names.slice(-maxNamed / 2).map(nameOf),
]

type Drop = (task: number, before: string) => FixDraft

/** Creates fixes that drop a dependency. A task with several dependencies in cycles is analysed only once. */
function createDropping({ tasks, nameOf }: PlanGraph): Drop {
  const known = new Map<number, ReturnType<typeof createDependencyChange>>()
  return (task, before) => {
    const definition = present(tasks[task], `task ${task}`)
    const change = known.get(task) ?? createDependencyChange(definition)
    known.set(task, change)
    const changes = change({ drop: [before] })
    const names = [nameOf(definition.key), nameOf(before)] as const
    const title = words.fixes.dropDependency(...names, clearsCondition(changes))
    // Not marked as safe: the dependency was intended, and without it the task may start too early. Nothing shows
    // which dependency of a cycle is wrong.
    return { name: 'drop_dependency', title, changes }
  }
}

function selfDependencies(graph: PlanGraph, drop: Drop): PlanFinding[] {
  return graph.named.flatMap(({ index, task: { key, dependsOn } }) => {
    if (!dependsOn.includes(key)) return []
    const message = words.findings.selfDependency(graph.nameOf(key))
    const fixes = [drop(index, key)]
    return findingOf({ code: 'self_dependency', severity: 'error', task: key, message, fixes })
  })
}

/** Finds the shortest path from the dependent task to its dependency, as keys. Null: the search is too expensive. */
function createWays(graph: PlanGraph): (edge: Edge) => string[] | null {
  const { after, ownerOf, endOf } = graph
  const back = new Map<number, number[]>()
  for (const { from, to } of graph.against) addTo(back, endOf(from), to)
  const cameFrom = new Int32Array(after.length)
  let steps = 0
  const namesOf = (points: readonly number[]) => {
    const keys = points.map((point) => keyAt(graph, ownerOf(point)))
    return keys.filter((key, at) => key !== keys[at - 1])
  }
  return ({ from, to }) => {
    const goal = endOf(from)
    if (steps > maxSteps) return null
    // Clearing the array takes time, too.
    steps += after.length / 20
    cameFrom.fill(none)
    cameFrom[to] = to
    const queue = [to]
    for (const point of queue) {
      for (const next of [...(after[point] ?? []), ...(back.get(point) ?? [])]) {
        steps += 1
        if (cameFrom[next] !== none) continue
        cameFrom[next] = point
        if (next === goal) return namesOf(wayTo(cameFrom, goal))
        queue.push(next)
      }
    }
    return null
  }
}

function wayTo(cameFrom: Int32Array, goal: number): number[] {
  const way = [goal]
  for (let at = goal; cameFrom[at] !== at; ) {
    at = cameFrom[at] ?? at
    way.push(at)
  }
  return way.reverse()
}
