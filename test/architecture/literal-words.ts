import { parseSync } from 'vite'
import type { SourceFile } from './layers.ts'

/** Attributes that a person sees or hears. */
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'about', 'aria-description'])
const hasWord = /\p{L}{2,}/u

/** Words for people that stand in a component and not in the catalogue (src-renderer/words), each with its file. */
export function listLiteralWords({ path, text }: SourceFile): string[] {
  const found: string[] = []
  visit(parseSync(path, text).program, (node) => {
    const literal = literalOf(node)
    if (literal !== null && hasWord.test(literal)) found.push(`${path}: ${literal.trim()}`)
  })
  return found
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

function literalOf(node: Node): string | null {
  if (node.type === 'JSXText') return String(node.value)
  if (node.type !== 'JSXAttribute') return null
  const { name } = node.name as { name: unknown }
  const value = node.value as Node | null
  if (typeof name !== 'string' || !spoken.has(name) || value?.type !== 'Literal') return null
  return String(value.value)
}

function visit(node: unknown, look: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, look)
  } else if (isNode(node)) {
    look(node)
    for (const value of Object.values(node)) visit(value, look)
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
