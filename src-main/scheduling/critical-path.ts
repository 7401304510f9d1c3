import { type GraphNode, orderInTime } from '#shared/task-graph.ts'

/**
 * Longest time from the start of each node to an end of the graph, in milliseconds and in the order of the nodes.
 * Includes the node itself. Dependents of a group also wait for its children.
 * `estimateMs` is the work of a node; for a group, 0 or its minimum. Ignores references to missing nodes; throws for a
 * cycle or a duplicate key.
 */
export function remainingCriticalMs<Node extends GraphNode>(
  nodes: readonly Node[],
  estimateMs: (node: Node) => number,
): Float64Array {
  const found = orderInTime(nodes)
  if (found === null) throw new Error('The critical path of a graph with a cycle was asked for')
  const { order, starts, targets, owners } = found
  const remaining = new Float64Array(owners.length)
  // Backwards, so that the successors of a point are computed first.
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const point = order[place] ?? 0
    const node = nodes[point]
    // The end of a group takes no time.
    const ms = node === undefined ? 0 : estimateMs(node)
    let isGroup = false
    let longest = 0
    for (let at = starts[point] ?? 0; at < (starts[point + 1] ?? 0); at += 1) {
      const target = targets[at] ?? 0
      const isOwnEnd = node !== undefined && target >= nodes.length && owners[target] === point
      if (isOwnEnd) isGroup = true
      longest = Math.max(longest, (remaining[target] ?? 0) + (isOwnEnd ? ms : 0))
    }
    remaining[point] = isGroup ? longest : ms + longest
  }
  return remaining.subarray(0, nodes.length)
}

/**
 * The chain of nodes that ends last, given the length of each node. Groups have length 0 and are left out. Ties: the
 * first chain in the order of the nodes. Empty for a cycle or a duplicate key.
 */
export function longestChain<Node extends GraphNode>(
  nodes: readonly Node[],
  lengthOf: (node: Node) => number,
): readonly Node[] {
  const found = orderInTime(nodes)
  if (found === null) return []
  const { order, starts, targets, owners } = found
  const until = new Float64Array(owners.length)
  const before = new Int32Array(owners.length).fill(-1)
  let last = -1
  for (const point of order) {
    const node = nodes[point]
    const own = node === undefined ? 0 : lengthOf(node)
    until[point] = (until[point] ?? 0) + own
    if (last === -1 || (until[point] ?? 0) > (until[last] ?? 0)) last = point
    for (let at = starts[point] ?? 0; at < (starts[point + 1] ?? 0); at += 1) {
      const target = targets[at] ?? 0
      if ((until[point] ?? 0) <= (until[target] ?? 0)) continue
      until[target] = until[point] ?? 0
      before[target] = point
    }
  }
  const chain: Node[] = []
  for (let point = last; point !== -1; point = before[point] ?? -1) {
    const node = nodes[point]
    if (node !== undefined && lengthOf(node) > 0) chain.push(node)
  }
  return chain.reverse()
}
