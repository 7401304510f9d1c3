import { describe, expect, it } from 'vitest'
import { taskOf } from '../support/engine.ts'
import { openStage, result, type Stage } from './stage.ts'

const minute = 60_000
const error = 50

/** Blocks all writes, like a full disk, until the returned function is called. */
function fillDisk({ store }: Stage): () => void {
  store.db.pragma('query_only = 1')
  return () => store.db.pragma('query_only = 0')
}

/** Counts further ticks; `tick` replaces the real tick. */
function countTicks({ engine }: Stage, tick?: () => Promise<never>): () => number {
  const { dispatch } = engine
  let ticks = 0
  const counted: typeof dispatch = (command, options) => {
    if (command.type !== 'engine.tick') return dispatch(command, options)
    ticks += 1
    return tick === undefined ? dispatch(command, options) : tick()
  }
  Object.assign(engine, { dispatch: counted })
  return () => ticks
}

/** Advances the clock in steps, so that several pauses can start and end. */
async function pass({ wait }: Stage, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) await wait(Math.min(left, 1000))
}

const errorsOf = ({ logged }: Stage) => logged.filter(({ level }) => level >= error)

/** A run with a task that fails after an hour in the queue. */
const openTimed = () =>
  openStage([taskOf('a', { requiredSkills: ['rare'], timeouts: { queuedMs: 60 * minute } }), taskOf('b')])

describe('a failed tick', () => {
  it('is retried after increasing delays of at most a minute', async () => {
    const stage = await openTimed()
    const ticks = countTicks(stage)
    const empty = fillDisk(stage)
    await stage.wait(60 * minute)
    expect(ticks()).toBe(1)
    await pass(stage, minute)
    expect(ticks()).toBeGreaterThan(4)
    expect(ticks()).toBeLessThan(10)
    const before = ticks()
    await pass(stage, 10 * minute)
    expect(ticks() - before).toBeLessThanOrEqual(20)
    expect(ticks() - before).toBeGreaterThanOrEqual(10)
    empty()
    await pass(stage, minute)
    expect(stage.tasks().a).toBe('failed')
  })

  it('writes one log entry per cause and minute, with the number of omitted repeats', async () => {
    const stage = await openTimed()
    fillDisk(stage)
    await stage.wait(60 * minute)
    await pass(stage, minute - 1)
    expect(errorsOf(stage)).toHaveLength(1)
    await pass(stage, 9 * minute)
    expect(errorsOf(stage).length).toBeLessThanOrEqual(10)
    expect(errorsOf(stage)[1]?.repeats).toBeGreaterThan(3)
    expect(errorsOf(stage)[0]?.err?.message).toContain('readonly')
  })

  it('is not retried earlier because of other commands', async () => {
    const stage = await openTimed()
    const ticks = countTicks(stage, () => Promise.reject(new Error('broken')))
    await stage.wait(60 * minute)
    for (let times = 0; times < 20; times += 1) {
      await stage.act({ type: times % 2 === 0 ? 'run.pause' : 'run.resume', runId: stage.runId })
      await stage.wait(1)
    }
    expect(ticks()).toBe(1)
  })
})

describe('an unrecorded end', () => {
  it('is retried after increasing delays and recorded when the disk has space', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')])
    const empty = fillDisk(stage)
    await stage.say('a', result())
    await stage.say('b', result())
    await pass(stage, 10 * minute)
    expect(errorsOf(stage).length).toBeLessThanOrEqual(2 * 11)
    empty()
    await pass(stage, minute)
    expect(stage.tasks()).toEqual({ a: 'done', b: 'done' })
  })
})
