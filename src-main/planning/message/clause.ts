import type { ApprovalCondition } from './approval-conditions.ts'
import type { Distribution } from './distribution.ts'
import type { StepKind } from './lexicon.ts'

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
  readonly isIndependent: boolean
  /** The clause starts a sentence. */
  readonly isSentenceStart: boolean
  /** Words that decide whether the step runs; null: it runs in any case. */
  readonly condition: string | null
  /** The alternative to the condition of an earlier clause. */
  readonly isElse: boolean
  readonly approvalConditions: readonly ApprovalCondition[]
  /** Things for each of which the step is done; `slot` marks the thing in its texts. Null: it is done once. */
  readonly distribution: Distribution | null
}
