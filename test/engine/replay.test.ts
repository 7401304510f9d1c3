import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replay } from '../../src-main/engine/replay.ts'
import { agentOf, createTempDir, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { judgeLog } from './log-judge.ts'
import { life, live } from './random-life.ts'
import { startScene } from './scene.ts'

const seed = Number(process.env.SWITCHYARD_SEED ?? Date.now() % 2_147_483_647)
const lives = Number(process.env.SWITCHYARD_LIVES ?? 200)

describe('whatever happens in whatever order', () => {
  it(
    `keeps the invariants, can be explained, loaded and replayed (${lives} lives, SWITCHYARD_SEED=${seed})`,
    async () => {
      let events = 0
      let over = 0
      const property = fc.asyncProperty(life, async (each) => {
        const seen = await live(each)
        events += seen.events
        over += seen.over
      })
      await fc.assert(property, { seed, numRuns: lives })
      console.log(`${lives} lives, seed ${seed}: ${events} events, ${over} changes of run status`)
      // A suite in which nothing happens proves nothing.
      expect(events).toBeGreaterThan(lives * 20)
      expect(over).toBeGreaterThan(lives)
    },
    60_000 + lives * 200,
  )
})

describe('the judge of logs', () => {
  /** A log that is right, to be broken in one place. */
  async function log() {
    const agents = [agentOf('ann', { capacity: 1 })]
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { agents })
    await scene.finish('a')
    await scene.finish('b')
    return scene.store.events.listAfter(0, 1000)
  }
  const renumbered = (events: Awaited<ReturnType<typeof log>>) =>
    events.map((event, at) => ({ ...event, seq: at + 1 }))

  it('finds nothing in a log that is right', async () => {
    expect(judgeLog(await log(), { global: 8 })).toEqual([])
  })

  it('finds a start before the end of a dependency (E1)', async () => {
    const events = await log()
    const late = events.filter(({ body }) => body.type !== 'attempt.finished' || body.taskKey !== 'a')
    expect(judgeLog(renumbered(late), { global: 8 }).join()).toContain('E1')
  })

  it('finds a second live attempt (E2), a second end (E3) and too many at once (E4)', async () => {
    const events = await log()
    const twice = (type: string) =>
      renumbered(events.flatMap((event) => (event.body.type === type ? [event, event] : [event])))
    expect(judgeLog(twice('attempt.started'), { global: 8 }).join()).toContain('E2')
    expect(judgeLog(twice('attempt.finished'), { global: 8 }).join()).toContain('E3')
    expect(judgeLog(events, { global: 0 }).join()).toContain('E4')
  })
})

describe('replaying a log into an empty store', () => {
  it('gives the same tables, and gives the same again from the copy (E8)', async () => {
    const cost = { amountMinor: 5, currency: 'EUR' }
    const tasks = [
      taskOf('a', { requiredSkills: ['cooking'], cost }),
      taskOf('b', { dependsOn: ['a'], requiresApproval: true, cost }),
      taskOf('g', { kind: 'group' }),
      taskOf('c', { parent: 'g', requiredSkills: ['flying'] }),
    ]
    const scene = await startScene(tasks, {
      agents: [agentOf('ann', { capacity: 9, skills: ['cooking'] })],
      plan: { budget: { amountMinor: 100, currency: 'EUR' } },
    })
    await scene.engine.dispatch({ type: 'skills.alias', alias: 'chef', skill: 'cooking' })
    const document = planOf([taskOf('p')], { title: 'Published' })
    await scene.engine.dispatch({
      type: 'plans.publish',
      plans: [{ planId: 'plan_1', document }],
      warnings: [],
    })
    const attemptId = scene.attempt('a')
    const lines = [
      { level: 'info', text: 'one' },
      { level: 'warn', text: 'two' },
    ] as const
    await scene.engine.dispatch({ type: 'attempt.report', attemptId, percent: 12.5, lines })
    await scene.finish('a')
    await scene.answer('b', 'approve', 'a “note”\n\u0000 with oddities')
    await scene.cancel()
    const before = scene.store.dumpProjections()
    for (const [table, rows] of Object.entries(before)) expect(rows, table).not.toBe('')
    const copy = openTestStore(createTempDir())
    replay(scene.store, copy)
    expect(copy.dumpProjections()).toEqual(before)
    expect(copy.events.listAfter(0, 1000)).toEqual(scene.store.events.listAfter(0, 1000))
    const copyOfCopy = openTestStore(createTempDir())
    replay(copy, copyOfCopy)
    expect(copyOfCopy.dumpProjections()).toEqual(before)
    copy.close()
    copyOfCopy.close()
  })

  it('leaves what it reads as it was', async () => {
    const scene = await startScene([taskOf('a')])
    const before = scene.store.dumpProjections()
    const copy = openTestStore(createTempDir())
    replay(scene.store, copy)
    copy.close()
    expect(scene.store.dumpProjections()).toEqual(before)
    await scene.finish('a')
    expect(scene.run().status).toBe('done')
  })
})
