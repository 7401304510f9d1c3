import { describe, expect, it } from 'vitest'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { ash, harnessWith } from './seed-plan.ts'
import { refusalOf } from './test-run.ts'

describe('a refused build', () => {
  const chain = (...keys: string[]): TaskDefinition[] =>
    keys.map((key, at) => taskOf(key, { dependsOn: [keys.at(at - 1) ?? key] }))
  const cases: Record<string, { tasks: TaskDefinition[]; code: string; message: RegExp }> = {
    'a plan without tasks': { tasks: [], code: 'E_PLAN_SIZE', message: /no tasks/ },
    'two tasks with one id': {
      tasks: [taskOf('a'), taskOf('b'), taskOf('a')],
      code: 'E_DUPLICATE_ID',
      message: /\ba\b/,
    },
    'a dependency on a task that is not there, with both ids': {
      tasks: [taskOf('a'), taskOf('b', { dependsOn: ['a', 'ghost'] })],
      code: 'E_DEP_UNKNOWN',
      message: /\bb\b.*\bghost\b/,
    },
    'a task that waits for itself': {
      tasks: [taskOf('a', { dependsOn: ['a'] })],
      code: 'E_DEP_CYCLE',
      message: /a → a/,
    },
    'a cycle, printed as a path': {
      tasks: [taskOf('start'), ...chain('a', 'b', 'c')],
      code: 'E_DEP_CYCLE',
      message: /a → b → c → a|b → c → a → b|c → a → b → c/,
    },
    'a child that its own group waits for, printed as a path': {
      tasks: [
        taskOf('g', { kind: 'group', dependsOn: ['after'] }),
        taskOf('child', { parent: 'g' }),
        taskOf('after', { dependsOn: ['child'] }),
      ],
      code: 'E_DEP_CYCLE',
      message: /→/,
    },
    'a child of a group that is not there': {
      tasks: [taskOf('child', { parent: 'ghost' })],
      code: 'E_DEP_UNKNOWN',
      message: /\bchild\b.*\bghost\b/,
    },
    'a child of a task that is no group': {
      tasks: [taskOf('a'), taskOf('child', { parent: 'a' })],
      code: 'E_DEP_UNKNOWN',
      message: /\bchild\b.*\ba\b/,
    },
    'more than 100,000 tasks': {
      tasks: Array.from({ length: 100_001 }, (_, at) => taskOf(`t${at}`)),
      code: 'E_PLAN_SIZE',
      message: /100,?001.*100,?000/,
    },
  }
  it.each(Object.entries(cases))(
    '%s: changes nothing and reports the remedy',
    async (_, { tasks, code, message }) => {
      const harness = await harnessWith(ash)
      const command = { type: 'run.build', runId: 'run_x', memoryId: 'mem_x', plan: planOf(tasks) } as const
      const refused = await refusalOf(harness, command, 'command-1')
      expect(refused).toMatchObject({ code, message: expect.stringMatching(message) })
      expect(refused.hint).not.toBe('')
      expect(harness.engine.state.runs.size).toBe(0)
      const corrected = await harness.build(planOf([taskOf('a')]), 'command-1')
      expect(corrected.ok).toBe(true)
    },
  )
})
