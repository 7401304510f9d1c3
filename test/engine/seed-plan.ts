import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import type { Harness } from './test-run.ts'

/** The example plan of the specification. */
export const example = (): PlanDocument =>
  planOf(
    [
      taskOf('task-001', {
        description: 'Summarize project onboarding logs',
        requiredSkills: ['summarization', 'memory_search'],
      }),
      taskOf('task-002', {
        description: "Reflect on the user's recent actions",
        requiredSkills: ['reflection', 'context_analysis'],
      }),
    ],
    { key: 'plan-87234', projectId: 'project-123' },
  )
export const ash = agentOf('ash', { skills: ['summarization', 'memory_search'] })
export const hal = agentOf('hal', { skills: ['reflection', 'context_analysis'] })

export async function harnessWith(...agents: Parameters<Harness['register']>) {
  const harness = createHarness()
  if (agents.length > 0) await harness.register(...agents)
  return harness
}
