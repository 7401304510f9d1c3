/**
 * Pure functions over a dependency graph. A node waits for the nodes in `dependsOn`. A node with a `parent` also waits
 * for the parent to open, and the parent is done only when its children are. So every group has two points in time,
 * and
 * cycles are searched between those points.
 */
export interface GraphNode {
  readonly key: string
  readonly dependsOn: readonly string[]
  readonly parent: string | null
}

export interface Dangling {
  readonly key: string
  readonly dependsOn: string
}

/** References to missing nodes. */
export function listDangling(nodes: readonly GraphNode[]): Dangling[] {
  const keys = new Set(nodes.map((node) => node.key))
  return nodes.flatMap((node) =>
    node.dependsOn.filter((key) => !keys.has(key)).map((dependsOn) => ({ key: node.key, dependsOn })),
  )
}

/** Distinct (prerequisite, dependent) pairs of existing nodes, without self-references. */
export function listEdges(nodes: readonly GraphNode[]): [from: string, to: string][] {
  const keys = new Set(nodes.map((node) => node.key))
  return nodes.flatMap((node) =>
    [...new Set(node.dependsOn)]
      .filter((from) => from !== node.key && keys.has(from))
      .map((from): [string, string] => [from, node.key]),
  )
}

/**
 * The successors of each point in time. Node `i` starts at point `i`, and ends there unless it has
 * children; otherwise its end is a point after all starts. The successors of point `p` are `targets` from `starts[p]`
 * to
 * `starts[p + 1]`. Flat arrays, because people wait for the search of a plan with 100,000 tasks.
 */
export interface PointsInTime {
  readonly starts: Int32Array
  readonly targets: Int32Array
  /** Index of the node of each point. */
  readonly owners: readonly number[]
}

/** For a shared key, the last node wins. */
function indexByKey(nodes: readonly GraphNode[]): Map<string, number> {
  const indexOf = new Map<string, number>()
  let index = 0
  for (const { key } of nodes) indexOf.set(key, index++)
  return indexOf
}

export function pointsInTime(
  nodes: readonly GraphNode[],
  indexOf: ReadonlyMap<string, number> = indexByKey(nodes),
): PointsInTime {
  const owners = nodes.map((_, index) => index)
  const ends = new Map<number, number>()
  const pairs: number[] = []
  for (const { parent } of nodes) {
    const group = parent === null ? undefined : indexOf.get(parent)
    if (group === undefined || ends.has(group)) continue
    pairs.push(group, owners.length)
    ends.set(group, owners.length)
    owners.push(group)
  }
  const endOf = (index: number) => ends.get(index) ?? index
  let start = 0
  for (const { dependsOn, parent } of nodes) {
    for (const key of dependsOn) {
      const from = indexOf.get(key)
      if (from !== undefined) pairs.push(endOf(from), start)
    }
    const group = parent === null ? undefined : indexOf.get(parent)
    if (group !== undefined) pairs.push(group, start, endOf(start), endOf(group))
    start += 1
  }
  return { ...groupPairs(pairs, owners.length), owners }
}

/** Groups flat (from, to) pairs by `from`, in their given order. */
function groupPairs(pairs: readonly number[], points: number): Pick<PointsInTime, 'starts' | 'targets'> {
  const starts = new Int32Array(points + 1)
  for (let at = 0; at < pairs.length; at += 2) raise(starts, (pairs[at] ?? 0) + 1)
  for (let point = 0; point < points; point += 1) raise(starts, point + 1, starts[point])
  const next = starts.slice()
  const targets = new Int32Array(pairs.length / 2)
  for (let at = 0; at < pairs.length; at += 2) {
    const from = pairs[at] ?? 0
    targets[next[from] ?? 0] = pairs[at + 1] ?? 0
    raise(next, from)
  }
  return { starts, targets }
}

function raise(numbers: Int32Array, at: number, by = 1): void {
  numbers[at] = (numbers[at] ?? 0) + by
}

const targetsOf = ({ starts, targets }: PointsInTime, point: number): Int32Array =>
  targets.subarray(starts[point], starts[point + 1])

/**
 * An example loop for each set of mutually dependent nodes: `['a', 'b', 'a']` reads "a precedes b precedes a".
 * Loops that share a node give a single answer, so there are never more answers than nodes.
 * Empty for an acyclic graph.
 */
export function listCycles(nodes: readonly GraphNode[]): string[][] {
  // Fast path: most graphs are acyclic.
  if (topologicalOrder(nodes) !== null) return []
  const points = pointsInTime(nodes)
  const after = points.owners.map((_, point) => [...targetsOf(points, point)])
  const ownerOf = (point = 0) => points.owners[point] ?? 0
  return listTangles(after)
    .map((tangle) => tangle.sort((a, b) => ownerOf(a) - ownerOf(b) || a - b))
    .sort(([a], [b]) => ownerOf(a) - ownerOf(b))
    .map((tangle) => namesOf(findLoop(after, tangle).map((point) => nodes[ownerOf(point)]?.key ?? '')))
}

/**
 * Strongly connected components with more than one point or a self-loop, after Tarjan. The stack is explicit, because
 * recursion over a chain of 100,000 tasks would overflow.
 */
export function listTangles(after: readonly (readonly number[])[]): number[][] {
  const order: number[] = []
  const low: number[] = []
  const isWaiting: boolean[] = []
  const waiting: number[] = []
  const tangles: number[][] = []
  const path: { point: number; next: number }[] = []
  let count = 0
  const enter = (point: number) => {
    order[point] = count
    low[point] = count
    isWaiting[point] = true
    count += 1
    waiting.push(point)
    path.push({ point, next: 0 })
  }
  const lower = (point: number, to = 0) => {
    low[point] = Math.min(low[point] ?? 0, to)
  }
  const leave = (point: number) => {
    path.pop()
    const above = path.at(-1)
    if (above !== undefined) lower(above.point, low[point])
    if (low[point] !== order[point]) return
    const tangle = waiting.splice(waiting.lastIndexOf(point))
    for (const each of tangle) isWaiting[each] = false
    if (tangle.length > 1 || after[point]?.includes(point)) tangles.push(tangle)
  }
  for (const root of after.keys()) {
    if (order[root] === undefined) enter(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = after[top.point]?.[top.next]
      top.next += 1
      if (target === undefined) leave(top.point)
      else if (order[target] === undefined) enter(target)
      else if (isWaiting[target]) lower(top.point, order[target])
    }
  }
  return tangles
}

/** A shortest path from the first point of a component back to itself. */
function findLoop(after: readonly (readonly number[])[], tangle: readonly number[]): number[] {
  const [start = 0] = tangle
  const inside = new Set(tangle)
  const cameFrom = new Map<number, number>()
  const queue = [start]
  for (const point of queue) {
    for (const target of after[point] ?? []) {
      if (target === start) {
        const loop = [start]
        for (let at: number | undefined = point; at !== undefined; at = cameFrom.get(at)) loop.push(at)
        return loop.reverse()
      }
      if (!inside.has(target) || cameFrom.has(target)) continue
      cameFrom.set(target, point)
      queue.push(target)
    }
  }
  return [start]
}

/** Merges the start and the end of a node into one name. A self-dependency is `['a', 'a']`. */
function namesOf(keys: readonly string[]): string[] {
  const path = keys.filter((key, index) => index === 0 || key !== keys[index - 1])
  return path.length === 1 ? [...path, ...path] : path
}

/** Every point after all of its predecessors; ties keep the given order. */
interface OrderInTime extends PointsInTime {
  readonly order: readonly number[]
}

/** Null for a cycle or a duplicate key. */
export function orderInTime(nodes: readonly GraphNode[]): OrderInTime | null {
  const indexOf = indexByKey(nodes)
  if (indexOf.size < nodes.length) return null
  const points = pointsInTime(nodes, indexOf)
  const { starts, targets, owners } = points
  const waitsFor = new Int32Array(owners.length)
  for (let at = 0; at < targets.length; at += 1) raise(waitsFor, targets[at] ?? 0)
  const order: number[] = []
  for (let point = 0; point < owners.length; point += 1) if (waitsFor[point] === 0) order.push(point)
  for (const point of order) {
    const end = starts[point + 1] ?? 0
    for (let at = starts[point] ?? 0; at < end; at += 1) {
      const target = targets[at] ?? 0
      raise(waitsFor, target, -1)
      if (waitsFor[target] === 0) order.push(target)
    }
  }
  return order.length === owners.length ? { ...points, order } : null
}

/**
 * Keys in dependency order, groups before their children. Ties keep the given
 * order. Null for a cycle or a duplicate key.
 */
export function topologicalOrder(nodes: readonly GraphNode[]): string[] | null {
  const found = orderInTime(nodes)
  if (found === null) return null
  const keys: string[] = []
  for (const point of found.order) if (point < nodes.length) keys.push(nodes[point]?.key ?? '')
  return keys
}

/** Number of nodes on the longest dependency chain, without parents; null for a cycle. */
export function longestPath(nodes: readonly GraphNode[]): number | null {
  const found = orderInTime(nodes.map(({ key, dependsOn }) => ({ key, dependsOn, parent: null })))
  if (found === null) return null
  const depths = new Int32Array(nodes.length)
  let longest = 0
  for (const point of found.order) {
    const depth = (depths[point] ?? 0) + 1
    longest = Math.max(longest, depth)
    for (const target of targetsOf(found, point)) depths[target] = Math.max(depths[target] ?? 0, depth)
  }
  return longest
}
