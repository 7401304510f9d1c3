import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Refusal, RefusalError, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { keptLine } from './text.ts'

const maxLength = 256 * 1024
const maxDepth = 32
/** Aliases are written out, so that a short text can stand for a very long one. */
const maxValues = 20_000

/**
 * One document of YAML 1.2 from outside, as plain lists, objects, texts, numbers, truth values and null: no tags, no
 * name twice, bounded in length, depth and size. A refusal says the line and column, both from 1.
 */
export function parseYamlText(text: string): Result<unknown, Refusal> {
  if (text.length > maxLength) {
    const message = `The YAML text has ${text.length} characters; the limit is ${maxLength}.`
    return err(refusal('E_TOO_LARGE', message, 'Split it.', { limit: maxLength }))
  }
  const lines = new LineCounter()
  // The library compares each name with each other for this; it is done below.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, lineCounter: lines })
  const [fault] = document.errors
  const placeOf = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `Line ${Math.max(1, line)}, column ${Math.max(1, col)}`
  }
  if (fault !== undefined) {
    const what = fault.code === 'MULTIPLE_DOCS' ? 'There is a second document' : keptLine(fault.message, 200)
    const message = `${placeOf(fault.pos[0])}: this is not YAML of one document: ${what}.`
    return err(refusal('E_FORMAT', message, 'Mend the text there and try again.'))
  }
  const reader: Reader = { anchors: new Map(), values: 0, placeOf }
  // What is refused lies anywhere in the tree.
  try {
    return ok(readNode(document.contents, reader, 0))
  } catch (error) {
    if (error instanceof RefusalError) return err(error.refusal)
    throw error
  }
}

interface Reader {
  readonly anchors: Map<string, Node>
  values: number
  readonly placeOf: (offset: number) => string
}

function readNode(node: unknown, reader: Reader, depth: number): unknown {
  reader.values += 1
  if (reader.values > maxValues) refuse('E_TOO_LARGE', `There are more than ${maxValues} values in it.`)
  if (depth > maxDepth) refuse('E_TOO_DEEP', `It is nested more than ${maxDepth} levels deep.`)
  if (isAlias(node)) {
    const target = reader.anchors.get(node.source)
    if (target === undefined)
      refuse('E_FORMAT', `The alias *${keptLine(node.source, 60)} stands for nothing.`)
    return readNode(target, reader, depth + 1)
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null
  if (node.anchor !== undefined) reader.anchors.set(node.anchor, node)
  if (isScalar(node)) return scalarOf(node.value, node.source)
  if (isSeq(node)) return node.items.map((item) => readNode(item, reader, depth + 1))
  const names = new Set<string>()
  const entries = node.items.map(({ key, value }): [string, unknown] => {
    const name = nameOf(key)
    if (names.has(name)) {
      const place = isScalar(key) && key.range ? `${reader.placeOf(key.range[0])}: ` : ''
      refuse('E_KEY', `${place}The name "${keptLine(name, 60)}" stands a second time.`)
    }
    names.add(name)
    return [name, readNode(value, reader, depth + 1)]
  })
  // Defines its properties, so that no name reaches a prototype.
  return Object.fromEntries(entries)
}

const nameOf = (key: unknown): string =>
  isScalar(key) && (typeof key.value === 'string' || typeof key.value === 'number')
    ? String(key.value)
    : isScalar(key)
      ? String(key.source ?? key.value)
      : refuse('E_FORMAT', 'A name in it is a list or an object.')

/** `.nan` and `.inf` are no numbers that can be kept; what was written is. */
function scalarOf(value: unknown, source: string | undefined): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : (source ?? '')
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  return source ?? null
}

function refuse(code: 'E_FORMAT' | 'E_KEY' | 'E_TOO_LARGE' | 'E_TOO_DEEP', message: string): never {
  throw new RefusalError(refusal(code, message, 'Change the file there and try again.'))
}
