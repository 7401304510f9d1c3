import type { Json } from '#shared/model/json.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { clip } from '#shared/text/clip.ts'
import type { Comparison, Condition, Outcome } from './condition-grammar.ts'
import { parseTokens } from './condition-grammar.ts'
import { listTokens, quoteText } from './condition-tokens.ts'
import { printCondition } from './print-condition.ts'

const maxLength = 2000
const field = 'condition'

/**
 * Parses a task's condition, such as `success`, `failure`, `always` or `result('task-001').output.score >= 0.8 &&
 * status('b') == 'done'`. Refuses an invalid condition, or one that names a task outside `dependencies`, and gives the
 * column.
 */
export function parseCondition(
  text: string,
  { dependencies }: { dependencies: readonly string[] },
): Result<Condition, Refusal> {
  if (text.length > maxLength) {
    return err(
      refusal('E_FORMAT', 'condition_too_long', {
        count: text.length,
        most: maxLength,
        field,
        limit: maxLength,
      }),
    )
  }
  const parsed = parseTokens(listTokens(text), dependencies)
  if (parsed.ok) return ok(parsed.value)
  const { message, hint, at } = parsed.error
  return err(refusal('E_FORMAT', 'condition_invalid', { column: at + 1, why: message, hint, field }))
}

/** The facts of an ended dependency. `data` and `text` are its result; null and '' without one. */
export interface DependencyFacts {
  readonly status: TaskStatus
  readonly data: Json
  readonly text: string
}

/**
 * Whether the condition holds. `facts` must contain all dependencies, because `success` and `failure` check each.
 * A missing path in a result is null. Values of different types are unequal and unordered. Lists and objects never
 * equal anything. As booleans, null, 0 and '' are false; all other values are true.
 */
export const evaluateCondition = (condition: Condition, facts: Facts): boolean =>
  isTrue(resolve(condition, facts))

/**
 * Facts that the condition reads, with their values, such as `status('build') is 'failed'`. Without duplicates; used
 * in explanations.
 */
export function listLookedAt(condition: Condition, facts: Facts): string[] {
  const places = new Map(listPlaces(condition).map((place) => [printCondition(place), place]))
  return [...places].map(([said, place]) => `${said} is ${formatValue(resolve(place, facts))}`)
}

function listPlaces(condition: Condition): Condition[] {
  switch (condition.kind) {
    case 'literal':
    case 'outcome':
      return []
    case 'status':
    case 'text':
    case 'result':
      return [condition]
    case 'contains':
      return [condition.whole, condition.part].flatMap(listPlaces)
    case 'not':
      return listPlaces(condition.operand)
    case 'compare':
      return [condition.left, condition.right].flatMap(listPlaces)
    case 'all':
    case 'any':
      return condition.operands.flatMap(listPlaces)
  }
}

const formatValue = (value: Json): string =>
  value === null || value === ''
    ? 'nothing'
    : clip(typeof value === 'string' ? quoteText(value) : JSON.stringify(value))

type Facts = ReadonlyMap<string, DependencyFacts>

function resolve(condition: Condition, facts: Facts): Json {
  const holds = (each: Condition) => evaluateCondition(each, facts)
  switch (condition.kind) {
    case 'literal':
      return condition.value
    case 'outcome':
      return outcomeOf[condition.outcome]([...facts.values()])
    case 'status':
      return facts.get(condition.task)?.status ?? null
    case 'text':
      return facts.get(condition.task)?.text ?? null
    case 'result':
      return condition.path.reduce<Json>(valueAt, facts.get(condition.task)?.data ?? null)
    case 'contains':
      return contains(resolve(condition.whole, facts), resolve(condition.part, facts))
    case 'not':
      return !holds(condition.operand)
    case 'compare':
      return compare[condition.comparison](resolve(condition.left, facts), resolve(condition.right, facts))
    case 'all':
      return condition.operands.every(holds)
    case 'any':
      return condition.operands.some(holds)
  }
}

const outcomeOf: Record<Outcome, (dependencies: readonly DependencyFacts[]) => boolean> = {
  success: (dependencies) => dependencies.every(({ status }) => status === 'done'),
  failure: (dependencies) => dependencies.some(({ status }) => status === 'failed'),
  always: () => true,
}

/** Reads own properties only, never inherited ones, because results come from agents. */
function valueAt(value: Json, key: string | number): Json {
  if (Array.isArray(value)) {
    if (key === 'length') return value.length
    return typeof key === 'number' ? (value[key] ?? null) : null
  }
  if (typeof value === 'string') return key === 'length' ? value.length : null
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return value[key] ?? null
}

/** Whether a text contains another text, or a list contains a plain value. */
function contains(whole: Json, part: Json): boolean {
  if (typeof whole === 'string') return typeof part === 'string' && whole.includes(part)
  return Array.isArray(whole) && whole.some((each) => isEqual(each, part))
}

const isEqual = (a: Json, b: Json): boolean => a === b && (typeof a !== 'object' || a === null)

const isTrue = (value: Json): boolean => value !== null && value !== false && value !== 0 && value !== ''

const compare: Record<Comparison, (a: Json, b: Json) => boolean> = {
  '==': isEqual,
  '!=': (a, b) => !isEqual(a, b),
  '<': isBefore,
  '>': (a, b) => isBefore(b, a),
  '<=': (a, b) => isBefore(a, b) || (isOrdered(a) && isEqual(a, b)),
  '>=': (a, b) => isBefore(b, a) || (isOrdered(a) && isEqual(a, b)),
}

const isOrdered = (value: Json): boolean => typeof value === 'number' || typeof value === 'string'

/** Orders numbers by value and texts by character, which sorts ISO dates chronologically. */
function isBefore(a: Json, b: Json): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b
  return typeof a === 'string' && typeof b === 'string' && a < b
}

/** Whether evaluation needs results of dependencies, not only their statuses. */
export function usesResults(condition: Condition): boolean {
  switch (condition.kind) {
    case 'literal':
    case 'outcome':
    case 'status':
      return false
    case 'text':
    case 'result':
      return true
    case 'contains':
      return usesResults(condition.whole) || usesResults(condition.part)
    case 'not':
      return usesResults(condition.operand)
    case 'compare':
      return usesResults(condition.left) || usesResults(condition.right)
    case 'all':
    case 'any':
      return condition.operands.some(usesResults)
  }
}
