import { findRecipients } from '#shared/text/recipients.ts'
import type { ApprovalCondition } from './approval-conditions.ts'
import type { Clause } from './clause.ts'
import { joinTexts } from './create-clause.ts'
import { type Distribution, isDistributed, withSlot } from './distribution.ts'
import { findHeldSteps, type LocatedApprovalCondition } from './find-held-steps.ts'
import { listSteps, type StepSegment } from './list-steps.ts'
import { orderClauses } from './order-clauses.ts'
import { createImpliedStep, readSegments } from './segments/read-segments.ts'
import { splitClause } from './split-clause.ts'
import { readSource } from './tokens.ts'

/** The steps of a message, in the order of the work. Empty only for a message without words. */
export function readClauses(message: string): Clause[] {
  const source = readSource(message)
  const { segments, approvalConditions } = readSegments(source)
  const implied = segments.length === 0 ? createImpliedStep(source, approvalConditions) : null
  const steps = withDistributions(listSteps(source, implied === null ? segments : [implied]))
  return orderClauses(withApprovalConditions(steps, approvalConditions)).flatMap(splitClause)
}

/** All approval conditions of a message, including those without a held step. */
export const listApprovalConditions = (message: string): ApprovalCondition[] =>
  readSegments(readSource(message)).approvalConditions.map(({ approvalCondition }) => approvalCondition)

/** Steps after a distributed step share its distribution if they also run for each item. */
function withDistributions(steps: readonly StepSegment[]): StepSegment[] {
  let open: { readonly distribution: Distribution; readonly previousObject: string } | null = null
  return steps.map((step) => {
    const clause = withOwnSlot(step.clause)
    if (clause.distribution !== null) {
      open = { distribution: clause.distribution, previousObject: clause.object }
      return { ...step, clause }
    }
    const hasRecipient = findRecipients(clause.text).length > 0
    if (open === null || !isDistributed(open.distribution, { ...clause, ...open, hasRecipient })) {
      open = null
      return step
    }
    return { ...step, clause: { ...clause, distribution: open.distribution } }
  })
}

/** After a prefix list, the pronoun in the first clause refers to the item. */
const withOwnSlot = (clause: Clause): Clause =>
  clause.distribution?.isPrefix === true
    ? { ...clause, object: withSlot(clause.object), text: withSlot(clause.text) }
    : clause

/** Adds each approval condition to its held steps. A condition without a held step joins the context of a step. */
function withApprovalConditions(
  steps: readonly StepSegment[],
  located: readonly LocatedApprovalCondition[],
): StepSegment[] {
  const clauses = steps.map(({ clause }) => clause)
  const conditions = located.map((each) => ({ ...each, held: findHeldSteps(each, clauses) }))
  return steps.map(({ segment, clause }, index) => {
    const own = conditions.filter(({ held }) => held.includes(index))
    const others = conditions.filter(({ held, after }) => held.length === 0 && Math.max(0, after) === index)
    const approvalConditions = own.map(({ approvalCondition }) => approvalCondition)
    const context = joinTexts([clause.context, ...others.map(({ approvalCondition: { text } }) => text)])
    return { segment, clause: { ...clause, approvalConditions, context } }
  })
}
