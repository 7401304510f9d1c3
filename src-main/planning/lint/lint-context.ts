import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { indexAgents } from './able-agents.ts'
import type { LintFacts } from './facts.ts'
import { graphOf } from './plan-graph.ts'
import { createReach } from './reach.ts'

/** What every check looks at, worked out once. */
export type LintScene = ReturnType<typeof sceneOf>

/** One family of findings. */
export type Check = (scene: LintScene) => readonly PlanFinding[]

export function sceneOf(document: PlanDocument, facts: LintFacts) {
  const graph = graphOf(document)
  return { document, facts, graph, reach: createReach(graph), agents: indexAgents(document, facts) }
}
