import { isAlias, isCollection, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { maxDepth } from './json-text.ts'

const texts = words.syntaxErrors

export interface YamlLimits {
  readonly maxLength: number
  /** Maximum number of values. The contents of an alias count each time it is used. */
  readonly maxNodes: number
}

/** Nine times the longest known workflow. */
const usualLimits: YamlLimits = { maxLength: 1_000_000, maxNodes: 200_000 }

/**
 * Parses one YAML 1.2 document into plain objects, arrays and scalars of the core schema: `on` and dates are texts.
 * Limits length, depth and alias expansion. Names must be unique and plain. An error gives the line and column, both
 * from 1. Unknown tags are ignored. All uses of an alias share one object.
 */
export function parseYamlText(text: string, limits: YamlLimits = usualLimits): Result<unknown, Refusal> {
  const { maxLength, maxNodes } = limits
  if (text.length > maxLength) {
    return refuse('E_TOO_LARGE', 'import_text_too_large', {
      count: text.length.toLocaleString('en'),
      most: maxLength.toLocaleString('en'),
      limit: maxLength,
    })
  }
  const lines = new LineCounter()
  // `putField` checks for duplicate names; the parser's own check is quadratic.
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'error',
  })
  const reader: Reader = { lines, known: new Map(), maxNodes, nodes: 0, fault: null }
  const [wrong] = document.errors
  if (wrong !== undefined) return err(faultOf(reader, wrong.pos[0], wrong))
  const { value } = readNode(reader, document.contents, 1)
  return reader.fault === null ? ok(value) : err(reader.fault)
}

interface Reader {
  readonly lines: LineCounter
  /** By anchor. A repeated anchor means its last value before the current position. */
  readonly known: Map<string, Read>
  readonly maxNodes: number
  nodes: number
  /** First error. After it, nothing more is read. */
  fault: Refusal | null
}

interface Read {
  readonly value: unknown
  /** Number of values, including this one. */
  readonly nodes: number
  /** Nesting depth: 1 for a scalar. */
  readonly levels: number
}

const nothing: Read = { value: null, nodes: 1, levels: 1 }

function readNode(reader: Reader, node: unknown, level: number): Read {
  if (reader.fault !== null) return nothing
  if (isAlias(node)) return readAlias(reader, { name: node.source, at: offsetOf(node) }, level)
  const before = reader.nodes
  reader.nodes += 1
  if (!isWithin(reader, level, offsetOf(node))) return nothing
  if (isScalar(node)) return keep(reader, node.anchor, readScalar(reader, node.value, offsetOf(node)))
  if (!isCollection(node)) return nothing
  const isObject = isMap(node)
  const fields = new Map<string, unknown>()
  const items: unknown[] = []
  let levels = 1
  for (const item of node.items) {
    const read = readNode(reader, isPair(item) ? item.value : item, level + 1)
    levels = Math.max(levels, read.levels + 1)
    if (!isObject) items.push(read.value)
    else if (isPair(item)) putField(reader, fields, { name: item.key, value: read.value })
  }
  const value = isObject ? Object.fromEntries(fields) : items
  return keep(reader, node.anchor, { value, nodes: reader.nodes - before, levels })
}

const isPair = (item: unknown): item is { key: unknown; value: unknown } =>
  typeof item === 'object' && item !== null && 'key' in item && 'value' in item

function readAlias(reader: Reader, { name, at }: { name: string; at: number }, level: number): Read {
  const read = reader.known.get(name)
  if (read === undefined) {
    fail(reader, at, texts.yaml.unknownAlias(clip(name)))
    return nothing
  }
  reader.nodes += read.nodes
  return isWithin(reader, level + read.levels - 1, at) ? read : nothing
}

function isWithin(reader: Reader, level: number, at: number): boolean {
  if (level > maxDepth) {
    reader.fault ??= refusal('E_TOO_DEEP', 'json_too_deep', {
      place: placeOf(reader, at),
      most: maxDepth,
      limit: maxDepth,
    })
  } else if (reader.nodes > reader.maxNodes) {
    reader.fault ??= refusal('E_TOO_LARGE', 'yaml_too_many_values', {
      place: placeOf(reader, at),
      most: reader.maxNodes.toLocaleString('en'),
      limit: reader.maxNodes,
    })
  }
  return reader.fault === null
}

function readScalar(reader: Reader, value: unknown, at: number): Read {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    reader.fault ??= refusal('E_TEXT', 'yaml_text_damaged', { place: placeOf(reader, at) })
  }
  return { value, nodes: 1, levels: 1 }
}

function keep(reader: Reader, anchor: string | undefined, read: Read): Read {
  if (anchor !== undefined) reader.known.set(anchor, read)
  return read
}

function putField(
  reader: Reader,
  fields: Map<string, unknown>,
  { name: node, value }: { name: unknown; value: unknown },
): void {
  const at = offsetOf(node)
  const name = nameOf(reader, node)
  if (name === null) {
    fail(reader, at, texts.yaml.keyNotText)
  } else if (fields.has(name)) {
    reader.fault ??= refusal('E_KEY', 'duplicate_key', { place: placeOf(reader, at), key: clip(name) })
  } else {
    fields.set(name, value)
  }
}

function nameOf(reader: Reader, node: unknown): string | null {
  const { value } = readNode(reader, node, 1)
  return typeof value === 'object' && value !== null ? null : String(value)
}

interface Wrong {
  readonly code: string
  readonly message: string
}

function faultOf(reader: Reader, at: number, { code, message }: Wrong): Refusal {
  if (code !== 'RESOURCE_EXHAUSTION') return notYaml(reader, at, lowerFirst(firstLine(message)))
  return refusal('E_TOO_DEEP', 'yaml_too_deep', { place: placeOf(reader, at) })
}

function fail(reader: Reader, at: number, what: string): void {
  reader.fault ??= notYaml(reader, at, what)
}

const notYaml = (reader: Reader, at: number, what: string): Refusal =>
  refusal('E_FORMAT', 'yaml_invalid', { place: placeOf(reader, at), why: what })

function placeOf({ lines }: Reader, at: number): string {
  const { line, col } = lines.linePos(at)
  return texts.position(line, col)
}

function offsetOf(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node)) return 0
  const range: unknown = node.range
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0
}

const firstLine = (text: string): string => clip(text.split('\n', 1)[0] ?? '')
const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
