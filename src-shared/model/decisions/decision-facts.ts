/** A failed verdict of a test or review, with a quote as evidence. */
export interface RedVerdict {
  /** File or task with the verdict. */
  readonly source: string
  readonly quote: string
  /** Number of consecutive failed verdicts of this kind, including this one. */
  readonly rounds: number
}

/** Facts that code extracts from a goal's files and tasks. The guard uses them to decide whether the goal may end. */
export interface DecisionFacts {
  /** Deliverables of the plan that no task created, that have no done mark, and that no person left out. */
  readonly openDeliverables: readonly string[]
  /** True if the scope names deliverables but there is no plan. */
  readonly isPlanMissing: boolean
  /** True if tasks are done, but all of them only scoped, planned or asked questions. */
  readonly isOnlyPlanned: boolean
  /** Latest verdict of each kind that failed. */
  readonly redVerdicts: readonly RedVerdict[]
  /** Unanswered questions to the owner. */
  readonly openQuestions: readonly string[]
  /** Approvals that the goal or its scope reserves for a person, not yet given. */
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
