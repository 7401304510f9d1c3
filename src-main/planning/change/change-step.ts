import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanChange } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'

/** A step of a described change to a plan; tasks are named by key. */
export type ChangeStep =
  | Extract<PlanChange, { readonly type: 'dependencies' | 'skills' | 'set' | 'clear' }>
  /** Its dependents get its dependencies. */
  | { readonly type: 'remove'; readonly task: string }
  /** Those `before` wait for it from then on. With one it waits for and one of those, it stands between them. */
  | { readonly type: 'add'; readonly task: TaskDefinition; readonly before: readonly string[] }

/** The changes that a text asks for. */
export interface ReadChange {
  readonly steps: readonly ChangeStep[]
  /** Ambiguous parts, as questions for a person. */
  readonly openQuestions: readonly string[]
}

/** A plan, and what a person wants changed of it, in their words. */
export interface AskedChange {
  readonly document: PlanDocument
  readonly change: string
}

/** The plan as it would be, with what a person should know before they take it. */
export interface ChangedPlan {
  readonly document: PlanDocument
  readonly openQuestions: readonly string[]
  /** `provider/model`, or null: by its sentences. */
  readonly model: string | null
  /** Skipped parts, with the reason. */
  readonly notes: readonly string[]
}
