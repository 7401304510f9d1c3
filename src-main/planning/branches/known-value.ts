import type { Comparison, Condition } from '../../scheduling/condition-grammar.ts'
import { printCondition } from '../../scheduling/print-condition.ts'

/** Outcome of a task on a path through the plan. `open`: undecided, because a condition on results decides. */
export type End = 'done' | 'failed' | 'skipped' | 'open'

export interface Known {
  /** Outcomes of the dependencies, by task key. */
  readonly ends: ReadonlyMap<string, End>
  /** Assumed values of conditions. Keys are printed conditions. */
  readonly assumed: ReadonlyMap<string, boolean>
}

/** Value of a condition from the known outcomes; null if the condition needs a result or an open outcome. */
export function knownValue(condition: Condition, known: Known): boolean | null {
  const assumed = known.assumed.get(printCondition(condition))
  if (assumed !== undefined) return assumed
  switch (condition.kind) {
    case 'literal':
      return Boolean(condition.value)
    case 'outcome':
      return outcomes[condition.outcome]([...known.ends.values()])
    case 'not': {
      const value = knownValue(condition.operand, known)
      return value === null ? null : !value
    }
    case 'compare':
      return compared(condition, known)
    case 'all':
    case 'any': {
      const decisive = condition.kind === 'any'
      const values = condition.operands.map((each) => knownValue(each, known))
      if (values.includes(decisive)) return decisive
      return values.includes(null) ? null : !decisive
    }
    case 'status':
    case 'text':
    case 'result':
    case 'contains':
      return null
  }
}

const outcomes = {
  success: (ends: readonly End[]) =>
    ends.some((end) => end === 'failed' || end === 'skipped') ? false : ends.includes('open') ? null : true,
  failure: (ends: readonly End[]) => ends.includes('failed'),
  always: () => true,
}

/** Only a comparison of a status with a word has a known value. Every other comparison needs a result. */
function compared(
  { left, right, comparison }: Extract<Condition, { kind: 'compare' }>,
  { ends }: Known,
): boolean | null {
  const [status, word] = left.kind === 'status' ? [left, right] : [right, left]
  if (status.kind !== 'status' || word.kind !== 'literal') return null
  const end = ends.get(status.task) ?? 'open'
  if (end === 'open' || (comparison !== '==' && comparison !== '!=')) return null
  return (end === word.value) === (comparison === '==')
}

const opposites: Record<Comparison, Comparison> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

/** Assumptions that follow from the value of a condition, for the condition and for the opposite comparison. */
export function assume(condition: Condition, isMet: boolean): ReadonlyMap<string, boolean> {
  const assumed = new Map([[printCondition(condition), isMet]])
  if (condition.kind === 'compare') {
    const opposite: Condition = { ...condition, comparison: opposites[condition.comparison] }
    assumed.set(printCondition(opposite), !isMet)
  }
  if (condition.kind === 'not') assumed.set(printCondition(condition.operand), !isMet)
  return assumed
}
