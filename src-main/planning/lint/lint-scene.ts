import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { type AgentIndex, indexAgents } from './able-agents.ts'
import type { LintFacts } from './facts.ts'
import { graphOf, type PlanGraph } from './plan-graph.ts'
import { createReach, type Reach } from './reach.ts'

/** What every check looks at, worked out once. */
export interface LintScene {
  readonly document: PlanDocument
  readonly facts: LintFacts
  readonly graph: PlanGraph
  readonly reach: Reach
  readonly agents: AgentIndex
}

/** One family of findings. */
export type Check = (scene: LintScene) => readonly PlanFinding[]

export function sceneOf(document: PlanDocument, facts: LintFacts): LintScene {
  const graph = graphOf(document)
  return { document, facts, graph, reach: createReach(graph), agents: indexAgents(document, facts) }
}
