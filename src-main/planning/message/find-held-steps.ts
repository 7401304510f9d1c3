import type { ApprovalCondition } from './approval-conditions.ts'
import type { StepKind } from './lexicon.ts'
import { isStatement, sharesWord } from './references.ts'

export interface LocatedApprovalCondition {
  readonly approvalCondition: ApprovalCondition
  /** The number of the clause in or after which it stands; -1: it opens the message. */
  readonly after: number
  /** It opens a sentence that goes on with what it speaks of: `Once I have approved, order it`. */
  readonly isBeforeStep: boolean
}

interface StepWords {
  readonly kind: StepKind | null
  readonly text: string
  readonly object: string
}

/** The numbers of the clauses that a proviso holds until a person was asked; none: the message asks for nothing of the kind. */
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
  const before = findLast(clauses, after, ({ kind }) => kind === 'purchase' || kind === 'communication')
  return [before ?? own]
}

/** A limit that names no action is one on what is bought, or else on what no verb says what it is. */
function findByKind(
  { approvalCondition, after }: Pick<LocatedApprovalCondition, 'approvalCondition' | 'after'>,
  clauses: readonly StepWords[],
): number[] {
  const kinds: readonly StepKind[] =
    approvalCondition.kinds.length === 0 ? ['purchase'] : approvalCondition.kinds
  const found = clauses.flatMap((clause, index) =>
    kinds.some((kind) => kind === kindOf(clause)) ? [index] : [],
  )
  if (found.length === 0) {
    const unnamed = findLast(clauses, after, (clause) => kindOf(clause) === null && !isStatement(clause.text))
    return approvalCondition.limit === null || unnamed === null ? [] : [unnamed]
  }
  const named = found.filter((index) => sharesWord(approvalCondition.about, clauses[index]?.object ?? ''))
  if (named.length > 0) return named
  const isOne =
    approvalCondition.kinds.length === 0 ? isSingle(approvalCondition) : pointer.test(approvalCondition.about)
  if (!isOne) return found
  const nearest = found.findLast((index) => index <= after) ?? found[0]
  return nearest === undefined ? [] : [nearest]
}

const pointer =
  /^(?:it|this|that|one|the (?:draft|e-?mail|mail|message|letter|order|result))(?![\p{L}\p{N}])/iu

/** `if it is over 500 EUR` speaks of one purchase, `anything over 500 EUR` or `if they are` of all. */
const isSingle = ({ text }: ApprovalCondition): boolean =>
  !/(?<![\p{L}\p{N}])(?:anything|something|everything|any|all|they|them|purchases|orders|total)(?![\p{L}\p{N}])/iu.test(
    text,
  )

const kindOf = ({ kind }: StepWords): StepKind | null => kind

function findLast(
  clauses: readonly StepWords[],
  after: number,
  suits: (clause: StepWords) => boolean,
): number | null {
  for (let index = Math.min(after, clauses.length - 1); index >= 0; index -= 1) {
    const clause = clauses[index]
    if (clause !== undefined && suits(clause)) return index
  }
  return null
}
