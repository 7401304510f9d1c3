/** A node of the parser's syntax tree. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Visits each node below `node` with its parent, from top to bottom. */
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
