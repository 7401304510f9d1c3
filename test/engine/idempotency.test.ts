import { describe, expect, it } from 'vitest'
import { memoryIdSchema } from '../../src-shared/ids.ts'
import { createHarness } from '../support/engine.ts'
import { ash, example, hal, harnessWith } from './seed-plan.ts'
import { eventsOf, refusalOf } from './test-run.ts'

describe('a repeated build', () => {
  it('with the same id returns the first answer and creates no second run', async () => {
    const harness = await harnessWith(ash, hal)
    const first = await harness.build(example(), 'build-1')
    await harness.settle()
    const before = harness.store.events.lastSeq()
    const again = await harness.build(example(), 'build-1')
    expect(again).toEqual(first)
    expect(harness.store.events.lastSeq()).toBe(before)
    expect(harness.store.runs.listNewest(10)).toHaveLength(1)
  })

  it('with the same id after a restart returns the first answer', async () => {
    const harness = await harnessWith(ash, hal)
    const first = await harness.build(example(), 'build-1')
    await harness.close()
    const next = createHarness({ dataDir: harness.dataDir })
    expect(await next.build(example(), 'build-1')).toEqual(first)
    expect(next.store.runs.listNewest(10)).toHaveLength(1)
  })

  it('100 times in parallel with one id creates one run and returns 100 equal answers (D8)', async () => {
    const harness = await harnessWith(ash, hal)
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => harness.build(example(), 'build-1')))
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(outcomes[0]?.ok).toBe(true)
    expect(harness.store.runs.listNewest(10)).toHaveLength(1)
    expect(eventsOf(harness, 'memory.remembered')).toHaveLength(1)
  })

  it('with the same id and another body is refused with the time of the first use', async () => {
    const harness = await harnessWith(ash, hal)
    await harness.build(example(), 'build-1')
    await harness.clock.advance(60_000)
    await harness.settle()
    const other = { ...example(), title: 'Another plan' }
    const memoryId = memoryIdSchema.parse('mem_x')
    const command = { type: 'run.build', runId: 'run_x', memoryId, plan: other } as const
    const refused = await refusalOf(harness, command, 'build-1')
    expect(refused).toMatchObject({
      code: 'E_IDEMPOTENCY_MISMATCH',
      message: expect.stringContaining('2026-01-01T00:00:00'),
    })
  })

  it('with the same id for another kind of command is refused', async () => {
    const harness = await harnessWith(ash, hal)
    await harness.build(example(), 'command-1')
    await harness.settle()
    const refused = await refusalOf(harness, { type: 'run.cancel', runId: 'run_x' }, 'command-1')
    expect(refused.code).toBe('E_IDEMPOTENCY_MISMATCH')
  })

  it('without an id creates a new run each time', async () => {
    const harness = await harnessWith(ash, hal)
    await harness.build(example())
    await harness.build(example())
    expect(harness.store.runs.listNewest(10)).toHaveLength(2)
  })
})
