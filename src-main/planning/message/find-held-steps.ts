import type { ApprovalCondition } from './approval-conditions.ts'
import type { StepKind } from './lexicon.ts'
import { isStatement, sharesWord } from './references.ts'

export interface LocatedApprovalCondition {
  readonly approvalCondition: ApprovalCondition
  /** Index of the clause that contains or precedes the condition; -1 at the start of the message. */
  readonly after: number
  /** The condition starts a sentence, and the held step follows: `Once I have approved, order it`. */
  readonly isBeforeStep: boolean
}

interface StepWords {
  readonly kind: StepKind | null
  readonly text: string
  readonly object: string
}

/** Indexes of the clauses that need approval because of the condition. Empty if no clause matches. */
export function findHeldSteps(
  { approvalCondition, after, isBeforeStep }: LocatedApprovalCondition,
  clauses: readonly StepWords[],
): number[] {
  const next = after + 1
  const own = Math.max(0, after)
  if (approvalCondition.kinds.length > 0 || approvalCondition.limit !== null)
    return findByKind({ approvalCondition, after }, clauses)
  if (isBeforeStep && next < clauses.length) return [next]
  if (approvalCondition.isConsent || after < 0) return [own]
  const before = findLastStep(clauses, after, ({ kind }) => kind === 'purchase' || kind === 'communication')
  return [before ?? own]
}

/**
 * A limit without an action applies to purchases. Without a matching step, a limit applies to the last step of unknown
 * kind.
 */
function findByKind(
  { approvalCondition, after }: Pick<LocatedApprovalCondition, 'approvalCondition' | 'after'>,
  clauses: readonly StepWords[],
): number[] {
  const { kinds, about, limit } = approvalCondition
  const wanted: readonly (StepKind | null)[] = kinds.length === 0 ? ['purchase'] : kinds
  const found = clauses.flatMap(({ kind }, index) => (wanted.includes(kind) ? [index] : []))
  if (found.length === 0) {
    const unknown = findLastStep(clauses, after, ({ kind, text }) => kind === null && !isStatement(text))
    return limit === null || unknown === null ? [] : [unknown]
  }
  const named = found.filter((index) => sharesWord(about, clauses[index]?.object ?? ''))
  if (named.length > 0) return named
  const isSingle = kinds.length === 0 ? namesSinglePurchase(approvalCondition) : singleReference.test(about)
  if (!isSingle) return found
  const nearest = found.findLast((index) => index <= after) ?? found[0]
  return nearest === undefined ? [] : [nearest]
}

/** `it` or `the order`: a reference to one step. */
const singleReference =
  /^(?:it|this|that|one|the (?:draft|e-?mail|mail|message|letter|order|result))(?![\p{L}\p{N}])/iu

/**
 * `if it is over 500 EUR` applies to one purchase. `anything over 500 EUR` and `if they are` apply to all purchases.
 */
const namesSinglePurchase = ({ text }: ApprovalCondition): boolean =>
  !/(?<![\p{L}\p{N}])(?:anything|something|everything|any|all|they|them|purchases|orders|total)(?![\p{L}\p{N}])/iu.test(
    text,
  )

function findLastStep(
  clauses: readonly StepWords[],
  after: number,
  isMatch: (clause: StepWords) => boolean,
): number | null {
  const index = clauses.slice(0, after + 1).findLastIndex(isMatch)
  return index === -1 ? null : index
}
