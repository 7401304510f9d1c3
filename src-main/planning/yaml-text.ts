import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { maxDepth } from './json-text.ts'

const maxText = 8_000_000

/**
 * YAML 1.2 from outside, as plain objects and arrays, by the rules of `parseJsonText`: no name twice or one that reaches
 * a prototype, bounded in depth and size. Anchors, tags and several documents are refused. A refusal says the line.
 */
export function parseYamlText(text: string): Result<unknown, Refusal> {
  if (text.length > maxText) {
    const message = `The text has ${text.length.toLocaleString('en')} characters; the limit for YAML is ${maxText.toLocaleString('en')}.`
    return err(refusal('E_TOO_LARGE', message, 'Give it as JSON.', { limit: maxText }))
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    return err(
      refusal('E_TEXT', 'This is not text: it holds a NUL or half a character.', 'Save it as UTF-8 text.'),
    )
  }
  const lines = new LineCounter()
  // The library's own test for names that stand twice takes a square of their number.
  const document = parseDocument(text, {
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
    keepSourceTokens: false,
  })
  const [fault] = document.errors
  if (fault !== undefined) return err(faultAt(lines, fault.pos[0], 'this is no YAML'))
  const reading: Reading = { lines, fault: null }
  const value = readNode(document.contents, 0, reading)
  return reading.fault === null ? ok(value) : err(reading.fault)
}

interface Reading {
  readonly lines: LineCounter
  fault: Refusal | null
}

function readNode(node: unknown, depth: number, reading: Reading): unknown {
  if (node === null || node === undefined || reading.fault !== null) return null
  if (isScalar(node) && isPlain(node)) return node.value ?? null
  if (depth > maxDepth) return fail(reading, node, `nested more than ${maxDepth} levels deep`)
  if (isSeq(node) && isPlain(node)) return node.items.map((item) => readNode(item, depth + 1, reading))
  if (!isMap(node) || !isPlain(node)) {
    return fail(
      reading,
      node,
      isAlias(node) ? 'references (*) are not read here' : 'tags and anchors are not read here',
    )
  }
  const fields: Record<string, unknown> = {}
  for (const { key, value } of node.items) {
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : null
    if (name === null) return fail(reading, key, 'the name of a field is not a text')
    if (dangerousNames.has(name)) return fail(reading, key, `the key "${name}" is not allowed`)
    if (Object.hasOwn(fields, name)) {
      return fail(reading, key, `the key "${name.slice(0, 80)}" stands a second time in the same object`)
    }
    fields[name] = readNode(value, depth + 1, reading)
  }
  return fields
}

const dangerousNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const isPlain = ({ tag, anchor }: { tag?: string; anchor?: string }): boolean =>
  tag === undefined && anchor === undefined

function fail(reading: Reading, node: unknown, what: string): null {
  const offset = isPlaced(node) ? (node.range?.[0] ?? 0) : 0
  reading.fault ??= faultAt(reading.lines, offset, what)
  return null
}

const isPlaced = (node: unknown): node is Node => typeof node === 'object' && node !== null && 'range' in node

function faultAt(lines: LineCounter, offset: number, what: string): Refusal {
  const { line, col } = lines.linePos(offset)
  return refusal('E_FORMAT', `Line ${line}, column ${col}: ${what}.`, 'Mend the text there and try again.')
}
