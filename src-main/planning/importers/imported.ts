import type { ImportWarning, PlanDocument, PlanShape } from '#shared/model/plan.ts'

export interface ImportedPlan {
  readonly document: PlanDocument
  /** Tasks, edges, roots and longest path of the top level; cycles and dangling references of the whole plan. */
  readonly shape: PlanShape
  /** Subtasks counted as nodes of their own; a parent is not an edge. */
  readonly withSubtasks: { readonly nodes: number; readonly edges: number }
}

/** What a file of another tool gave: a lossy import says in the warnings what was lost. */
export interface Imported {
  readonly format: 'taskmaster' | 'switchyard'
  readonly plans: readonly ImportedPlan[]
  readonly warnings: readonly ImportWarning[]
}

export interface ImportOptions {
  /** Names the plan; nothing is read from it. */
  readonly fileName: string
}
