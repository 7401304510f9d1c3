import { type GraphNode, orderInTime } from '#shared/task-graph.ts'

/**
 * The chain of nodes that is over last, by the length of each; groups take no time of their own and are no part of it.
 * Of several the one that comes first in the order of the nodes. A cycle, or two nodes of one key, has none.
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
