import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { present } from '../../src-shared/assert.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { measureWorkflow, type RecordedTask, readWorkflow } from '../support/wfcommons.ts'
import { startRun } from './test-run.ts'

const ours = join(import.meta.dirname, '../fixtures/wfcommons/two-lanes.json')
const data = join(import.meta.dirname, '../../../shared/data/wfinstances')
if (!existsSync(data)) console.log('skipped: ../shared/data is not present')

/**
 * Recordings from real machines: an astronomy mosaic, a wide and shallow workflow, and a workflow with isolated and
 * empty tasks.
 */
const recorded = [
  'montage-chameleon-2mass-005d-001.json',
  '1000genome-chameleon-4ch-100k-001.json',
  'rnaseq-dirt02-001.json',
]

/** Factor of the recorded durations. The clock is manual, so the test does not wait. */
const scale = 0.01

/** Runs a workflow with `workers` agents of capacity 1. Each attempt takes its recorded duration. */
async function rehearse(tasks: readonly RecordedTask[], workers: number) {
  const durations = new Map(tasks.map(({ key, durationMs }) => [key, durationMs]))
  const ends: number[] = []
  const adapter: AgentAdapter = {
    kind: 'scripted',
    async *start({ taskKey }, signal) {
      const durationMs = present(durations.get(taskKey), `duration of ${taskKey}`)
      ends.push(harness.clock.now() + durationMs)
      await harness.clock.sleep(durationMs, signal)
      yield { type: 'result', result: { text: `did ${taskKey}`, data: null } }
    },
  }
  const harness = createHarness({ adapter, globalLimit: workers })
  const agents = Array.from({ length: workers }, (_, index) => agentOf(`worker-${index}`, { capacity: 1 }))
  await harness.register(...agents)
  const definitions = tasks.map(({ key, title, dependsOn }) =>
    taskOf(key, { title, dependsOn: [...dependsOn] }),
  )
  const { runId } = await startRun(harness, planOf(definitions, { parallelLimit: workers }))
  // Advances from end to end, because a task that becomes ready must start at that instant.
  for (let next = Math.min(...ends); next < Number.POSITIVE_INFINITY; next = Math.min(...ends)) {
    for (let at = ends.indexOf(next); at >= 0; at = ends.indexOf(next)) ends.splice(at, 1)
    await harness.clock.advance(next - harness.clock.now())
    await harness.settle()
  }
  return { run: present(harness.store.runs.find(runId), 'run'), rows: harness.store.tasks.listOfRun(runId) }
}

async function requireGrahamBounds(file: string, workers: number): Promise<void> {
  const tasks = readWorkflow(readFileSync(file, 'utf8'), scale)
  const { workMs, criticalMs } = measureWorkflow(tasks)
  const { run, rows } = await rehearse(tasks, workers)
  expect(run.status).toBe('done')

  const times = new Map(
    rows.map(({ definition, startedAt, endedAt }) => [
      definition.key,
      { from: present(startedAt, definition.key), to: present(endedAt, definition.key) },
    ]),
  )
  const timeOf = (key: string) => present(times.get(key), `times of ${key}`)
  for (const { key, dependsOn, durationMs } of tasks) {
    expect(timeOf(key).to - timeOf(key).from).toBe(durationMs)
    for (const from of dependsOn) expect(timeOf(key).from).toBeGreaterThanOrEqual(timeOf(from).to)
  }

  const makespan = present(run.endedAt, 'end of the run') - run.createdAt
  expect(makespan).toBeGreaterThanOrEqual(Math.max(criticalMs, workMs / workers))
  expect(makespan).toBeLessThanOrEqual(criticalMs + workMs / workers)
}

describe('the makespan of a recorded workflow is between max(critical path, work / N) and their sum', () => {
  it.each([1, 2, 3])('for two lanes of different length on %i workers', (workers) =>
    requireGrahamBounds(ours, workers),
  )

  it
    .skipIf(!existsSync(data))
    .each(recorded.flatMap((name) => [4, 16].map((workers) => ({ name, workers }))))(
    'for $name on $workers workers',
    ({ name, workers }) => requireGrahamBounds(join(data, name), workers),
  )
})
