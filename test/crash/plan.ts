import type { BuildRequest } from '../../src-shared/contract/compat/seed.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'

export const projectId = 'crash'
export const priceMinor = 10
/** Enough for about half of a run, so that the run repeatedly requests a higher budget. */
export const firstCapMinor = 1500

/** Cost of a task's work; never above the reservation. */
export const costOf = (taskKey: string): number => 1 + (Number(taskKey.slice(1)) % priceMinor)

export const witness: Agent = {
  id: 'witness',
  name: 'Witness',
  description: '',
  kind: 'model',
  skills: [],
  availability: 'online',
  capacity: 8,
  effectClass: 'repeatable',
  config: {},
  price: { amountMinor: priceMinor, currency: 'EUR' },
}

/**
 * A plan with the size and shape of a real plan: 289 tasks, each with up to three dependencies among the previous
 * twelve tasks.
 */
export function largePlan(): BuildRequest {
  const tasks = Array.from({ length: 289 }, (_, index) => ({
    task_id: `t${index}`,
    description: `Task ${index}`,
    required_skills: [],
    requires_approval: index % 12 === 7,
    depends_on: [1, 5, 11]
      .filter((back) => index - back >= 0 && (index + back) % 3 !== 0)
      .map((back) => `t${index - back}`),
  }))
  return { plan_id: 'crash-plan', parallel_limit: 8, project_id: projectId, tasks }
}
