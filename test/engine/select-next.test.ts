import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankOf } from '../../src-main/engine/run-state.ts'
import { listStartable } from '../../src-main/engine/select-next.ts'
import { compareTasks } from '../../src-main/scheduling/score.ts'
import { priorities } from '../../src-shared/model/task-definition.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'

const hourMs = 3_600_000

const taskShape = fc.record({
  priority: fc.constantFrom(...priorities),
  dueInHours: fc.option(fc.integer({ min: -100, max: 200 })),
  tags: fc.subarray(['api', 'web']),
  requiredSkills: fc.subarray(['backend', 'frontend'], { minLength: 1 }),
})
const runShape = fc.record({
  tasks: fc.array(taskShape, { minLength: 1, maxLength: 40 }),
  isPaused: fc.boolean(),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
})

describe('listStartable', () => {
  it('returns exactly the tasks of a full sort, in order', async () => {
    const property = fc.asyncProperty(
      fc.array(runShape, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 100 }),
      async (runs, limit) => {
        const harness = createHarness()
        const { engine, clock, limits } = harness
        const skills = ['backend', 'frontend']
        const capacity = 3
        await harness.register(
          agentOf('ann', { kind: 'external', skills, capacity }),
          agentOf('bob', { kind: 'external', skills: ['backend'], capacity }),
        )
        for (const { tasks, isPaused, timeZone } of runs) {
          const definitions = tasks.map(({ dueInHours, ...more }, index) => {
            const dueAt = dueInHours === null ? null : clock.now() + dueInHours * hourMs
            return taskOf(`t${index}`, { ...more, dueAt })
          })
          const built = await harness.build(planOf(definitions, { timeZone }))
          if (built.ok && isPaused) await engine.dispatch({ type: 'run.pause', runId: built.runId })
        }
        await clock.advance(30 * hourMs)

        const all = [...engine.state.runs.values()]
          .filter((run) => !run.isPaused)
          .flatMap((run) => [...run.todo].map((task) => ({ task, rank: rankOf(task, run.timeZone) })))
          .filter(({ task }) => task.agentId === 'ann' && task.definition.tags.includes('api'))
          .sort((a, b) => compareTasks(a.rank, b.rank, clock.now()))
        const startable = listStartable(engine.state, limits, {
          agentId: 'ann',
          isWanted: ({ definition }) => definition.tags.includes('api'),
          limit,
          at: clock.now(),
        })
        const keyOf = ({ definition, runId }: (typeof startable)[number]) => `${runId} ${definition.key}`
        expect(startable.map(keyOf)).toEqual(all.slice(0, limit).map(({ task }) => keyOf(task)))
        await harness.close()
      },
    )
    await fc.assert(property, { numRuns: 40 })
  })
})
