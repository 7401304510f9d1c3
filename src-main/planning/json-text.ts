import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'

const maxDepth = 64
const maxNodes = 2_000_000
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Strict JSON from outside: one value, no comments, no trailing commas, no key twice or that could reach a prototype,
 * bounded in depth and size. A refusal names the line and column, both from 1.
 */
export function parseJsonText(text: string): Result<unknown, Refusal> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (body.trim() === '') return err(refusal('E_JSON', 'The text is empty.', 'Give a JSON document.'))
  const fault = findTextFault(body) ?? findFault(body)
  return fault === null ? ok(JSON.parse(body)) : err(fault)
}

function findTextFault(text: string): Refusal | null {
  if (text.isWellFormed() && !text.includes('\0')) return null
  const at = text.isWellFormed() ? text.indexOf('\0') : findLoneSurrogate(text)
  const what = text.isWellFormed() ? 'a NUL character' : 'half of a character (a lone surrogate)'
  return refusal('E_TEXT', `${placeOf(text, at)}: the text holds ${what}.`, 'Save the file as UTF-8 text.')
}

function findLoneSurrogate(text: string): number {
  const fixed = text.toWellFormed()
  for (let index = 0; index < text.length; index += 1) if (fixed[index] !== text[index]) return index
  return 0
}

/** Walks the text once, without building it, and keeps the first thing that is wrong. */
function findFault(text: string): Refusal | null {
  let fault: Refusal | null = null
  let nodes = 0
  const keys: Set<string>[] = []
  let depth = 0
  const keep = (found: Refusal) => {
    fault ??= found
    return false
  }
  const enter = (offset: number) => {
    depth += 1
    if (depth > maxDepth) keep(tooDeep(placeOf(text, offset)))
    return fault === null
  }
  const count = () => {
    nodes += 1
    if (nodes > maxNodes) keep(tooLarge())
  }
  const scan = limitDepth(text)
  if (scan !== null) return tooDeep(placeOf(text, scan))
  visit(text, {
    onObjectBegin(offset) {
      count()
      keys.push(new Set())
      return enter(offset)
    },
    onObjectEnd() {
      keys.pop()
      depth -= 1
    },
    onArrayBegin(offset) {
      count()
      return enter(offset)
    },
    onArrayEnd() {
      depth -= 1
    },
    onLiteralValue: count,
    onObjectProperty(name, offset) {
      const known = keys.at(-1)
      if (dangerousKeys.has(name)) keep(badKey(placeOf(text, offset), `the key “${name}” is not allowed`))
      else if (known?.has(name)) keep(badKey(placeOf(text, offset), `the key “${name}” stands here a second time`))
      known?.add(name)
    },
    onError(code, offset) {
      keep(refusal('E_JSON', `${placeOf(text, offset)}: ${wordsOf(code)}.`, 'Mend the text there and try again.'))
    },
  })
  return fault
}

/** Where the text goes deeper than allowed, found without recursion: the walk itself would overflow the stack. */
function limitDepth(text: string): number | null {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]
    if (inString) {
      if (char === '\\') index += 1
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') {
      depth += 1
      if (depth > maxDepth) return index
    } else if (char === '}' || char === ']') depth -= 1
  }
  return null
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return `Line ${line}, column ${offset - before.lastIndexOf('\n')}`
}

/** `CommaExpected` as "expected ','", and so on. */
function wordsOf(code: ParseErrorCode): string {
  const name = printParseErrorCode(code)
  return errorWords[name] ?? name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

const errorWords: Record<string, string> = {
  CommaExpected: "expected ','",
  ColonExpected: "expected ':'",
  ValueExpected: 'expected a value',
  PropertyNameExpected: 'expected a name in double quotes',
  CloseBraceExpected: "expected '}'",
  CloseBracketExpected: "expected ']'",
  EndOfFileExpected: 'expected the end of the text',
  InvalidCommentToken: 'comments are not JSON',
}

const tooDeep = (place: string): Refusal =>
  refusal('E_TOO_DEEP', `${place}: nested more than ${maxDepth} levels deep.`, 'Make it flatter.', { limit: maxDepth })

const tooLarge = (): Refusal =>
  refusal('E_TOO_LARGE', `More than ${maxNodes} values.`, 'Split the file.', { limit: maxNodes })

const badKey = (place: string, what: string): Refusal =>
  refusal('E_KEY', `${place}: ${what}.`, 'Keep each name once, under another name if needed.')
