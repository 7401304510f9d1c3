/**
 * Pure functions over a dependency graph. A node waits for the nodes in `dependsOn`. A node with a `parent` also
 * waits for its parent to open, and the parent is done only when its children are: so every group is two points in
 * time, and a cycle is looked for between those points, not between the names.
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

/** References to nodes that are not there. */
export function listDangling(nodes: readonly GraphNode[]): Dangling[] {
  const keys = new Set(nodes.map((node) => node.key))
  return nodes.flatMap((node) =>
    node.dependsOn.filter((key) => !keys.has(key)).map((dependsOn) => ({ key: node.key, dependsOn })),
  )
}

/** Distinct (prerequisite, dependent) pairs of nodes that are there, self-references left out. */
export function listEdges(nodes: readonly GraphNode[]): [from: string, to: string][] {
  const keys = new Set(nodes.map((node) => node.key))
  return nodes.flatMap((node) =>
    [...new Set(node.dependsOn)]
      .filter((from) => from !== node.key && keys.has(from))
      .map((from): [string, string] => [from, node.key]),
  )
}

/** The points in time of the nodes and which must come before which: `s:` a node may start, `e:` it has ended. */
function pointsInTime(nodes: readonly GraphNode[]): Map<string, string[]> {
  const after = new Map<string, string[]>()
  for (const node of nodes) {
    after.set(`s:${node.key}`, [`e:${node.key}`])
    after.set(`e:${node.key}`, [])
  }
  for (const node of nodes) {
    for (const from of node.dependsOn) after.get(`e:${from}`)?.push(`s:${node.key}`)
    if (node.parent !== null && after.has(`s:${node.parent}`)) {
      after.get(`s:${node.parent}`)?.push(`s:${node.key}`)
      after.get(`e:${node.key}`)?.push(`e:${node.parent}`)
    }
  }
  return after
}

/**
 * Where nodes wait for each other, with one loop as an example: `['a', 'b', 'a']` reads "a comes before b comes
 * before a". Loops that share a node are one place and give one answer, so that a graph in which everything waits
 * for everything cannot give more answers than it has nodes. Empty when every node can be reached in order.
 */
export function listCycles(nodes: readonly GraphNode[]): string[][] {
  const after = pointsInTime(nodes)
  return listTangles(after).map((tangle) => namesOf(findLoop(after, tangle)))
}

/**
 * Sets of points that all come before each other (strongly connected components, after Tarjan), in the order of
 * their first points. An explicit stack: a chain of 100,000 tasks must not overflow the call stack.
 */
function listTangles(after: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const waiting: string[] = []
  const isWaiting = new Set<string>()
  const tangles: string[][] = []
  const path: { point: string; next: number }[] = []
  const enter = (point: string) => {
    order.set(point, order.size)
    low.set(point, order.size - 1)
    waiting.push(point)
    isWaiting.add(point)
    path.push({ point, next: 0 })
  }
  const lower = (point: string, to: number | undefined) =>
    low.set(point, Math.min(low.get(point) ?? 0, to ?? 0))
  const leave = (point: string) => {
    path.pop()
    const above = path.at(-1)
    if (above !== undefined) lower(above.point, low.get(point))
    if (low.get(point) !== order.get(point)) return
    const tangle = waiting.splice(waiting.lastIndexOf(point))
    for (const each of tangle) isWaiting.delete(each)
    if (tangle.length > 1 || after.get(point)?.includes(point)) tangles.push(tangle)
  }
  for (const root of after.keys()) {
    if (!order.has(root)) enter(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = after.get(top.point)?.[top.next]
      top.next += 1
      if (target === undefined) leave(top.point)
      else if (!order.has(target)) enter(target)
      else if (isWaiting.has(target)) lower(top.point, order.get(target))
    }
  }
  return inOrderOf(after, tangles)
}

function inOrderOf(after: ReadonlyMap<string, unknown>, tangles: readonly string[][]): string[][] {
  if (tangles.length === 0) return []
  const place = new Map([...after.keys()].map((point, index) => [point, index]))
  const placeOf = (point: string | undefined) => place.get(point ?? '') ?? 0
  return tangles
    .map((tangle) => tangle.toSorted((a, b) => placeOf(a) - placeOf(b)))
    .sort((a, b) => placeOf(a[0]) - placeOf(b[0]))
}

/** A shortest way from the first point of a tangle back to it. */
function findLoop(after: ReadonlyMap<string, readonly string[]>, tangle: readonly string[]): string[] {
  const [start = ''] = tangle
  const inside = new Set(tangle)
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const point of queue) {
    for (const target of after.get(point) ?? []) {
      if (target === start) {
        const loop = [start]
        for (let at: string | undefined = point; at !== undefined; at = cameFrom.get(at)) loop.push(at)
        return loop.reverse()
      }
      if (!inside.has(target) || cameFrom.has(target)) continue
      cameFrom.set(target, point)
      queue.push(target)
    }
  }
  return [start]
}

/** A task that waits for itself is `['a', 'a']`. */
function namesOf(points: readonly string[]): string[] {
  const names = points.map((point) => point.slice(2))
  const path = names.filter((name, index) => index === 0 || name !== names[index - 1])
  return path.length === 1 ? [...path, ...path] : path
}

/**
 * Keys such that a node comes after everything it waits for; a group comes before its children. Ties keep the given
 * order. Null when there is a cycle.
 */
export function topologicalOrder(nodes: readonly GraphNode[]): string[] | null {
  const after = pointsInTime(nodes)
  const waiting = new Map<string, number>()
  for (const targets of after.values()) {
    for (const target of targets) waiting.set(target, (waiting.get(target) ?? 0) + 1)
  }
  const ready = [...after.keys()].filter((point) => !waiting.has(point))
  const order: string[] = []
  for (const point of ready) {
    if (point.startsWith('s:')) order.push(point.slice(2))
    for (const target of after.get(point) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1
      waiting.set(target, left)
      if (left === 0) ready.push(target)
    }
  }
  return order.length === nodes.length ? order : null
}

/** Nodes on the longest chain of dependencies (parents are structure, not chain); null when there is a cycle. */
export function longestPath(nodes: readonly GraphNode[]): number | null {
  const edges = nodes.map((node) => ({ ...node, parent: null }))
  const order = topologicalOrder(edges)
  if (order === null) return null
  const dependsOn = new Map(edges.map((node) => [node.key, node.dependsOn]))
  const depth = new Map<string, number>()
  for (const key of order) {
    const before = (dependsOn.get(key) ?? []).map((from) => depth.get(from) ?? 0)
    depth.set(key, 1 + before.reduce((deepest, each) => Math.max(deepest, each), 0))
  }
  return [...depth.values()].reduce((deepest, each) => Math.max(deepest, each), 0)
}
