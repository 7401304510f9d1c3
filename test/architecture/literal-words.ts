import { parseSync } from 'vite'
import type { SourceFile } from './layers.ts'
import { isNode, type Node, visit } from './syntax.ts'

/** Attributes and properties whose text is visible or read aloud. */
const spoken = new Set([
  'aria-label',
  'title',
  'placeholder',
  'alt',
  'label',
  'copyLabel',
  'about',
  'aria-description',
  'name',
  'hint',
])
const spokenOfFacts = new Set(['title', 'label', 'about', 'hint', 'message', 'word', 'past', 'said'])
/** A sentence or its beginning. Keys, class names and ids do not match. */
const sentence = /^\p{Lu}\p{Ll}+(?: \p{L}+)+|\p{Ll} \p{Ll}+\.$/u
const isCapital = /^\p{Lu}\p{Ll}/u
const hasWord = /\p{L}{2,}/u

/** Texts for people that are in components and not in the catalogue (src-shared/words), each with its file. */
export function listLiteralWords({ path, text }: SourceFile): string[] {
  const found: string[] = []
  visit(parseSync(path, text).program, null, (node, parent) => {
    for (const literal of literalsOf(node, parent)) {
      if (hasWord.test(literal)) found.push(`${path}: ${literal.trim()}`)
    }
  })
  return [...new Set(found)]
}

function literalsOf(node: Node, parent: Node | null): string[] {
  if (node.type === 'Property')
    return isOfFacts(node) ? stringsIn(node.value).filter((text) => isCapital.test(text)) : []
  if (node.type === 'Literal' || node.type === 'TemplateLiteral') {
    return parent?.type === 'NewExpression' ? [] : stringsIn(node).filter((text) => sentence.test(text))
  }
  if (node.type === 'JSXText') return [String(node.value)]
  if (node.type === 'JSXAttribute') return isSpoken(node) ? stringsIn(node.value) : []
  if (node.type !== 'JSXExpressionContainer') return []
  return parent?.type === 'JSXAttribute' && !isSpoken(parent) ? [] : stringsIn(node.expression)
}

function isOfFacts({ key }: Node): boolean {
  return isNode(key) && typeof key.name === 'string' && spokenOfFacts.has(key.name)
}

function isSpoken(attribute: Node): boolean {
  const { name } = attribute
  return isNode(name) && typeof name.name === 'string' && spoken.has(name.name)
}

/** String literals that an expression can return. */
function stringsIn(node: unknown): string[] {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'TemplateLiteral':
      return textsOf(node.quasis)
    case 'ConditionalExpression':
      return [...stringsIn(node.consequent), ...stringsIn(node.alternate)]
    case 'LogicalExpression':
      return stringsIn(node.right)
    default:
      return []
  }
}

const textsOf = (quasis: unknown): string[] =>
  Array.isArray(quasis) ? quasis.map(({ value }) => String(value.cooked)) : []
