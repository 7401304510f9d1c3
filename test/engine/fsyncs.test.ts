import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { startRun } from './test-run.ts'

/**
 * Counts commits in the bytes of a write-ahead log (sqlite.org/fileformat2.html, section 4). The log has a header of
 * 32 bytes, then frames of 24 bytes and a page. In the last frame of a transaction, the size of the database is not 0.
 * With synchronous = FULL, each commit costs one fsync.
 */
function countCommits(file: string): number {
  const log = readFileSync(file)
  const frameSize = 24 + log.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at + frameSize <= log.length; at += frameSize)
    if (log.readUInt32BE(at + 4) > 0) commits += 1
  return commits
}

/** Number of commits for the tasks, with agents that finish immediately. */
async function commitsOf(tasks: TaskDefinition[], parallelLimit: number): Promise<number> {
  const harness = createHarness()
  await harness.register(agentOf('ann', { capacity: 1000 }))
  const log = `${harness.dataDir}/switchyard.sqlite-wal`
  // A checkpoint would restart the log.
  harness.store.db.pragma('wal_autocheckpoint = 0')
  const before = countCommits(log)
  const { runId } = await startRun(harness, planOf(tasks, { parallelLimit }))
  expect(harness.store.runs.find(runId)?.counts.done).toBe(tasks.length)
  return countCommits(log) - before
}

const chain = (length: number) =>
  Array.from({ length }, (_, at) => taskOf(`t${at}`, { dependsOn: at === 0 ? [] : [`t${at - 1}`] }))

function fan(width: number): TaskDefinition[] {
  const middle = Array.from({ length: width }, (_, at) => taskOf(`m${at}`, { dependsOn: ['first'] }))
  return [taskOf('first'), ...middle, taskOf('last', { dependsOn: middle.map(({ key }) => key) })]
}

function layers(count: number, width: number): TaskDefinition[] {
  return Array.from({ length: count * width }, (_, at) => {
    const layer = Math.floor(at / width)
    const dependsOn = [0, 1, 7].map((step) => `t${(layer - 1) * width + ((at + step) % width)}`)
    return taskOf(`t${at}`, { dependsOn: layer === 0 ? [] : dependsOn })
  })
}

describe('the number of commits, each with one fsync (P5)', () => {
  it('is at most 1.1 for each task of a chain', async () => {
    const short = await commitsOf(chain(50), 16)
    const long = await commitsOf(chain(250), 16)
    expect((long - short) / 200).toBeLessThanOrEqual(1.1)
    expect(short).toBeLessThanOrEqual(1.1 * 50 + 5)
  })

  it('is at most 0.2 for each task of a fan of 200, sixteen in parallel', async () => {
    expect(await commitsOf(fan(200), 16)).toBeLessThanOrEqual(0.2 * 202)
  })

  it('is at most 0.2 for each task of a layered graph, sixteen in parallel', async () => {
    expect(await commitsOf(layers(10, 48), 16)).toBeLessThanOrEqual(0.2 * 480)
  })
})
