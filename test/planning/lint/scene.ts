import { expect } from 'vitest'
import { applyFix } from '../../../src-main/planning/lint/apply-fix.ts'
import type { LintFacts } from '../../../src-main/planning/lint/facts.ts'
import { lintPlan } from '../../../src-main/planning/lint/lint-plan.ts'
import type { Agent } from '../../../src-shared/model/agents/agent.ts'
import type { PlanDocument } from '../../../src-shared/model/plan.ts'
import type { PlanFinding } from '../../../src-shared/model/plan-finding.ts'
import type { TaskDefinition } from '../../../src-shared/model/task-definition.ts'
import { planOf, taskOf } from '../../support/engine.ts'

export const now = Date.UTC(2026, 10, 21, 12)

export const agentOf = (id: string, skills: string[], more: Partial<Agent> = {}): Agent => ({
  id,
  name: id,
  description: '',
  kind: 'external',
  skills,
  availability: 'online',
  capacity: 1,
  effectClass: 'repeatable',
  config: {},
  ...more,
})

/** Facts with an agent that accepts tasks without required skills. */
export const factsOf = (more: Partial<LintFacts> = {}): LintFacts => ({
  agents: [agentOf('ash', ['writing', 'memory_search'])],
  aliases: new Map(),
  simulated: new Set(),
  now,
  people: null,
  isRepository: null,
  ...more,
})

/** A task without problems. */
export const soundTask = (key: string, more: Partial<TaskDefinition> = {}): TaskDefinition =>
  taskOf(key, { title: `Write chapter ${key}`, description: 'Done when it is there.', ...more })

/** A plan of tasks without problems; arguments override single fields. */
export const draftOf = (
  tasks: Record<string, Partial<TaskDefinition>>,
  more: Partial<PlanDocument> = {},
): PlanDocument =>
  planOf(
    Object.entries(tasks).map(([key, task]) => soundTask(key, task)),
    more,
  )

export const codesOf = (document: PlanDocument, facts = factsOf()): string[] =>
  lintPlan(document, facts).map(({ code }) => code)

/** The single finding with this code. */
export function findOnly(document: PlanDocument, code: string, facts = factsOf()): PlanFinding {
  const found = lintPlan(document, facts).filter((each) => each.code === code)
  expect(found.map(({ id }) => id)).toHaveLength(1)
  const [finding] = found
  if (finding === undefined) throw new Error(`There is no finding ${code}`)
  return finding
}

/**
 * Applies the fix with this name to the only finding with this code, and returns the document. Checks that the finding
 * is gone.
 */
export function mend(
  document: PlanDocument,
  [code, name]: readonly [code: string, name: string],
  facts = factsOf(),
): PlanDocument {
  const finding = findOnly(document, code, facts)
  const mended = applyFix(document, facts, { findingId: finding.id, fixId: `${finding.id}/${name}` })
  if (!mended.ok) throw new Error(mended.error.message)
  const after = lintPlan(mended.value, facts)
  expect(after.map(({ id }) => id)).not.toContain(finding.id)
  return mended.value
}

export const taskIn = ({ tasks }: PlanDocument, key: string): TaskDefinition | undefined =>
  tasks.find((task) => task.key === key)
