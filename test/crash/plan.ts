import type { BuildRequest } from '../../src-shared/contract/seed.ts'

/** A plan of the size and shape of a real one: 289 tasks, each depending on up to three of the dozen before it. */
export function largePlan(): BuildRequest {
  const tasks = Array.from({ length: 289 }, (_, index) => ({
    task_id: `t${index}`,
    description: `Task ${index}`,
    required_skills: [],
    depends_on: [1, 5, 11]
      .filter((back) => index - back >= 0 && (index + back) % 3 !== 0)
      .map((back) => `t${index - back}`),
  }))
  return { plan_id: 'crash-plan', parallel_limit: 4, tasks }
}
