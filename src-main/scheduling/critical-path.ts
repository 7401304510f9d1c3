import { type GraphNode, topologicalOrder } from '#shared/task-graph.ts'

export interface EstimatedNode extends GraphNode {
  /** The node's own work; of a group 0, or what it takes at least. */
  readonly estimateMs: number
}

/**
 * By key, what the longest way from the start of a node to an end of the graph takes, the node itself included: what
 * depends on a group waits for the group's children too. References to nodes that are not there count for nothing;
 * a cycle, or two nodes of one key, throws.
 */
export function remainingCriticalMs(nodes: readonly EstimatedNode[]): Map<string, number> {
  const order = topologicalOrder(nodes)
  if (order === null) throw new Error('The critical path of a graph with a cycle was asked for')
  const nodeOf = new Map(nodes.map((node) => [node.key, node]))
  const afterEnd = createTails(nodeOf)
  const inside = new Map<string, number>()
  const remaining = new Map<string, number>()
  // Backwards, so that dependents and children are known before the node they come after.
  for (const key of order.reverse()) {
    const node = nodeOf.get(key)
    if (node === undefined) throw new Error(`The order names an unknown node: ${key}`)
    const ms = Math.max(node.estimateMs + afterEnd.of(key), inside.get(key) ?? 0)
    remaining.set(key, ms)
    for (const dependency of node.dependsOn) afterEnd.raise(dependency, ms)
    if (node.parent !== null) raise(inside, node.parent, ms)
  }
  return remaining
}

function raise(longest: Map<string, number>, key: string, ms: number): void {
  longest.set(key, Math.max(longest.get(key) ?? 0, ms))
}

/**
 * What follows the end of a node: its dependents, and what follows its group. `of` is asked only once all those are
 * known (they start after the node does), so its answers are kept.
 */
function createTails(nodeOf: ReadonlyMap<string, GraphNode>) {
  const dependents = new Map<string, number>()
  const tails = new Map<string, number>()
  return {
    raise: (key: string, ms: number) => raise(dependents, key, ms),
    /** Up to the first group whose answer is kept, then down again: groups may lie 100,000 deep. */
    of(key: string): number {
      const path: string[] = []
      let tail = 0
      for (let at: string | null = key; at !== null; at = nodeOf.get(at)?.parent ?? null) {
        const known = tails.get(at)
        if (known !== undefined) {
          tail = known
          break
        }
        if (nodeOf.has(at)) path.push(at)
      }
      for (const each of path.reverse()) {
        tail = Math.max(tail, dependents.get(each) ?? 0)
        tails.set(each, tail)
      }
      return tail
    },
  }
}
