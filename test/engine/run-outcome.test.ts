import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../src-main/engine/rules/outcome.ts'
import { present } from '../../src-shared/assert.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { runOutcomes } from '../../src-shared/model/runs/run.ts'
import { statusOfOutcome } from '../../src-shared/model/runs/run-outcome.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { requireReplayable } from './sound.ts'
import { openStage, result, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

/** Outcome and gaps in the log. The run's row and a replay must agree. */
function endOf(stage: Stage) {
  const settled = eventsOf(stage, 'run.settled').at(-1)
  const { outcome, gaps, gapCount } = stage.run()
  expect({ outcome, gaps, gapCount }).toEqual({
    outcome: settled?.outcome,
    gaps: settled?.gaps,
    gapCount: settled?.gapCount,
  })
  requireReplayable(stage)
  return { outcome, gaps: gaps.map(({ kind, taskKey, name }) => [kind, taskKey, name]) }
}

const files = (...made: { name: string; missing?: string }[]) => {
  const artifacts: Json = made.map((file) => ({ text: 'x', ...file }))
  return { type: 'result', result: { text: 'made', data: { artifacts } } } as const
}

describe('the outcome of a run', () => {
  it('is unknown during the run, and succeeded when all requested work is done', async () => {
    const stage = await openStage([taskOf('a')])
    expect(stage.run()).toMatchObject({ outcome: null, gapCount: null })
    await stage.say('a', result())
    expect(endOf(stage)).toEqual({ outcome: 'succeeded', gaps: [] })
    expect(stage.run().status).toBe('done')
  })

  it('is succeeded with gaps if the newest version of a file is incomplete', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.say(
      'a',
      files({ name: 'x.md', missing: 'Its end.' }, { name: 'y.md', missing: 'Its start.' }),
    )
    await stage.say('b', files({ name: 'x.md' }))
    expect(endOf(stage)).toEqual({ outcome: 'succeeded_with_gaps', gaps: [['incomplete_file', 'a', 'y.md']] })
    expect(stage.run().gaps[0]).toMatchObject({ runId: stage.runId, message: 'Its start.' })
  })

  it('includes the missing parts of earlier files after a crash', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.say('a', files({ name: 'x.md', missing: 'Its end.' }))
    const next = await stage.crash()
    expect(outcomeOf(present(next.engine.state.runs.get(next.runId), 'run')).gaps).toHaveLength(1)
    await next.say('b', result())
    expect(endOf(next)).toEqual({ outcome: 'succeeded_with_gaps', gaps: [['incomplete_file', 'a', 'x.md']] })
  })

  it('is succeeded with gaps if a person accepted a result with a failed check', async () => {
    const doneWhen = [{ kind: 'schema', schema: { type: 'object' } } as const]
    const gate = { when: 'after', quorum: 1, onExpiry: 'reject' } as const
    const stage = await openStage([taskOf('a', { doneWhen, gate })])
    await stage.say('a', { type: 'result', result: { text: '', data: {} } })
    await stage.answer('a', 'edit')
    expect(endOf(stage)).toEqual({ outcome: 'succeeded_with_gaps', gaps: [['unchecked', 'a', 'Task a']] })
  })

  it('is succeeded with gaps if a requested part was left out, at the start or later', async () => {
    const stage = await openStage([taskOf('a')])
    const letter = { name: 'a letter to sponsors', message: 'No agent writes letters.' }
    const plan = planOf([taskOf('b', { requiresApproval: true })])
    const build = { type: 'run.build', runId: 'run_y', memoryId: 'mem_y', plan } as const
    await stage.act({ ...build, leftOut: [letter] })
    const parts = [letter, { name: 'a poster', message: 'No agent draws.' }]
    for (const runId of [stage.runId, 'run_y'] as const)
      await stage.act({ type: 'run.leave_out', runId, parts })
    const next = await stage.crash()
    await next.say('a', result())
    const gaps = [
      ['left_out', null, 'a letter to sponsors'],
      ['left_out', null, 'a poster'],
    ]
    expect(endOf(next)).toEqual({ outcome: 'succeeded_with_gaps', gaps })
    const other = present(next.engine.state.runs.get('run_y'), 'run_y')
    expect(outcomeOf(other).gaps.map(({ kind, taskKey, name }) => [kind, taskKey, name])).toEqual(gaps)
  })

  it('is failed if a task failed, and names the skipped tasks', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.fail('a')
    expect(endOf(stage)).toEqual({ outcome: 'failed', gaps: [['skipped', 'b', 'Task b']] })
    expect(stage.run().status).toBe('failed')
  })

  it('is rejected if a person rejected, also if another task failed', async () => {
    const stage = await openStage([taskOf('a', { requiresApproval: true }), taskOf('b')])
    await stage.fail('b')
    await stage.answer('a', 'reject')
    expect(endOf(stage).outcome).toBe('rejected')
    expect(stage.run().status).toBe('failed')
  })

  it('is cancelled if a person cancelled the run, whatever else happened', async () => {
    const stage = await openStage([taskOf('a', { requiresApproval: true }), taskOf('b'), taskOf('c')])
    await stage.fail('b')
    await stage.answer('a', 'reject')
    await stage.act({ type: 'run.cancel', runId: stage.runId })
    expect(endOf(stage).outcome).toBe('cancelled')
  })

  it('determines the final status of the run', () => {
    expect(runOutcomes.map(statusOfOutcome)).toEqual(['done', 'done', 'failed', 'failed', 'cancelled'])
  })
})

describe('a handled failure', () => {
  it('does not fail the run: a task with the condition failure succeeded after it', async () => {
    const stage = await openStage([taskOf('a'), taskOf('fix', { dependsOn: ['a'], condition: 'failure' })])
    await stage.fail('a')
    await stage.say('fix', result())
    expect(endOf(stage)).toEqual({ outcome: 'succeeded', gaps: [] })
  })

  it('also counts as handled for the group', async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group' }),
      taskOf('a', { parent: 'g' }),
      taskOf('fix', { dependsOn: ['g'], condition: 'failure' }),
    ])
    await stage.fail('a')
    await stage.say('fix', result())
    expect(endOf(stage).outcome).toBe('succeeded')
  })

  it.each(['always', "status('a') == 'failed'"])(
    'is not handled by a task with the condition %s',
    async (condition) => {
      const stage = await openStage([taskOf('a'), taskOf('tell', { dependsOn: ['a'], condition })])
      await stage.fail('a')
      await stage.say('tell', result())
      expect(endOf(stage).outcome).toBe('failed')
    },
  )

  it('is not handled if its handler failed', async () => {
    const stage = await openStage([taskOf('a'), taskOf('fix', { dependsOn: ['a'], condition: 'failure' })])
    await stage.fail('a')
    await stage.fail('fix')
    expect(endOf(stage).outcome).toBe('failed')
  })
})

describe('a skipped task', () => {
  it('is no gap if its condition, or the condition of all its dependencies, was false', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('fix', { dependsOn: ['a'], condition: 'failure' }),
      taskOf('tell', { dependsOn: ['fix'] }),
      taskOf('g', { kind: 'group', dependsOn: ['fix'] }),
      taskOf('in-g', { parent: 'g' }),
    ])
    await stage.say('a', result())
    expect(stage.tasks()).toMatchObject({ fix: 'skipped', tell: 'skipped', g: 'skipped', 'in-g': 'skipped' })
    expect(endOf(stage)).toEqual({ outcome: 'succeeded', gaps: [] })
  })
})
