import pino from 'pino'
import { expect, it } from 'vitest'
import { createKnowledge } from '../../src-main/app/agents/knowledge.ts'
import { createBuildLogs } from '../../src-main/engine/build-log.ts'
import type { AttemptSignal } from '../../src-main/engine/ports.ts'
import { present } from '../../src-shared/assert.ts'
import { taskOf } from '../support/engine.ts'
import { requireReplayable } from './sound.ts'
import { openStage, type Stage } from './stage.ts'

const watch = ({ engine, store }: Stage) => createBuildLogs({ engine, store, log: pino({ level: 'silent' }) })
const logOf = (stage: Stage) => present(stage.store.memory.find(stage.run().buildLogId ?? ''), 'build log')
const saved: AttemptSignal = {
  type: 'result',
  result: {
    text: 'The tomatoes are planted',
    data: { artifacts: [{ name: 'bed.md', text: 'x', missing: 'The north side.' }] },
  },
}

async function endRun(stage: Stage): Promise<void> {
  await stage.say('a', { type: 'usage', spent: { amountMinor: 250, currency: 'EUR' } }, saved)
  await stage.fail('b')
  await stage.settle()
}

const ended = {
  plan_id: 'plan-1',
  delegated_tasks: [{ task_id: 'a' }, { task_id: 'b' }],
  unassigned_tasks: [],
  timestamp: expect.any(String),
  outcome: 'failed',
  ended_at: expect.any(String),
  results: [
    { task_id: 'a', status: 'done', agent: 'ann', result: 'The tomatoes are planted', files: ['bed.md'] },
    { task_id: 'b', status: 'failed', reason: 'broke', files: [] },
  ],
  files: ['bed.md'],
  cost: [{ currency: 'EUR', amount_minor: 250 }],
  gaps: [{ kind: 'incomplete_file', task_id: 'a', name: 'bed.md', message: 'The north side.' }],
  gap_count: 1,
}

it('a build log shows outcome, results, files, cost, gaps and end of its run', async () => {
  const stage = await openStage([taskOf('a'), taskOf('b')])
  const logs = watch(stage)
  expect(logOf(stage).content).not.toHaveProperty('outcome')
  await endRun(stage)
  await logs.close()
  expect(logOf(stage).content).toMatchObject(ended)
  requireReplayable(stage)
})

it('a build log that is incomplete after a crash is completed at the next start', async () => {
  const first = await openStage([taskOf('a'), taskOf('b')])
  await endRun(first)
  const stage = await first.crash()
  await watch(stage).close()
  expect(logOf(stage).content).toMatchObject(ended)
  requireReplayable(stage)
})

it('results of a run are found in memory; the word "build" alone finds no build log', async () => {
  const stage = await openStage([taskOf('a'), taskOf('b')])
  const logs = watch(stage)
  await endRun(stage)
  await logs.close()
  const { searchMemory } = createKnowledge(stage.store)
  const find = async (...words: string[]) =>
    (await searchMemory({ words, projectId: null, limit: 5 })).map(({ type }) => type)
  expect(await find('tomatoes')).toEqual(['build_log'])
  expect(await find('build', 'unrelated')).toEqual([])
})
