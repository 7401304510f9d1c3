import { describe, expect, it } from 'vitest'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { explainRun } from '../../src-main/engine/views/explain-run.ts'
import { present } from '../../src-shared/assert.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'

const alias = { type: 'skills.alias', alias: 'postgres', skill: 'database' } as const

describe('an agent whose skill has an alias', () => {
  it('gets its task with the name that its program knows', async () => {
    const given: (readonly string[])[] = []
    const adapter: AgentAdapter = {
      kind: 'builtin',
      async *start({ requiredSkills }) {
        given.push(requiredSkills)
        yield { type: 'result', result: { text: 'Done', data: null } }
      },
    }
    const harness = createHarness({ adapter })
    await harness.register(agentOf('dba', { skills: ['postgres'] }))
    await harness.engine.dispatch(alias)
    await harness.build(planOf([taskOf('a', { requiredSkills: ['Postgres'] })]))
    await harness.settle()
    expect(given).toEqual([['postgres']])
  })

  it('is distinguished from an agent without the skill by its spelling with capitals', async () => {
    const harness = createHarness()
    await harness.register(agentOf('ops', { skills: ['chatops'] }))
    await harness.build(planOf([taskOf('a', { requiredSkills: ['ChatOps'] })]))
    const [run] = harness.engine.state.runs.values()
    const task = run?.tasks.get('a')
    expect(task).toMatchObject({ agentId: 'ops', definition: { requiredSkills: ['chatops'] } })
  })
})

describe('the explanation of a run', () => {
  it('proposes no skill that an agent has under an alias', async () => {
    const harness = createHarness()
    const skills = ['postgres']
    await harness.register(
      agentOf('dba', { kind: 'external', skills }),
      agentOf('cook', { kind: 'external' }),
    )
    await harness.engine.dispatch(alias)
    const tasks = [taskOf('a', { requiredSkills: ['database', 'cooking'], pin: 'dba' })]
    await harness.build(planOf(tasks))
    await harness.settle()
    const { engine, limits, clock } = harness
    const run = present([...engine.state.runs.values()][0], 'open run')
    const { actions } = explainRun(engine.state, limits, { run, at: clock.now() })
    expect(actions.flatMap((each) => (each.kind === 'add_skill' ? [each.skills] : []))).toEqual([['cooking']])
  })
})
