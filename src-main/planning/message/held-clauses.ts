import type { StepKind } from './lexicon.ts'
import type { Proviso } from './provisos.ts'
import { isStatement, sharesWord } from './references.ts'

export interface PlacedProviso {
  readonly proviso: Proviso
  /** The number of the clause in or after which it stands; -1: it opens the message. */
  readonly after: number
  /** It opens a sentence that goes on with what it speaks of: `Once I have approved, order it`. */
  readonly isAhead: boolean
}

interface Holdable {
  readonly kind: StepKind | null
  readonly text: string
  readonly object: string
}

/** The numbers of the clauses that a proviso holds until a person was asked; none: the message asks for nothing of the kind. */
export function findHeld({ proviso, after, isAhead }: PlacedProviso, clauses: readonly Holdable[]): number[] {
  const next = after + 1
  const own = Math.max(0, after)
  if (proviso.kinds.length > 0 || proviso.limit !== null) return heldByKind({ proviso, after }, clauses)
  if (isAhead && next < clauses.length) return [next]
  if (proviso.isConsent || after < 0) return [own]
  const before = lastOf(clauses, after, ({ kind }) => kind === 'purchase' || kind === 'communication')
  return [before ?? own]
}

/** A limit that names no action is one on what is bought, or else on what no verb says what it is. */
function heldByKind(
  { proviso, after }: Pick<PlacedProviso, 'proviso' | 'after'>,
  clauses: readonly Holdable[],
): number[] {
  const kinds: readonly StepKind[] = proviso.kinds.length === 0 ? ['purchase'] : proviso.kinds
  const found = clauses.flatMap((clause, index) =>
    kinds.some((kind) => kind === kindOf(clause)) ? [index] : [],
  )
  if (found.length === 0) {
    const unnamed = lastOf(clauses, after, (clause) => kindOf(clause) === null && !isStatement(clause.text))
    return proviso.limit === null || unnamed === null ? [] : [unnamed]
  }
  const named = found.filter((index) => sharesWord(proviso.about, clauses[index]?.object ?? ''))
  if (named.length > 0) return named
  const isOne = proviso.kinds.length === 0 ? isSingle(proviso) : pointer.test(proviso.about)
  if (!isOne) return found
  const nearest = found.findLast((index) => index <= after) ?? found[0]
  return nearest === undefined ? [] : [nearest]
}

const pointer =
  /^(?:it|this|that|one|the (?:draft|e-?mail|mail|message|letter|order|result))(?![\p{L}\p{N}])/iu

/** `if it is over 500 EUR` speaks of one purchase, `anything over 500 EUR` or `if they are` of all. */
const isSingle = ({ text }: Proviso): boolean =>
  !/(?<![\p{L}\p{N}])(?:anything|something|everything|any|all|they|them|purchases|orders|total)(?![\p{L}\p{N}])/iu.test(
    text,
  )

const kindOf = ({ kind }: Holdable): StepKind | null => kind

function lastOf(
  clauses: readonly Holdable[],
  after: number,
  suits: (clause: Holdable) => boolean,
): number | null {
  for (let index = Math.min(after, clauses.length - 1); index >= 0; index -= 1) {
    const clause = clauses[index]
    if (clause !== undefined && suits(clause)) return index
  }
  return null
}
