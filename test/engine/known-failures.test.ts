import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyLog } from '../../src-main/store/log/verify-log.ts'
import type { Command } from '../../src-shared/commands.ts'
import type { RunId } from '../../src-shared/ids.ts'
import { agentOf, createHarness, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { takeCrashImage, takeCrashImages } from './crash-image.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, openStage, reopenStage, result, type Stage, usage } from './stage.ts'
import { eventsOf } from './test-run.ts'

/**
 * Known failures of other workflow engines, one test for each failure that this engine could share. The names quote
 * the reports. Further cases are in the files on money, clocks, leases, gates and stopping.
 */
const retry = { maxAttempts: 5, firstMs: 60_000, factor: 1, maxMs: 60_000 }

/** A finished run with many features, and a crash image after each of its commits. */
async function playEverything() {
  const stage = await openStage(
    [
      taskOf('a', { cost: eur(10) }),
      taskOf('b', { dependsOn: ['a'], requiresApproval: true }),
      taskOf('c', { dependsOn: ['a'], cost: eur(10), retry: { ...retry, firstMs: 0, maxMs: 0 } }),
      taskOf('g', { kind: 'group', dependsOn: ['b', 'c'] }),
      taskOf('d', { parent: 'g', gate: { when: 'after', quorum: 1, onExpiry: 'reject' } }),
      taskOf('e', { dependsOn: ['g'], condition: 'always' }),
    ],
    { plan: { budget: eur(100) } },
  )
  const images = takeCrashImages(stage)
  await stage.say('a', usage(4), result())
  await stage.fail('c')
  await stage.wait(1)
  await stage.act(answerTo(stage.gate('b')))
  await stage.say('b', { type: 'question', question: { text: 'Which?' } })
  await stage.act(answerTo(stage.gate('b'), { answer: 'respond', note: 'that' }))
  await stage.say('b', result())
  await stage.say('c', result())
  await stage.say('d', result())
  await stage.act(answerTo(stage.gate('d')))
  await stage.say('e', result())
  expect(stage.run().status).toBe('done')
  return { stage, images }
}

describe('a crash between two related writes (langgraph #8039)', () => {
  it('cannot happen: every commit leaves tables that match the complete log', async () => {
    const { images } = await playEverything()
    expect(images.length).toBeGreaterThan(10)
    for (const dataDir of images) {
      const harness = createHarness({ dataDir })
      requireReplayable(harness)
      requireSound(harness)
      await harness.close()
    }
  })

  it('never causes duplicate tasks (dolphinscheduler PR 2833) or repeats finished tasks', async () => {
    const { stage, images } = await playEverything()
    for (const [at, image] of images.entries()) {
      const done = new Set(
        eventsIn(image).flatMap((body) => (body.type === 'attempt.finished' ? body.taskKey : [])),
      )
      const next = await reopenStage(image, stage.runId)
      const keys = next.working()
      expect(new Set(keys).size, `commit ${at}`).toBe(keys.length)
      expect(keys.filter((key) => done.has(key))).toEqual([])
      expect(next.engine.state.live).toBe(keys.length)
      await next.close()
    }
  })
})

const eventsIn = (dataDir: string) => {
  const store = openTestStore(dataDir)
  const bodies = store.events.listAfter(0, 100_000).map(({ body }) => body)
  store.close()
  return bodies
}

describe('an accepted and then lost change (langgraph #8764, kglite PR 68)', () => {
  /** All commands that confirm a change to a person, an agent or a timer. */
  const commands: Record<string, (stage: Stage) => Command> = {
    'a run': () => ({ type: 'run.build', runId: 'run_y', memoryId: 'mem_y', plan: planOf([taskOf('a')]) }),
    'a result': (stage) => ({
      ...attemptOf(stage),
      type: 'attempt.finish',
      result: { text: '', data: null },
    }),
    'a failure': (stage) => ({
      ...attemptOf(stage),
      type: 'attempt.fail',
      failure: { reason: 'agent_error', message: 'broke' },
    }),
    'a report': (stage) => ({ ...attemptOf(stage), type: 'attempt.report', percent: 5, lines: [] }),
    'a cost': (stage) => ({ ...attemptOf(stage), type: 'attempt.meter', spent: eur(3) }),
    'a question': (stage) => ({ ...attemptOf(stage), type: 'attempt.ask', question: { text: 'Which?' } }),
    'a block': (stage) => ({ ...attemptOf(stage), type: 'attempt.block', message: 'no key' }),
    'an answer': (stage) => answerTo(stage.gate('g')),
    'a vote': (stage) => answerTo(stage.gate('v')),
    'a delegation': (stage) => ({
      type: 'approval.delegate',
      approvalId: answerTo(stage.gate('g')).approvalId,
      by: 'me',
      to: 'you',
    }),
    'an edit': ({ runId }) => ({ type: 'task.edit', runId, taskKey: 'b', changes: { priority: 'low' } }),
    'a new task': ({ runId }) => ({ type: 'tasks.add', runId, tasks: [taskOf('n')], links: [] }),
    'a cancel': ({ runId }) => ({ type: 'task.cancel', runId, taskKey: 'a', branch: true }),
    'a pause': ({ runId }) => ({ type: 'run.pause', runId }),
    'a cap': () => ({ type: 'budget.set', account: 'project:p', cap: eur(5) }),
    'an agent': () => ({ type: 'agents.register', agents: [agentOf('new')] }),
  }
  const attemptOf = (stage: Stage) => ({ attemptId: stage.attempt('a') })

  it.each(Object.keys(commands))(
    'cannot be %s, which is on disk before the acknowledgement',
    async (name) => {
      const stage = await openStage([
        taskOf('a'),
        taskOf('b', { dependsOn: ['a'] }),
        taskOf('g', { requiresApproval: true }),
        taskOf('v', { gate: { when: 'before', quorum: 2, onExpiry: 'reject' } }),
      ])
      const command = commands[name]?.(stage)
      if (command === undefined) throw new Error(name)
      const before = stage.store.events.lastSeq()
      const [image, ok] = await stage.engine
        .dispatch(command, { id: 'from outside' })
        .then((outcome) => [takeCrashImage(stage.dataDir), outcome.ok] as const)
      expect(ok).toBe(true)
      const copy = openTestStore(image)
      expect(copy.events.lastSeq()).toBeGreaterThan(before)
      expect(copy.receipts.find('from outside')).not.toBe(null)
      copy.close()
      expect(stage.store.db.pragma('synchronous', { simple: true })).toBe(2)
    },
  )

  it('cannot be a run that was accepted at the last moment, which continues after the start', async () => {
    const stage = await openStage([taskOf('x')])
    const runId: RunId = 'run_last'
    const build = { type: 'run.build', runId, memoryId: 'mem_y', plan: planOf([taskOf('a')]) } as const
    const image = await stage.engine.dispatch(build).then(() => takeCrashImage(stage.dataDir))
    const next = await reopenStage(image, runId)
    expect(next.working()).toEqual(['a'])
  })
})

describe('a failure handler that is lost in a crash (langgraph PR 7773)', () => {
  it('exists at every commit, whether it had started or not', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('rescue', { dependsOn: ['a'], condition: 'failure' }),
      taskOf('after', { dependsOn: ['rescue'] }),
    ])
    const images = takeCrashImages(stage)
    await stage.fail('a')
    await stage.say('rescue', result())
    let rescued = 0
    for (const image of images) {
      const next = await reopenStage(image, stage.runId)
      if (next.tasks().rescue === 'in_progress') {
        rescued += 1
        await next.say('rescue', result())
      }
      expect(next.tasks()).toMatchObject({ a: 'failed', rescue: 'done', after: 'in_progress' })
      await next.close()
    }
    expect(rescued).toBeGreaterThan(0)
  })
})

describe('ready work that a restart forgets (temporal #459)', () => {
  it('starts immediately, without waiting for a timeout', async () => {
    const tasks = Array.from({ length: 10 }, (_, at) => taskOf(`t${at}`, { timeouts: { queuedMs: 60_000 } }))
    const stage = await openStage(tasks, { agents: [agentOf('ann', { capacity: 2 })] })
    const next = await stage.crash()
    for (let left = 10; left > 0; left -= 1) {
      const [key = ''] = next.working()
      await next.say(key, result())
    }
    expect(next.run().status).toBe('done')
    expect(next.run().endedAt).toBe(next.run().createdAt)
  })
})

describe('a modified log (temporal #711, Restate 570)', () => {
  it('is rejected: the first wrong entry is named', async () => {
    const { stage } = await playEverything()
    const check = () => verifyLog({ audit: stage.store.audit, notes: [], breathe: async () => {} })
    expect((await check()).ok).toBe(true)
    const { seq } = stage.store.events
      .listAfter(0, 100)
      .find(({ body }) => body.type === 'attempt.finished') ?? {
      seq: 0,
    }
    stage.store.db
      .prepare("UPDATE events SET body = replace(body, 'did it', 'did no') WHERE seq = ?")
      .run(seq)
    expect(await check()).toMatchObject({ ok: false, firstBad: { seq } })
  })
})

describe('a task that never leaves its retry (Restate)', () => {
  it('is retried at its time, after any number of restarts', async () => {
    const stage = await openStage([taskOf('a', { retry })])
    await stage.fail('a')
    const second = await stage.crash()
    const third = await second.crash()
    expect(third.reason('a')?.code).toBe('backoff')
    await third.wait(60_000)
    expect(third.working()).toEqual(['a'])
    expect(third.idOf('a')).toBe(third.attempt('a', 2))
  })
})

describe('a watchdog of an older attempt (airflow)', () => {
  it('does not end the newer attempt', async () => {
    const task = taskOf('a', {
      retry: { ...retry, firstMs: 0, maxMs: 0 },
      timeouts: { wallMs: 3000, silentMs: 2900, startingMs: 2800 },
    })
    const stage = await openStage([task])
    await stage.wait(2000)
    await stage.fail('a')
    await stage.wait(1)
    await stage.say('a', { type: 'alive' })
    await stage.wait(2000)
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
    expect(eventsOf(stage, 'attempt.failed')).toHaveLength(1)
    expect(stage.hand.aborted).toEqual([])
  })

  it('leaves no orphans: after a start, no task is running without an agent', async () => {
    const stage = await openStage(
      ['a', 'b', 'c'].map((key) => taskOf(key)),
      {
        agents: [agentOf('ann', { capacity: 3, effectClass: 'once' })],
      },
    )
    const next = await stage.crash()
    expect(next.engine.state.live).toBe(0)
    expect(next.engine.state.agents.get('ann')).toMatchObject({ running: 0, promised: 3 })
    for (const key of ['a', 'b', 'c']) await next.act(answerTo(next.gate(key), { answer: 'happened' }))
    expect(next.run().status).toBe('done')
    expect(next.engine.state.agents.get('ann')).toMatchObject({ running: 0, promised: 0 })
  })
})

describe('a write-ahead log that grows with every kill (codegraph #1431)', () => {
  it('stays bounded over several kills', async () => {
    let stage = await openStage([taskOf('a')], { isFast: true })
    const big = 'x'.repeat(100_000)
    for (let kill = 0; kill < 3; kill += 1) {
      for (let time = 0; time < 100; time += 1) {
        const lines = [{ level: 'info', text: big }] as const
        const attemptId = stage.idOf('a')
        await stage.engine.dispatch({ type: 'attempt.report', attemptId, percent: null, lines })
      }
      const wal = join(stage.dataDir, 'switchyard.sqlite-wal')
      expect(statSync(wal).size).toBeLessThan(24_000_000)
      if (kill < 2) stage = await stage.crash()
    }
    await stage.close()
    expect(existsSync(join(stage.dataDir, 'switchyard.sqlite-wal'))).toBe(false)
  })
})
