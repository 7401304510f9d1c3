import type { ApprovalCondition } from './approval-conditions.ts'
import type { Distribution } from './distribution.ts'
import type { StepKind } from './lexicon.ts'

/** A part of a message that asks for one step. */
export interface Clause {
  /** Null if the words do not show the kind. The caller then defaults to research. */
  readonly kind: StepKind | null
  /** The verb as typed, in lower case; empty without a known verb. */
  readonly action: string
  /** The text after the verb. */
  readonly object: string
  /** The clause as typed, from its verb on. */
  readonly text: string
  /** Sentences of the message that explain or restrict this step. */
  readonly context: string
  /** The step comes after the previous step. */
  readonly isSequel: boolean
  /** A word such as `also` separates the clause from the previous clause. */
  readonly isIndependent: boolean
  readonly isSentenceStart: boolean
  /** Words that decide whether the step runs; null if the step always runs. */
  readonly condition: string | null
  /** The alternative to the condition of an earlier clause. */
  readonly isElse: boolean
  readonly approvalConditions: readonly ApprovalCondition[]
  /** Items that each get a copy of the step; `slot` marks the item in the texts. Null for a single step. */
  readonly distribution: Distribution | null
}
