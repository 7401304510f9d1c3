import type { ImportWarning, PlanDocument, PlanShape, PlanSource } from '#shared/model/plan.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { Source } from './source.ts'

export interface ImportedPlan {
  readonly document: PlanDocument
  /** Tasks, edges, roots and longest path of the top level; cycles and dangling references of the whole plan. */
  readonly shape: PlanShape
  /** Subtasks counted as nodes of their own; a parent is not an edge. */
  readonly withSubtasks: { readonly nodes: number; readonly edges: number }
}

/** What a file of another tool gave: a lossy import says in the warnings what was lost. */
export interface Imported {
  readonly format: PlanSource
  readonly plans: readonly ImportedPlan[]
  readonly warnings: readonly ImportWarning[]
}

/** How one kind of file is known and read. Both are pure; nothing of the file is run. */
export interface Format {
  readonly source: PlanSource
  /** For the list of what can be imported: `Task Master (tasks.json)`. */
  readonly title: string
  /** By content, and cheaply: every source is shown to every format. */
  readonly detect: (source: Source) => boolean
  /** Called only where `detect` said yes. */
  readonly read: (source: Source) => Result<Imported, Refusal>
}
