import type { Decision } from '#shared/model/decisions/decision.ts'
import { listUnfinished, summaryOfScaffolds } from '#shared/model/runs/goal-outcome.ts'
import type { DecisionContext, MadeArtifact } from '../context.ts'
import type { Deliverable } from '../deliverables.ts'
import { complete, excerpt } from './proposals.ts'

/** Why a plan that was followed to its end is over; what a person had left out is not there, and is named. */
export function sayWorkedOn({ name }: MadeArtifact, left: readonly Deliverable[]): string {
  const titles = left.map(({ text }) => `"${excerpt(text)}"`).join(', ')
  return `Every deliverable of ${name} was worked on${titles === '' ? '' : `, except what a person left out: ${titles}`}.`
}

/** An end with incomplete files says so, and which. */
export function end({ artifacts }: DecisionContext, why: string): Decision {
  const unfinished = listUnfinished(artifacts)
  if (unfinished.length === 0) return complete(why)
  const lacks = unfinished.map(({ name, missing }) => `${name}: ${excerpt(missing)}`)
  return complete([summaryOfScaffolds(unfinished), ...lacks, why].join(' ').slice(0, 4000))
}
