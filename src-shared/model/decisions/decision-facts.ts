/** A verdict of a test or a review that is not green, and the words that say so. */
export interface RedVerdict {
  /** The file or the task that holds it. */
  readonly source: string
  readonly quote: string
  /** Red verdicts of this kind in a row, this one included. */
  readonly rounds: number
}

/** Facts of a goal that code computes from the texts of its files and tasks: the guard judges an end by them. */
export interface DecisionFacts {
  /** Deliverables of the plan that no task made, that carry no done mark and that no person left out. */
  readonly openDeliverables: readonly string[]
  /** The scope names deliverables, and there is no plan. */
  readonly isPlanMissing: boolean
  /** Tasks were done, and all of them only scoped, planned or asked. */
  readonly isOnlyPlanned: boolean
  /** The last verdict of each kind that is not green. */
  readonly redVerdicts: readonly RedVerdict[]
  /** Questions to the owner that nobody answered. */
  readonly openQuestions: readonly string[]
  /** Approvals that the goal or its scope reserves for a person and that nobody gave. */
  readonly openApprovals: readonly string[]
  /** Parts of the goal that no task or file covers and that no person left out. */
  readonly openParts: readonly string[]
  /** Parts of the goal and deliverables of the plan that a person left out. */
  readonly leftOut: readonly string[]
}

export const noFacts: DecisionFacts = {
  openDeliverables: [],
  isPlanMissing: false,
  isOnlyPlanned: false,
  redVerdicts: [],
  openQuestions: [],
  openApprovals: [],
  openParts: [],
  leftOut: [],
}
