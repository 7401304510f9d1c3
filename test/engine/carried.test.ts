import { describe, expect, it } from 'vitest'
import { replay } from '../../src-main/engine/replay.ts'
import type { RunId } from '../../src-shared/ids.ts'
import { createTempDir, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { type Harness, startTestRun } from './test-run.ts'

const fromRunId: RunId = 'run_before'
const carry = (taskKey: string, text = `${taskKey} as it was`) =>
  ({
    ...{ taskKey, fromRunId, agentId: 'ann' },
    result: { text, data: { n: 1 } },
  }) as const

const plan = planOf([
  taskOf('a'),
  taskOf('b', { dependsOn: ['a'], requiresApproval: true }),
  taskOf('g', { kind: 'group', dependsOn: ['a'] }),
  taskOf('in', { parent: 'g' }),
  taskOf('c', { dependsOn: ['b', 'g'] }),
])

async function again(testRun: Harness, keys: readonly string[], runId: RunId = 'run_again') {
  const outcome = await testRun.engine.dispatch({
    ...{ type: 'run.build', runId, memoryId: 'mem_again', plan },
    carried: keys.map((key) => carry(key)),
  })
  await testRun.settle()
  return outcome
}

describe('a run with reused results of an earlier run', () => {
  it('runs only the remaining tasks, passes the reused results on, and names their source', async () => {
    const testRun = await startTestRun([taskOf('other')])
    await again(testRun, ['a', 'b', 'in'])
    expect(testRun.statuses('run_again')).toEqual({
      a: 'done',
      b: 'done',
      g: 'done',
      in: 'done',
      c: 'in_progress',
    })
    const context = testRun.hand.waiting().find(({ runId }) => runId === 'run_again')
    expect(context?.dependencies.map(({ key, result }) => [key, result?.text])).toContainEqual([
      'b',
      'b as it was',
    ])
    const kept = testRun.store.tasks.find('run_again', 'b')
    expect(kept).toMatchObject({
      attempts: 0,
      agentId: 'ann',
      approvalId: null,
      reason: { code: 'carried', runId: fromRunId },
    })
    expect(testRun.store.attempts.listOfTask('run_again', 'b')).toEqual([])
  })

  it('ends immediately without remaining tasks, and assigns nothing', async () => {
    const testRun = await startTestRun([taskOf('other')])
    await again(testRun, ['a', 'b', 'in', 'c'])
    expect(testRun.store.runs.find('run_again')?.status).toBe('done')
    expect(testRun.engine.state.agents.get('ann')?.promised).toBe(0)
  })

  it('is refused for an unknown task, a group, and a task that is named twice', async () => {
    const testRun = await startTestRun([taskOf('other')])
    for (const keys of [['zzz'], ['g'], ['a', 'a']]) {
      expect(await again(testRun, keys)).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } })
    }
    expect(testRun.store.runs.find('run_again')).toBeNull()
  })

  it('is unchanged after a replay of the log, and after a restart', async () => {
    const testRun = await startTestRun([taskOf('other')])
    await again(testRun, ['a', 'in'])
    await testRun.answer('b', 'approve').catch(() => null)
    const before = testRun.store.dumpProjections()
    const copy = openTestStore(createTempDir())
    await replay(testRun.store, copy)
    expect(copy.dumpProjections()).toEqual(before)
    copy.close()
  })
})

describe('a task that waits for its retry', () => {
  const retry = { maxAttempts: 2, firstMs: 60_000, factor: 1, maxMs: 60_000 }

  it('is retried immediately on request, and its timer starts no second attempt', async () => {
    const testRun = await startTestRun([taskOf('a', { retry })])
    await testRun.fail('a')
    expect(testRun.working()).toEqual([])
    const { runId } = testRun
    expect(await testRun.engine.dispatch({ type: 'task.hurry', runId, taskKey: 'a' })).toMatchObject({
      ok: true,
    })
    await testRun.settle()
    expect(testRun.working()).toEqual(['a'])
    await testRun.clock.advance(120_000)
    await testRun.settle()
    expect(testRun.task('a')).toMatchObject({ status: 'in_progress', attempts: 2 })
  })

  it('is the only task that can be retried immediately', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    for (const taskKey of ['a', 'b', 'zzz']) {
      const { runId } = testRun
      expect(await testRun.engine.dispatch({ type: 'task.hurry', runId, taskKey })).toMatchObject({
        ok: false,
      })
    }
  })
})
