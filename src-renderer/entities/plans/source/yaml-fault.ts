import { type Document, isAlias, visit, type YAMLError } from 'yaml'
import { foundIn, type TextFault } from './text-fault.ts'

const kinds: Partial<Record<YAMLError['code'], TextFault['kind']>> = {
  BAD_ALIAS: 'alias',
  BAD_DQ_ESCAPE: 'escape',
  BAD_INDENT: 'indent',
  BAD_SCALAR_START: 'start',
  BLOCK_AS_IMPLICIT_KEY: 'nested',
  MULTIPLE_DOCS: 'documents',
  TAB_AS_INDENT: 'tab',
  UNEXPECTED_TOKEN: 'stray',
}

/** One code stands for whatever sign is missing: only the sentence says which. */
const missing: readonly (readonly [RegExp, TextFault['kind']])[] = [
  [/closing .quote/, 'quote'],
  [/end with a/, 'unclosed'],
  [/map values/, 'pair'],
  [/^Missing ,/, 'comma'],
  [/^Unexpected ,/, 'extraComma'],
  [/- indicator/, 'indent'],
]

export function faultOfYaml(document: Document.Parsed, wrong: YAMLError, text: string): TextFault {
  const { code, message } = wrong
  const kind = missing.find(([sign]) => sign.test(message))?.[1] ?? kinds[code] ?? 'unreadable'
  const [from] = wrong.pos
  const lineEnd = text.indexOf('\n', from)
  const to = Math.max(from, lineEnd === -1 ? text.length : lineEnd)
  const fault = { kind, from, to, found: foundIn(text, from, to) }
  if (kind === 'quote') return { ...fault, from: startOfQuoted(document, from) }
  if (kind === 'unclosed') {
    return { ...fault, opened: Math.max(0, text.lastIndexOf(message.endsWith(']') ? '[' : '{', from)) }
  }
  return kind === 'start' ? { ...fault, found: text[from] ?? '' } : fault
}

/** The reader meets the fault only where the text ends. */
function startOfQuoted(document: Document.Parsed, at: number): number {
  let start = at
  visit(document, {
    Scalar(_, { range }) {
      if (range && range[0] < at && at <= range[2]) start = range[0]
    },
  })
  return start
}

/** The first reference to what is nowhere; one that is meant as text, most likely. */
export function findLooseAlias(document: Document.Parsed): TextFault | null {
  let found: TextFault | null = null
  visit(document, (_, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return
    const [from, to] = node.range ?? [0, 0]
    found = { kind: 'alias', from, to, found: `*${node.source}` }
    return visit.BREAK
  })
  return found
}
