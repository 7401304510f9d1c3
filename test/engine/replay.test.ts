import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noFacts } from '#shared/model/decisions/decision-facts.ts'
import { replay } from '../../src-main/engine/replay.ts'
import { liveSeed } from '../prove/live-seed.ts'
import { agentOf, createTempDir, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { judgeLog } from './log-judge.ts'
import { createTestRun, startTestRun } from './test-run.ts'

/** A fixed seed; `npm run prove:sim` uses new seeds. */
const seed = Number(process.env.SWITCHYARD_SEED ?? 1)
const lives = Number(process.env.SWITCHYARD_LIVES ?? 60)

describe('any sequence of actions', () => {
  it(
    `keeps E1-E10, ends, and can be loaded and replayed (${lives} lives, SWITCHYARD_SEED=${seed})`,
    async () => {
      let done = 0
      let quiet = 0
      for (let at = 0; at < lives; at += 1) {
        const { lived, fault } = await liveSeed(seed + at)
        expect(fault, `npm run prove:sim -- --seeds 1 --seed ${seed + at}`).toBeNull()
        done += lived?.done ?? 0
        if (lived?.done === 0) quiet += 1
      }
      console.log(`${lives} lives from seed ${seed}: ${done} tasks done, nothing done in ${quiet} lives`)
      // D12: a suite without finished work proves nothing.
      expect(done).toBeGreaterThan(lives * 2)
      expect(quiet).toBeLessThan(lives / 3)
    },
    60_000 + lives * 1000,
  )

  it('gives the same log byte for byte in a second run', async () => {
    for (const each of [1, 2, 3, 4, 5].map((more) => seed + more)) {
      const [first, second] = [await liveSeed(each), await liveSeed(each)]
      expect(second.lived?.hash).toBe(first.lived?.hash)
    }
  })
})

describe('the deciding folders (E10)', () => {
  it.each(['engine', 'scheduling', 'assignment', 'governance'])(
    '%s contain no clock and no randomness',
    (folder) => {
      const root = join(import.meta.dirname, '../../src-main', folder)
      const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.ts'),
      )
      expect(files.length).toBeGreaterThan(0)
      const banned =
        /Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|setImmediate|performance\.now|randomUUID/
      const found = files.filter((name) => banned.test(readFileSync(join(root, name), 'utf8')))
      expect(found).toEqual([])
    },
  )
})

describe('the log judge', () => {
  /** A correct log. Each test breaks one entry. */
  async function log() {
    const agents = [agentOf('ann', { capacity: 1 })]
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { agents })
    await testRun.finish('a')
    await testRun.finish('b')
    return testRun.store.events.listAfter(0, 1000)
  }
  const renumbered = (events: Awaited<ReturnType<typeof log>>) =>
    events.map((event, at) => ({ ...event, seq: at + 1 }))

  it('finds nothing in a correct log', async () => {
    expect(judgeLog(await log(), { global: 8 })).toEqual([])
  })

  it('finds a start before the end of a dependency (E1)', async () => {
    const events = await log()
    const late = events.filter(({ body }) => body.type !== 'attempt.finished' || body.taskKey !== 'a')
    expect(judgeLog(renumbered(late), { global: 8 }).join()).toContain('E1')
  })

  it('finds a second live attempt (E2), a second end (E3) and too many parallel attempts (E4)', async () => {
    const events = await log()
    const twice = (type: string) =>
      renumbered(events.flatMap((event) => (event.body.type === type ? [event, event] : [event])))
    expect(judgeLog(twice('attempt.started'), { global: 8 }).join()).toContain('E2')
    expect(judgeLog(twice('attempt.finished'), { global: 8 }).join()).toContain('E3')
    expect(judgeLog(events, { global: 0 }).join()).toContain('E4')
  })
})

/** A goal whose first task is done, and the decision after this task. */
async function decideOnce(testRun: Awaited<ReturnType<typeof startTestRun>>): Promise<void> {
  const runId = 'run_goal'
  await testRun.engine.dispatch({
    type: 'run.build',
    runId,
    memoryId: 'mem_goal',
    plan: planOf([taskOf('task-001', { requiredSkills: ['cooking'] })]),
    goal: { text: 'Be well fed', decider: 'rules' },
  })
  await testRun.settle()
  await createTestRun(testRun, testRun.hand, runId).finish('task-001')
  await testRun.engine.dispatch({
    type: 'decision.record',
    runId,
    after: 'task-001',
    decider: 'rules',
    model: null,
    prompt: 'What next?',
    raw: 'nothing',
    proposed: null,
    failure: 'It said nothing.',
    artifacts: [],
    facts: noFacts,
    spent: null,
  })
}

describe('a replay of a log into an empty store', () => {
  it('gives equal tables, also from the copy (E8)', async () => {
    const cost = { amountMinor: 5, currency: 'EUR' }
    const tasks = [
      taskOf('a', { requiredSkills: ['cooking'], cost }),
      taskOf('b', { dependsOn: ['a'], requiresApproval: true, cost }),
      taskOf('g', { kind: 'group' }),
      taskOf('c', { parent: 'g', requiredSkills: ['flying'] }),
    ]
    const testRun = await startTestRun(tasks, {
      agents: [agentOf('ann', { capacity: 9, skills: ['cooking'] })],
      plan: { budget: { amountMinor: 100, currency: 'EUR' } },
    })
    await testRun.engine.dispatch({ type: 'skills.alias', alias: 'chef', skill: 'cooking' })
    const project = { id: 'supper', name: 'Supper', folder: null, archivedAt: null }
    await testRun.engine.dispatch({ type: 'project.save', project })
    const document = planOf([taskOf('p')], { title: 'Published' })
    await testRun.engine.dispatch({
      type: 'plans.publish',
      plans: [{ planId: 'plan_1', document }],
      warnings: [],
    })
    const renamed = { ...document, title: 'Renamed' }
    await testRun.engine.dispatch({
      type: 'plans.publish',
      plans: [{ planId: 'plan_2', document: renamed }],
      warnings: [],
      replaces: 'plan_1',
      label: { name: 'Renamed', note: null, by: 'me' },
    })
    await testRun.engine.dispatch({ type: 'plans.remove', planId: 'plan_2' })
    await testRun.engine.dispatch({ type: 'plans.restore', planId: 'plan_2' })
    const attemptId = testRun.attempt('a')
    const lines = [
      { level: 'info', text: 'one' },
      { level: 'warn', text: 'two' },
    ] as const
    const input = { sha256: '0'.repeat(64), bytes: 12 }
    await testRun.engine.dispatch({ type: 'attempt.give', attemptId, input })
    await testRun.engine.dispatch({ type: 'attempt.report', attemptId, percent: 12.5, lines })
    await testRun.finish('a')
    await testRun.answer('b', 'approve', 'a “note”\n\u0000 with oddities')
    await decideOnce(testRun)
    await testRun.cancel()
    const before = testRun.store.dumpProjections()
    for (const [table, rows] of Object.entries(before)) expect(rows, table).not.toBe('')
    const copy = openTestStore(createTempDir())
    replay(testRun.store, copy)
    expect(copy.dumpProjections()).toEqual(before)
    expect(copy.events.listAfter(0, 1000)).toEqual(testRun.store.events.listAfter(0, 1000))
    const copyOfCopy = openTestStore(createTempDir())
    replay(copy, copyOfCopy)
    expect(copyOfCopy.dumpProjections()).toEqual(before)
    copy.close()
    copyOfCopy.close()
  })

  it('does not change its source', async () => {
    const testRun = await startTestRun([taskOf('a')])
    const before = testRun.store.dumpProjections()
    const copy = openTestStore(createTempDir())
    replay(testRun.store, copy)
    copy.close()
    expect(testRun.store.dumpProjections()).toEqual(before)
    await testRun.finish('a')
    expect(testRun.run().status).toBe('done')
  })
})
