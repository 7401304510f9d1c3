import { type GraphNode, pointsInTime } from './task-graph.ts'

/**
 * The cycle that a dependency on `from` would close: for each node, the path from its start to the end of `from`, both
 * included; null if there is none. A single search of the graph serves all nodes.
 */
export function findLoopsThrough(
  nodes: readonly GraphNode[],
  from: string,
): (to: string) => readonly string[] | null {
  const points = pointsInTime(nodes)
  const keyAt = (point: number) => nodes[points.owners[point] ?? 0]?.key ?? ''
  const end = points.owners.findLastIndex((owner) => nodes[owner]?.key === from)
  const next = end === -1 ? new Map<number, number>() : waysTo(points, end)
  const startOf = new Map(nodes.map(({ key }, index) => [key, index]))
  return (to) => {
    let point = startOf.get(to)
    if (point === undefined || (point !== end && !next.has(point))) return null
    const way = [keyAt(point)]
    for (point = next.get(point); point !== undefined; point = next.get(point)) {
      if (way.at(-1) !== keyAt(point)) way.push(keyAt(point))
    }
    return way
  }
}

/** For every point, the next point on a shortest path to `end`. */
function waysTo({ starts, targets, owners }: ReturnType<typeof pointsInTime>, end: number) {
  const before = owners.map((): number[] => [])
  for (const point of owners.keys()) {
    for (const target of targets.subarray(starts[point], starts[point + 1])) before[target]?.push(point)
  }
  const next = new Map<number, number>()
  const queue = [end]
  for (const point of queue) {
    for (const earlier of before[point] ?? []) {
      if (earlier === end || next.has(earlier)) continue
      next.set(earlier, point)
      queue.push(earlier)
    }
  }
  return next
}
