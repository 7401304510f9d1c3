import type { ImportReport } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { shapeOf } from '#shared/plan-shape.ts'

export interface Draft {
  /** Changes with every version of the document. */
  readonly id: string
  readonly document: PlanDocument
}

/** Fixed plans of the imported file by plan index, each with its earlier versions, newest last. */
export type Drafts = ReadonlyMap<number, readonly Draft[]>

export const noDrafts: Drafts = new Map()

export const changeDraft = (drafts: Drafts, at: number, draft: Draft): Drafts =>
  new Map([...drafts, [at, [...(drafts.get(at) ?? []), draft]]])

/** Undoes the last fix of a plan. Undoing the first fix restores the plan of the file. */
export function undoDraft(drafts: Drafts, at: number): Drafts {
  const left = (drafts.get(at) ?? []).slice(0, -1)
  const others = [...drafts].filter(([place]) => place !== at)
  return new Map(left.length === 0 ? others : [...others, [at, left]])
}

/** The current documents of all plans; empty if the report has no documents. */
export const documentsOf = ({ plans }: ImportReport, drafts: Drafts): PlanDocument[] =>
  plans.flatMap(({ document }, at) => drafts.get(at)?.at(-1)?.document ?? document ?? [])

/** The report with the fixed plans in place of the original ones. */
export function reportOf(report: ImportReport, drafts: Drafts): ImportReport {
  if (drafts.size === 0) return report
  const plans = report.plans.map((plan, at) => {
    const document = drafts.get(at)?.at(-1)?.document
    return document === undefined ? plan : { ...plan, ...mendedShape(document) }
  })
  // Warnings of the import stay, except cycle warnings once no plan has a cycle.
  const hasLoops = plans.some(({ cycles }) => cycles > 0)
  return { ...report, plans, warnings: report.warnings.filter(({ code }) => hasLoops || code !== 'cycle') }
}

function mendedShape({ tasks }: PlanDocument) {
  const shape = shapeOf(tasks)
  return { ...shape, withSubtasks: { nodes: shape.tasks, edges: shape.edges } }
}
