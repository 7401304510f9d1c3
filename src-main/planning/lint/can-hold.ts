import type { TaskStatus } from '#shared/model/task.ts'
import {
  type DependencyFacts,
  evaluateCondition,
  parseCondition,
  usesResults,
} from '../../scheduling/condition.ts'
import type { Condition } from '../../scheduling/condition-grammar.ts'
import { listTokens } from '../../scheduling/condition-tokens.ts'

/** The final statuses of a task. */
const ends: readonly TaskStatus[] = ['done', 'failed', 'skipped', 'cancelled']
const endsUnstarted: readonly TaskStatus[] = ['skipped', 'cancelled']

/** Each additional key multiplies the cases by four, so at most 4^5 cases are evaluated. */
const maxNamed = 4

export interface Dependencies {
  readonly keys: readonly string[]
  /** True for a task that can never run, so it is never done and never fails. */
  readonly isNever?: (key: string) => boolean
}

export type Fate = 'unreadable' | 'never' | 'may_hold'

/**
 * Whether the condition holds for any combination of final statuses of the dependencies. Results are unknown, so a
 * condition on a result gives `may_hold`; `never` is certain.
 */
export function fateOf(text: string, { keys, isNever = () => false }: Dependencies): Fate {
  const parsed = parseCondition(text, { dependencies: keys })
  if (!parsed.ok) return 'unreadable'
  const named = [...namedIn(parsed.value)]
  if (named.length > maxNamed) return 'may_hold'
  const others = keys.filter((key) => !named.includes(key))
  const cases: Case[] = named.map((key) => ({ key, ends: isNever(key) ? endsUnstarted : ends }))
  // A single dependency represents all others: all done, one failed, or neither.
  if (others.length > 0) {
    const [first = ''] = others
    const isOneNever = others.some(isNever)
    const possible = isOneNever && others.every(isNever) ? endsUnstarted : isOneNever ? endsUnfinished : ends
    cases.push({ key: first, ends: possible })
  }
  return isThereAWay(parsed.value, cases, new Map()) ? 'may_hold' : 'never'
}

/** Keys that a condition may name, even if the condition cannot be parsed. All other dependencies count as others. */
export const keysIn = (condition: string): ReadonlySet<string> =>
  new Set(
    listTokens(condition).flatMap((token) =>
      token.kind === 'text' || token.kind === 'word' ? token.value : [],
    ),
  )

/** Possible final statuses of several dependencies if one of them can never run. */
const endsUnfinished: readonly TaskStatus[] = ['failed', 'skipped', 'cancelled']

interface Case {
  readonly key: string
  readonly ends: readonly TaskStatus[]
}

type Facts = Map<string, DependencyFacts>

/**
 * Tries the final statuses of each dependency and stops at the first combination that works, which is usually the
 * first tried.
 */
function isThereAWay(condition: Condition, [first, ...rest]: readonly Case[], facts: Facts): boolean {
  if (first === undefined) return holds(condition, facts) !== false
  return first.ends.some((status) => {
    facts.set(first.key, { status, data: null, text: '' })
    return isThereAWay(condition, rest, facts)
  })
}

/** Null: the value depends on results. */
function holds(condition: Condition, facts: Facts): boolean | null {
  if (!usesResults(condition)) return evaluateCondition(condition, facts)
  if (condition.kind === 'not') {
    const held = holds(condition.operand, facts)
    return held === null ? null : !held
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return null
  const decisive = condition.kind === 'any'
  const parts = condition.operands.map((each) => holds(each, facts))
  if (parts.includes(decisive)) return decisive
  return parts.includes(null) ? null : !decisive
}

/** Tasks whose status the condition uses. A task of which it uses only the result counts as one of the others. */
function namedIn(condition: Condition, found: Set<string> = new Set()): Set<string> {
  switch (condition.kind) {
    case 'status':
      return found.add(condition.task)
    case 'not':
      return namedIn(condition.operand, found)
    case 'contains':
      namedIn(condition.whole, found)
      return namedIn(condition.part, found)
    case 'compare':
      namedIn(condition.left, found)
      return namedIn(condition.right, found)
    case 'all':
    case 'any':
      for (const each of condition.operands) namedIn(each, found)
      return found
    case 'literal':
    case 'outcome':
    case 'text':
    case 'result':
      return found
  }
}
