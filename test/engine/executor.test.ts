import { describe, expect, it } from 'vitest'
import type { AgentAdapter, AttemptSignal } from '../../src-main/engine/ports.ts'
import { agentOf, createHandAgent, createHarness, createTempDir, planOf, taskOf } from '../support/engine.ts'

const adapterOf = (start: AgentAdapter['start']): AgentAdapter => ({ kind: 'scripted', start })

/** A signal with a wrong type, as from an external program. */
const anything = (value: unknown): AttemptSignal => JSON.parse('{}', () => value)

describe('a signal of an agent', () => {
  const wrong: Record<string, unknown> = {
    'a result that is no JSON': { type: 'result', result: { text: 'x', data: { n: 1n } } },
    'a result without text': { type: 'result', result: { data: null } },
    'progress that is no number': { type: 'progress', percent: Number.NaN },
    'a word that is not in the protocol': { type: 'shout' },
    nothing: null,
  }
  for (const [what, said] of Object.entries(wrong)) {
    it(`fails the attempt if it is ${what}`, async () => {
      const adapter = adapterOf(async function* () {
        yield anything(said)
      })
      const harness = createHarness({ adapter })
      await harness.register(agentOf('a'))
      const built = await harness.build(planOf([taskOf('1')]))
      await harness.settle()
      if (!built.ok) throw new Error(built.error.message)
      expect(harness.statuses(built.runId)).toEqual({ 1: 'failed' })
      const [attempt] = harness.store.attempts.listOfTask(built.runId, '1')
      expect(attempt?.failure).toMatchObject({
        reason: 'bad_output',
        message: expect.stringContaining('Invalid output of the agent'),
      })
    })
  }

  it('reaches the log completely and in order, in any amount', async () => {
    const adapter = adapterOf(async function* () {
      for (let line = 0; line < 5000; line += 1) yield { type: 'log', level: 'info', text: `line ${line}` }
      yield { type: 'result', result: { text: 'done', data: null } }
    })
    const harness = createHarness({ adapter })
    await harness.register(agentOf('a'))
    const built = await harness.build(planOf([taskOf('1')]))
    await harness.settle()
    if (!built.ok) throw new Error(built.error.message)
    const query = { runId: built.runId, taskKey: '1', after: 0, limit: 10_000 }
    const lines = harness.store.logLines.listAfter(query).map(({ text }) => text)
    expect(lines).toEqual(Array.from({ length: 5000 }, (_, line) => `line ${line}`))
    const events = harness.store.events.listNewest({
      before: Number.MAX_SAFE_INTEGER,
      limit: 1000,
      runId: built.runId,
    })
    const sizes = events.map(({ body }) => JSON.stringify(body).length)
    expect(Math.max(...sizes)).toBeLessThan(100_000)
  })
})

describe('an end that cannot be recorded', () => {
  it('is retried until it is recorded, and no task runs twice', async () => {
    const agent = createHandAgent()
    const harness = createHarness({ adapter: agent.adapter })
    await harness.register(agentOf('a'))
    const built = await harness.build(planOf([taskOf('1')]))
    await harness.settle()
    if (!built.ok) throw new Error(built.error.message)
    // SQLite reports a full disk.
    harness.store.db.pragma(`max_page_count = ${harness.store.db.pragma('page_count', { simple: true })}`)
    const filler = harness.store.db.prepare('CREATE TABLE filler (text TEXT)')
    expect(() => {
      filler.run()
      harness.store.db.prepare('INSERT INTO filler VALUES (hex(randomblob(1000000)))').run()
    }).toThrow(/full/)
    agent.finish('1', 'x'.repeat(1_000_000))
    await harness.clock.advance(3000)
    expect(harness.statuses(built.runId)).toEqual({ 1: 'in_progress' })
    harness.store.db.pragma('max_page_count = 1073741823')
    await harness.clock.advance(3000)
    await harness.settle()
    expect(harness.statuses(built.runId)).toEqual({ 1: 'done' })
    expect(agent.started).toEqual(['1'])
  })
})

describe('closing the engine', () => {
  it('records a result that arrives during the stop', async () => {
    const dataDir = createTempDir()
    const adapter = adapterOf(async function* (_, signal) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      yield { type: 'result', result: { text: 'in hand', data: null } }
    })
    const harness = createHarness({ dataDir, adapter })
    await harness.register(agentOf('a', { effectClass: 'once' }))
    const built = await harness.build(planOf([taskOf('1')]))
    await harness.settle()
    await harness.close()
    if (!built.ok) throw new Error(built.error.message)
    expect(createHarness({ dataDir }).statuses(built.runId)).toEqual({ 1: 'done' })
  })

  it('claims no task that would not start', async () => {
    const dataDir = createTempDir()
    const agent = createHandAgent()
    const harness = createHarness({ dataDir, adapter: agent.adapter })
    await harness.register(agentOf('a', { effectClass: 'once' }))
    const built = await harness.build(planOf([taskOf('1'), taskOf('2', { dependsOn: ['1'] })]))
    await harness.settle()
    harness.engine.pause()
    agent.finish('1')
    await harness.settle()
    await harness.close()
    if (!built.ok) throw new Error(built.error.message)
    const again = createHarness({ dataDir, adapter: createHandAgent().adapter })
    expect(again.statuses(built.runId)).toEqual({ 1: 'done', 2: 'todo' })
    await again.engine.dispatch({ type: 'engine.recover' })
    await again.settle()
    expect(again.statuses(built.runId)).toEqual({ 1: 'done', 2: 'in_progress' })
  })
})
