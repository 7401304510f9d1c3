import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { uniqueKey } from '../../importers/names.ts'
import { quote } from '../../importers/warnings.ts'
import { maxGroupDepth } from '../../plan-fault.ts'
import { clearsCondition, createDependencyChange } from '../dependencies.ts'
import { type FixDraft, findingOf, settingFix } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { createNearest } from '../near-word.ts'
import { none } from '../parents.ts'
import { keyAt, type PlanGraph } from '../plan-graph.ts'

/** Duplicate keys, and dependencies and parents that are missing, repeated or invalid. */
export const checkReferences: Check = (context) => [
  ...duplicateKeys(context),
  ...dangling(context),
  ...repeats(context),
  ...strayParents(context),
]

function duplicateKeys({ graph: { tasks, indexOf } }: LintContext): PlanFinding[] {
  if (indexOf.size === tasks.length) return []
  const counts = new Map<string, number>()
  for (const { key } of tasks) counts.set(key, (counts.get(key) ?? 0) + 1)
  // A new key must not match a missing dependency or parent either, because that would create a link that nobody
  // wrote.
  const taken = new Set(tasks.flatMap(({ key, dependsOn, parent }) => [key, ...dependsOn, parent ?? key]))
  return [...counts].flatMap(([key, count]) => {
    if (count === 1) return []
    const names = Array.from({ length: count - 1 }, () => uniqueKey(key, taken))
    const message = words.findings.duplicateKey(quote(key), count)
    const fix = {
      name: 'rename',
      title: words.fixes.renameDuplicates(count),
      isSafe: true,
      changes: names.map((to) => ({ type: 'rename', task: key, to }) as const),
    }
    return findingOf({ code: 'duplicate_key', severity: 'error', task: key, message, fixes: [fix] })
  })
}

function dangling({ graph, reach }: LintContext): PlanFinding[] {
  const { named, indexOf, endOf } = graph
  const nearest = createNearest(indexOf.keys())
  return named.flatMap(({ index, task }) => {
    const missed = [...new Set(task.dependsOn)].filter((key) => !indexOf.has(key))
    if (missed.length === 0) return []
    const change = createDependencyChange(task)
    return missed.map((missing) => {
      const meant = indexOf.get(nearest(missing) ?? missing)
      const isPossible =
        meant !== undefined &&
        graph.against.length === 0 &&
        reach.reaches(index, endOf(meant)) === false &&
        !graph.dependencies[index]?.includes(meant)
      return danglingFinding(graph, task.key, {
        missing,
        meant: isPossible ? keyAt(graph, meant) : null,
        change,
      })
    })
  })
}

interface Dangling {
  readonly missing: string
  /** The key that is probably meant. Null if none is similar, or if the task cannot depend on it. */
  readonly meant: string | null
  readonly change: ReturnType<typeof createDependencyChange>
}

function danglingFinding(
  { nameOf }: PlanGraph,
  key: string,
  { missing, meant, change }: Dangling,
): PlanFinding {
  const drop = change({ drop: [missing] })
  const title = words.fixes.dropOwnDependency(quote(missing), clearsCondition(drop))
  const fixes: FixDraft[] = [{ name: 'drop_dependency', title, isSafe: meant === null, changes: drop }]
  if (meant !== null) {
    const changes = change({ drop: [missing], add: [meant] })
    const waiting = words.fixes.dependOnNearest(nameOf(meant), clearsCondition(changes))
    fixes.unshift({ name: 'use_nearest', title: waiting, isSafe: true, changes })
  }
  const near = meant === null ? null : nameOf(meant)
  const message = words.findings.danglingDependency(nameOf(key), quote(missing), near)
  const tasks = { about: [key, missing], taskKeys: [key] }
  return findingOf({ code: 'dangling_dependency', severity: 'error', ...tasks, message, fixes })
}

function repeats({ graph: { named, nameOf } }: LintContext): PlanFinding[] {
  return named.flatMap(({ task: { key, dependsOn } }) => {
    const seen = new Set<string>()
    const twice = dependsOn.find((each) => seen.size === seen.add(each).size)
    if (twice === undefined) return []
    const changes = [{ type: 'repeats', task: key } as const]
    const fixes = [{ name: 'drop_repeats', title: words.fixes.dropRepeats, isSafe: true, changes }]
    const message = words.findings.duplicateDependency(nameOf(key), nameOf(twice))
    return findingOf({ code: 'duplicate_dependency', severity: 'warning', task: key, message, fixes })
  })
}

/** Parents that are missing, that are not groups, that contain each other, or that are nested too deeply. */
function strayParents(context: LintContext): PlanFinding[] {
  const { tasks, named, indexOf, parentRings, nameOf } = context.graph
  const stray = named.flatMap(({ task: { key, parent } }) => {
    const group = parent === null ? undefined : tasks[indexOf.get(parent) ?? none]
    if (parent === null || group?.kind === 'group') return []
    const describe = group === undefined ? words.findings.parentMissing : words.findings.parentNotGroup
    const message = describe(nameOf(key), nameOf(parent))
    return leaving(context.graph, key, { code: 'dangling_parent', message })
  })
  const rings = parentRings.map((ring) => {
    const keys = ring.map((task) => keyAt(context.graph, task))
    const [key = ''] = keys
    const path = [...keys.slice(0, 6), key].map(nameOf).join(' → ')
    const message = words.findings.groupInItself(nameOf(key), path)
    return leaving(context.graph, key, { code: 'group_in_itself', message })
  })
  return [...stray, ...rings, ...tooDeep(context)]
}

function leaving(
  { nameOf }: PlanGraph,
  key: string,
  { code, message }: Pick<PlanFinding, 'code' | 'message'>,
): PlanFinding {
  const fix = { name: 'leave_group', title: words.fixes.leaveGroup(nameOf(key)), isSafe: true }
  return findingOf({
    code,
    severity: 'error',
    task: key,
    message,
    fixes: [settingFix(key, { parent: null }, fix)],
  })
}

function tooDeep({ graph }: LintContext): PlanFinding[] {
  const depths = new Int32Array(graph.tasks.length)
  const deep: string[] = []
  for (const point of graph.order) {
    const parent = graph.parents[point] ?? none
    if (point >= depths.length || parent === none) continue
    const depth = (depths[parent] ?? 0) + 1
    depths[point] = depth
    if (depth > maxGroupDepth) deep.push(keyAt(graph, point))
  }
  if (deep.length === 0) return []
  const message = words.findings.groupsTooDeep(deep.length, maxGroupDepth)
  return [findingOf({ code: 'too_deep', severity: 'error', taskKeys: deep, message })]
}
