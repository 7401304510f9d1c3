/** A node of the syntax tree that the parser gives. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Shows each node below `node` with its parent, from the top down. */
export function visit(
  node: unknown,
  parent: Node | null,
  look: (node: Node, parent: Node | null) => void,
): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, parent, look)
  } else if (isNode(node)) {
    look(node, parent)
    for (const value of Object.values(node)) visit(value, node, look)
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
