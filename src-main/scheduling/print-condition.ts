import type { Condition } from './condition-grammar.ts'
import { quoteText } from './condition-tokens.ts'

/** Text that parses to the same condition. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'literal':
      return typeof condition.value === 'string' ? quoteText(condition.value) : String(condition.value)
    case 'outcome':
      return condition.outcome
    case 'status':
    case 'text':
      return `${condition.kind}(${quoteText(condition.task)})`
    case 'result':
      return `result(${quoteText(condition.task)})${condition.path.map(printKey).join('')}`
    case 'contains':
      return `contains(${printCondition(condition.whole)}, ${printCondition(condition.part)})`
    case 'not':
      return `!${inside(condition, condition.operand)}`
    case 'compare':
      return `${inside(condition, condition.left)} ${condition.comparison} ${inside(condition, condition.right)}`
    case 'all':
    case 'any':
      return condition.operands
        .map((each) => inside(condition, each))
        .join(condition.kind === 'all' ? ' && ' : ' || ')
  }
}

const printKey = (key: string | number): string => {
  if (typeof key === 'number') return `[${key}]`
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key) ? `.${key}` : `[${quoteText(key)}]`
}

/** Binding strength of each kind. A part needs parentheses inside a kind of equal or greater strength. */
const firmness: Record<Condition['kind'], number> = {
  any: 1,
  all: 2,
  compare: 3,
  // Adds optional parentheses, because `!a == b` means `!(a == b)`, which few readers expect.
  not: 3,
  contains: 4,
  literal: 4,
  outcome: 4,
  result: 4,
  status: 4,
  text: 4,
}

const inside = (whole: Condition, part: Condition): string =>
  firmness[part.kind] > firmness[whole.kind] ? printCondition(part) : `(${printCondition(part)})`
