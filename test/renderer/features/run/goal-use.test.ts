import { expect, it } from 'vitest'
import { measureUse } from '../../../../src-renderer/features/run/goal/goal-line.tsx'

const task = (
  key: string,
  status: 'done' | 'failed' | 'todo',
  dependsOn: string[] = [],
  skill = 'backend',
) => ({
  ...{ key, status, dependsOn, requiredSkills: [skill] },
})

it("the usage of a goal's limits counts its tasks, its longest chain, and consecutive failures", () => {
  const tasks = [
    task('a', 'failed'),
    task('b', 'done', ['a']),
    task('q', 'done', ['b'], 'escalation'),
    task('c', 'failed', ['q']),
    task('d', 'failed', ['b']),
    task('e', 'todo', ['d']),
  ]
  expect(measureUse(tasks)).toEqual({ tasks: 5, depth: 4, rounds: 2 })
  expect(measureUse([])).toEqual({ tasks: 0, depth: 0, rounds: 0 })
})
