import type { ExportLoss } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'

/** A plan as a text in some format, with what that format has no place for. */
export interface Exported {
  readonly text: string
  readonly fileName: string
  readonly losses: readonly ExportLoss[]
}

export type Export = (document: PlanDocument) => Exported
