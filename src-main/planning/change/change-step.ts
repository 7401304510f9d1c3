import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanChange } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'

/** A step of a change to a plan. Tasks are named by key. */
export type ChangeStep =
  | Extract<PlanChange, { readonly type: 'dependencies' | 'skills' | 'set' | 'clear' }>
  /** Removes a task. Its dependents take over its dependencies. */
  | { readonly type: 'remove'; readonly task: string }
  /**
   * Adds a task on which the `before` tasks then depend. Their direct links to the task's own dependencies are
   * removed, so the task is inserted between them.
   */
  | { readonly type: 'add'; readonly task: TaskDefinition; readonly before: readonly string[] }

/** Changes requested by a text. */
export interface ReadChange {
  readonly steps: readonly ChangeStep[]
  /** Ambiguous parts, as questions for a person. */
  readonly openQuestions: readonly string[]
}

/** A plan and a person's description of the change. */
export interface AskedChange {
  readonly document: PlanDocument
  readonly change: string
}

/** The changed plan, with notes that a person should read before accepting it. */
export interface ChangedPlan {
  readonly document: PlanDocument
  readonly openQuestions: readonly string[]
  /** `provider/model`; null if the sentences were parsed without a model. */
  readonly model: string | null
  /** Skipped parts of the change, each with its reason. */
  readonly notes: readonly string[]
}
