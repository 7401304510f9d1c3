import type { Fan } from './for-each.ts'
import type { StepKind } from './lexicon.ts'
import type { Proviso } from './provisos.ts'

/** A part of a message that asks for one thing. */
export interface Clause {
  /** Null: the words do not tell, and research is the default. */
  readonly kind: StepKind | null
  /** The verb as typed, in lower case; empty without a known verb. */
  readonly action: string
  /** The text after the verb. */
  readonly object: string
  /** The clause from its verb, as typed. */
  readonly text: string
  /** Sentences of the message that tell or forbid something for this step. */
  readonly context: string
  /** The clause comes after the clause before. */
  readonly isSequel: boolean
  /** A word such as `also` separates the clause from the clause before. */
  readonly isApart: boolean
  /** The clause starts a sentence. */
  readonly isOpening: boolean
  /** Words that decide whether the step runs; null: it runs in any case. */
  readonly condition: string | null
  /** The alternative to the condition of an earlier clause. */
  readonly isElse: boolean
  readonly provisos: readonly Proviso[]
  /** Things for each of which the step is done; `slot` marks the thing in its texts. Null: it is done once. */
  readonly fan: Fan | null
}
