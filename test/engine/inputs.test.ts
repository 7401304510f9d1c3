import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBlobs } from '../../src-main/base/blobs.ts'
import { createSecrets } from '../../src-main/base/secrets.ts'
import type { AgentAdapter, AttemptSignal } from '../../src-main/engine/ports.ts'
import {
  agentOf,
  createHarness,
  type HarnessOptions,
  instantAdapter,
  planOf,
  taskOf,
} from '../support/engine.ts'
import { requireReplayable } from './sound.ts'
import { eventsOf } from './test-run.ts'

const given = (text: string): AttemptSignal => ({
  type: 'given',
  input: { parts: [{ label: 'Prompt', text, form: 'text' }] },
})
const result: AttemptSignal = { type: 'result', result: { text: 'done', data: null } }
const adapterOf = (start: AgentAdapter['start']): AgentAdapter => ({ kind: 'scripted', start })

async function run(options: HarnessOptions, task = taskOf('a')) {
  const harness = createHarness(options)
  await harness.register(agentOf('ann'))
  const built = await harness.build(planOf([task]))
  if (!built.ok) throw new Error(built.error.message)
  await harness.settle()
  // Writing the input to disk does not depend on the manual clock.
  await harness.executor.idle()
  await harness.settle()
  return { harness, runId: built.runId }
}

describe('the input of an attempt', () => {
  it('is stored before it is sent to the agent, and can be read later', async () => {
    const seen: number[] = []
    let count = () => 0
    const adapter = adapterOf(async function* () {
      yield given('Cook the soup.')
      seen.push(count())
      yield result
    })
    const harness = createHarness({ adapter })
    count = () => eventsOf(harness, 'attempt.given').length
    await harness.register(agentOf('ann'))
    const built = await harness.build(planOf([taskOf('a')]))
    if (!built.ok) throw new Error(built.error.message)
    await harness.settle()
    await harness.executor.idle()
    expect(seen).toEqual([1])
    const [kept] = harness.store.attemptInputs.listOfAttempt(built.runId, 'a', 1)
    const bytes = await createBlobs(join(harness.dataDir, 'artifacts')).read(kept?.sha256 ?? '')
    expect(bytes?.length).toBe(kept?.bytes)
    expect(JSON.parse(String(bytes))).toEqual({
      parts: [{ label: 'Prompt', text: 'Cook the soup.', form: 'text' }],
    })
    requireReplayable(harness)
  })

  it('is stored for each attempt, and never in the log', async () => {
    let tries = 0
    const adapter = adapterOf(async function* () {
      tries += 1
      yield given(`Try ${tries}, with much text`)
      yield tries === 1 ? { type: 'failure', failure: { reason: 'agent_error', message: 'no' } } : result
    })
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 1, maxMs: 1000 }
    const { harness, runId } = await run({ adapter, keep: async () => 'hash' }, taskOf('a', { retry }))
    await harness.clock.advance(1000)
    await harness.settle()
    const listed = [1, 2].map((number) => harness.store.attemptInputs.listOfAttempt(runId, 'a', number))
    expect(listed.map((rows) => rows.length)).toEqual([1, 1])
    expect(JSON.stringify(harness.store.events.listAfter(0, 1000))).not.toContain('much text')
  })

  it('is stored without known secrets', async () => {
    const kept: string[] = []
    const adapter = adapterOf(async function* () {
      yield given('Log in with hunter2-hunter2.')
      yield result
    })
    const { hideIn } = createSecrets(['hunter2-hunter2'])
    const keep = async (bytes: Uint8Array) => {
      kept.push(Buffer.from(bytes).toString('utf8'))
      return 'hash'
    }
    await run({ adapter, hideIn, keep })
    expect(kept).toHaveLength(1)
    expect(kept[0]).not.toContain('hunter2')
  })

  it('adds neither a row nor an event if it is empty', async () => {
    const keep = () => Promise.reject(new Error('There is nothing to keep'))
    const { harness, runId } = await run({ adapter: instantAdapter, keep })
    expect(harness.statuses(runId)).toEqual({ a: 'done' })
    expect(eventsOf(harness, 'attempt.given')).toEqual([])
  })

  it('is not sent if it cannot be stored: the attempt fails before its agent starts', async () => {
    let hasBegun = false
    const adapter = adapterOf(async function* () {
      yield given('Cook.')
      hasBegun = true
      yield result
    })
    const keep = () => Promise.reject(new Error('The disk is full.'))
    const { harness, runId } = await run({ adapter, keep })
    expect([hasBegun, harness.statuses(runId)]).toEqual([false, { a: 'failed' }])
    const [attempt] = harness.store.attempts.listOfTask(runId, 'a')
    expect(attempt?.failure?.message).toBe('The disk is full.')
  })

  it('is no signal of the agent', async () => {
    const adapter = adapterOf(async function* (_context, signal) {
      yield given('Cook.')
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
      yield result
    })
    const keep = async () => 'hash'
    const harness = createHarness({ adapter, keep })
    await harness.register(agentOf('ann'))
    const built = await harness.build(planOf([taskOf('a', { timeouts: { startingMs: 1000 } })]))
    if (!built.ok) throw new Error(built.error.message)
    await harness.settle()
    expect(eventsOf(harness, 'attempt.given')).toHaveLength(1)
    await harness.clock.advance(1000)
    await harness.settle()
    const [attempt] = harness.store.attempts.listOfTask(built.runId, 'a')
    expect(attempt?.failure?.reason).toBe('start_timeout')
  })
})
