import { taskStatuses } from '#shared/model/task.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Token } from './condition-tokens.ts'

export const comparisons = ['==', '!=', '<=', '>=', '<', '>'] as const
export type Comparison = (typeof comparisons)[number]

export const outcomes = ['success', 'failure', 'always'] as const
export type Outcome = (typeof outcomes)[number]

/** A parsed condition. Only `parseCondition` creates one: depth and length are limited. */
export type Condition =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'status'; readonly task: string }
  | { readonly kind: 'text'; readonly task: string }
  | { readonly kind: 'result'; readonly task: string; readonly path: readonly (string | number)[] }
  | { readonly kind: 'contains'; readonly whole: Condition; readonly part: Condition }
  | { readonly kind: 'not'; readonly operand: Condition }
  | {
      readonly kind: 'compare'
      readonly comparison: Comparison
      readonly left: Condition
      readonly right: Condition
    }
  | { readonly kind: 'all' | 'any'; readonly operands: readonly Condition[] }

/** The fault of a condition; its position `at` counts from 0. */
export interface Fault {
  readonly message: string
  readonly hint: string
  readonly at: number
}

/** Parses by binding power (Pratt). A condition may name only tasks in `dependencies`. */
export function parseTokens(
  tokens: readonly Token[],
  dependencies: readonly string[],
): Result<Condition, Fault> {
  const reader: Reader = { tokens, dependencies, next: 0, depth: 0, fault: null }
  const condition = readExpression(reader, powers.none)
  const rest = peek(reader)
  if (rest.kind !== 'end') {
    fail(reader, words.conditions.unexpected(nameOf(rest)))
  }
  return reader.fault === null ? ok(condition) : err(reader.fault)
}

const maxDepth = 50
const powers = { none: 0, any: 1, all: 2, not: 3, compare: 4 } as const

interface Reader {
  readonly tokens: readonly Token[]
  readonly dependencies: readonly string[]
  next: number
  depth: number
  /** First error. Afterwards every token is `end`, so that all functions in this file return soon. */
  fault: Fault | null
}

const end: Token = { kind: 'end', at: 0 }

const peek = (reader: Reader): Token => (reader.fault === null ? (reader.tokens[reader.next] ?? end) : end)

function take(reader: Reader): Token {
  const token = peek(reader)
  reader.next += 1
  return token
}

/** Records an error at `at`, or at the next token by default. If the next token is invalid, its own message is used. */
function fail(reader: Reader, fault: Partial<Fault> & { message: string }): Condition {
  const token = peek(reader)
  const {
    message,
    hint = words.conditions.known,
    at = token.at,
  } = token.kind === 'fault' ? { message: token.message } : fault
  reader.fault ??= { message, hint, at }
  return { kind: 'literal', value: null }
}

/** Symbol or word in lower case, for case-insensitive lookup; '' for other tokens. */
const wordOf = (token: Token): string =>
  token.kind === 'symbol' || token.kind === 'word' ? token.value.toLowerCase() : ''

const nameOf = (token: Token): string =>
  token.kind === 'end' || token.kind === 'fault' ? words.conditions.theEnd : JSON.stringify(token.value)

function accept(reader: Reader, symbol: string): boolean {
  const isNext = wordOf(peek(reader)) === symbol
  if (isNext) reader.next += 1
  return isNext
}

function needSymbol(reader: Reader, symbol: string): void {
  if (accept(reader, symbol)) return
  fail(reader, words.conditions.missing(symbol, nameOf(peek(reader))))
}

/** Reads an expression whose operators bind more tightly than `power`. */
function readExpression(reader: Reader, power: number): Condition {
  let left = readOperand(reader, power)
  for (;;) {
    const word = wordOf(peek(reader))
    const comparison = comparisons.find((each) => each === word)
    if (comparison !== undefined && power < powers.compare) left = readComparison(reader, left, comparison)
    else if (joinWords.all.includes(word) && power < powers.all) left = readJoined(reader, left, 'all')
    else if (joinWords.any.includes(word) && power < powers.any) left = readJoined(reader, left, 'any')
    else return left
  }
}

const joinWords = { all: ['&&', 'and'], any: ['||', 'or'] }

/** Reads a chain of the same operator into a single list, so that a long chain is not nested deeply. */
function readJoined(reader: Reader, first: Condition, kind: 'all' | 'any'): Condition {
  const operands = [first]
  while (joinWords[kind].includes(wordOf(peek(reader)))) {
    take(reader)
    operands.push(readExpression(reader, powers[kind]))
  }
  return { kind, operands }
}

function readComparison(reader: Reader, left: Condition, comparison: Comparison): Condition {
  const { at } = take(reader)
  const right = readExpression(reader, powers.compare)
  if (comparisons.some((each) => each === wordOf(peek(reader)))) {
    return fail(reader, words.conditions.comparisonChain)
  }
  const word = left.kind === 'status' ? right : right.kind === 'status' ? left : null
  if (word?.kind === 'literal' && !taskStatuses.some((each) => each === word.value)) {
    const fault = words.conditions.notAStatus(JSON.stringify(word.value), taskStatuses.join(', '))
    return fail(reader, { ...fault, at })
  }
  return { kind: 'compare', comparison, left, right }
}

function readOperand(reader: Reader, power: number): Condition {
  const token = peek(reader)
  if (token.kind === 'text' || token.kind === 'number') {
    take(reader)
    return { kind: 'literal', value: token.value }
  }
  const word = wordOf(token)
  const outcome = outcomes.find((each) => each === word)
  if (word === '!' || word === 'not') return readNot(reader, power)
  if (word === '(') return readNested(reader, readParentheses)
  if (word === 'contains') return readNested(reader, readContains)
  if (word === 'status' || word === 'text' || word === 'result') return readNamed(reader, word)
  if (outcome === undefined && !literals.has(word)) return failOperand(reader, token)
  take(reader)
  if (outcome === undefined) return { kind: 'literal', value: literals.get(word) ?? null }
  if (accept(reader, '(')) needSymbol(reader, ')')
  return { kind: 'outcome', outcome }
}

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

function failOperand(reader: Reader, token: Token): Condition {
  if (token.kind !== 'word') return fail(reader, words.conditions.valueMissing(nameOf(token)))
  if (!reader.dependencies.includes(token.value))
    return fail(reader, words.conditions.unknownWord(nameOf(token)))
  return fail(reader, words.conditions.taskIsNoValue(nameOf(token), token.value))
}

/** Limits the nesting depth, so that no condition can overflow the stack during evaluation. */
function readNested(reader: Reader, read: (reader: Reader) => Condition): Condition {
  if (reader.depth >= maxDepth) {
    return fail(reader, words.conditions.tooDeep(maxDepth))
  }
  reader.depth += 1
  take(reader)
  const condition = read(reader)
  reader.depth -= 1
  return condition
}

function readNot(reader: Reader, power: number): Condition {
  if (power >= powers.compare) {
    return fail(reader, words.conditions.notNeedsParentheses)
  }
  return readNested(reader, () => ({ kind: 'not', operand: readExpression(reader, powers.not) }))
}

function readParentheses(reader: Reader): Condition {
  const condition = readExpression(reader, powers.none)
  needSymbol(reader, ')')
  return condition
}

function readContains(reader: Reader): Condition {
  needSymbol(reader, '(')
  const whole = readExpression(reader, powers.none)
  needSymbol(reader, ',')
  const part = readExpression(reader, powers.none)
  needSymbol(reader, ')')
  return { kind: 'contains', whole, part }
}

function readNamed(reader: Reader, kind: 'status' | 'text' | 'result'): Condition {
  take(reader)
  needSymbol(reader, '(')
  const token = peek(reader)
  if (token.kind !== 'text') {
    return fail(reader, words.conditions.keyMissing(kind))
  }
  const task = token.value
  if (!reader.dependencies.includes(task)) return failDependency(reader, task)
  take(reader)
  needSymbol(reader, ')')
  return kind === 'result' ? { kind, task, path: readPath(reader) } : { kind, task }
}

function failDependency(reader: Reader, task: string): Condition {
  const known = reader.dependencies.slice(0, 20).map((key) => JSON.stringify(key))
  return fail(reader, words.conditions.addDependency(JSON.stringify(task), known.join(', ')))
}

/** Reads any number of `.name`, `['any name']` and `[0]`. */
function readPath(reader: Reader): (string | number)[] {
  const path: (string | number)[] = []
  for (;;) {
    if (accept(reader, '.')) path.push(readName(reader))
    else if (accept(reader, '[')) path.push(readPlace(reader))
    else return path
  }
}

function readName(reader: Reader): string {
  const token = peek(reader)
  if (token.kind !== 'word') {
    fail(reader, words.conditions.nameMissing)
    return ''
  }
  take(reader)
  return token.value
}

function readPlace(reader: Reader): string | number {
  const token = peek(reader)
  const place =
    token.kind === 'text' || (token.kind === 'number' && isIndex(token.value)) ? token.value : null
  if (place === null) {
    fail(reader, words.conditions.indexInvalid)
    return 0
  }
  take(reader)
  needSymbol(reader, ']')
  return place
}

const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
