import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { indexAgents } from './able-agents.ts'
import type { LintFacts } from './facts.ts'
import { graphOf } from './plan-graph.ts'
import { createReach } from './reach.ts'

/** The input of every check, computed once. */
export type LintContext = ReturnType<typeof lintContextOf>

/** A check that finds problems of one kind. */
export type Check = (context: LintContext) => readonly PlanFinding[]

export function lintContextOf(document: PlanDocument, facts: LintFacts) {
  const graph = graphOf(document)
  return { document, facts, graph, reach: createReach(graph), agents: indexAgents(document, facts) }
}
