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
 * Every loop of the graph, one each: `['a', 'b', 'a']` reads "a comes before b comes before a". Loops that share a
 * node may be reported as one; an empty answer means that every node can be reached in order.
 */
export function listCycles(nodes: readonly GraphNode[]): string[][] {
  const after = pointsInTime(nodes)
  const state = new Map<string, 'open' | 'closed'>()
  const cycles: string[][] = []
  for (const root of after.keys()) {
    if (state.has(root)) continue
    // An explicit stack: a chain of 100,000 tasks must not overflow the call stack.
    const path: { point: string; next: number }[] = [{ point: root, next: 0 }]
    state.set(root, 'open')
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = after.get(top.point)?.[top.next]
      top.next += 1
      if (target === undefined) {
        state.set(top.point, 'closed')
        path.pop()
      } else if (!state.has(target)) {
        state.set(target, 'open')
        path.push({ point: target, next: 0 })
      } else if (state.get(target) === 'open') {
        const from = path.findIndex((step) => step.point === target)
        cycles.push(namesOf([...path.slice(from).map((step) => step.point), target]))
      }
    }
  }
  return cycles
}

function namesOf(points: readonly string[]): string[] {
  const names = points.map((point) => point.slice(2))
  return names.filter((name, index) => index === 0 || name !== names[index - 1])
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
