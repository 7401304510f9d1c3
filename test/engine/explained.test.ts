import { describe, expect, it } from 'vitest'
import { isRunOver } from '../../src-shared/model/runs/run.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, failure, openStage, result, type Stage, usage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const hour = 3_600_000

/** Checks after each commit, not only when the engine is idle. Throws the findings at the end. */
function watch(stage: Stage) {
  const seen = new Set<string>()
  const faults: string[] = []
  let commits = 0
  const look = () => {
    commits += 1
    // Collect the error instead of throwing, because the engine would only log an error of a listener.
    try {
      requireSound(stage)
    } catch (error) {
      faults.push(String(error))
    }
    for (const [key, status] of Object.entries(isRunOver(stage.run().status) ? {} : stage.tasks())) {
      const isWaiting = status === 'todo' || status === 'blocked' || status.startsWith('awaiting')
      const reason = isWaiting ? stage.reason(key) : null
      if (reason !== null) seen.add(reason.code)
    }
  }
  look()
  stage.engine.subscribe(look)
  return { seen, faults, commits: () => commits }
}

describe('every waiting task has its reason after every commit (E7)', () => {
  it('during a day with gates, questions, retries, money, pauses and new work', async () => {
    const retry = { maxAttempts: 3, firstMs: 60_000, factor: 2, maxMs: 600_000 }
    const before = { when: 'before', quorum: 2, onExpiry: 'reject', expiresInMs: 5 * hour } as const
    const stage = await openStage(
      [
        taskOf('plan', { cost: eur(20) }),
        taskOf('build', { kind: 'group', dependsOn: ['plan'], budget: eur(60) }),
        taskOf('front', { parent: 'build', cost: eur(30), retry }),
        taskOf('back', { parent: 'build', cost: eur(30) }),
        taskOf('glue', { parent: 'build', dependsOn: ['front', 'back'], cost: eur(20) }),
        taskOf('ship', { dependsOn: ['build'], gate: before }),
        taskOf('undo', { dependsOn: ['ship'], condition: 'failure' }),
        taskOf('fly', { requiredSkills: ['flying'] }),
        taskOf('tell', { dependsOn: ['ship', 'fly'], condition: 'always' }),
      ],
      { agents: [agentOf('ann', { capacity: 1 })], plan: { budget: eur(500), parallelLimit: 3 } },
    )
    const { runId } = stage
    const watched = watch(stage)
    await stage.say('plan', usage(12), result())
    const [first = ''] = stage.working()
    const second = first === 'front' ? 'back' : 'front'
    await stage.say(first, usage(10), failure(first === 'front' ? 'agent_error' : 'unavailable'))
    await stage.say(second, { type: 'question', question: { text: 'Which?' } })
    await stage.act({ type: 'run.pause', runId })
    await stage.act(answerTo(stage.gate(second), { answer: 'respond', note: 'that' }))
    await stage.wait(hour)
    await stage.act({ type: 'run.resume', runId })
    await stage.act({ type: 'budget.set', account: `branch:${runId}/build`, cap: eur(300) })
    // Answers requests for money that came up in the meantime.
    for (const gate of stage.store.approvals.listOpen()) await stage.act(answerTo(gate))
    for (const _ of ['front', 'back', 'glue']) {
      const [key = ''] = stage.working()
      await stage.say(key, usage(25), result())
    }
    await stage.act({ type: 'tasks.add', runId, tasks: [taskOf('late', { dependsOn: ['fly'] })], links: [] })
    await stage.act(answerTo(stage.gate('ship'), { by: 'ann' }))
    await stage.act({ type: 'task.edit', runId, taskKey: 'ship', changes: { description: 'less' } })
    for (const by of ['ann', 'bob']) await stage.act(answerTo(stage.gate('ship'), { by }))
    await stage.say('ship', result())
    await stage.register(agentOf('pilot', { skills: ['flying'] }))
    await stage.settle()
    for (const key of ['fly', 'tell', 'late']) await stage.say(key, result())
    expect(stage.tasks()).toMatchObject({ undo: 'skipped', tell: 'done', build: 'done' })
    expect(stage.run().status).toBe('done')
    expect(watched.faults).toEqual([])
    expect(watched.commits()).toBeGreaterThan(25)
    for (const code of ['dependency', 'group', 'approval', 'agent_busy', 'no_agent', 'backoff'] as const) {
      expect([...watched.seen]).toContain(code)
    }
    requireReplayable(stage)
  })

  it('during a day with many failures', async () => {
    const gate = {
      when: 'before',
      quorum: 1,
      onExpiry: 'escalate',
      escalateTo: 'boss',
      expiresInMs: hour,
    } as const
    const after = { when: 'after', quorum: 1, onExpiry: 'reject', expiresInMs: hour } as const
    const stage = await openStage(
      [
        taskOf('slow', { timeouts: { wallMs: hour } }),
        taskOf('dear', { cost: eur(80) }),
        taskOf('dearer', { cost: eur(80), dependsOn: ['dear'] }),
        taskOf('gated', { gate }),
        taskOf('draft', { gate: after }),
        taskOf('uses', { dependsOn: ['draft'] }),
        taskOf('asks', { timeouts: { personMs: hour } }),
        taskOf('mail', {
          requiredSkills: ['mail'],
          retry: { maxAttempts: 3, firstMs: 0, factor: 1, maxMs: 0 },
        }),
        taskOf('g', { kind: 'group', dependsOn: ['slow'] }),
        taskOf('in', { parent: 'g' }),
        taskOf('rescue', { dependsOn: ['slow', 'gated'], condition: 'always' }),
      ],
      {
        agents: [agentOf('ann', { capacity: 9 }), agentOf('post', { skills: ['mail'], effectClass: 'once' })],
        plan: { budget: eur(100), reviewLimit: 1 },
      },
    )
    const watched = watch(stage)
    await stage.say('draft', result())
    await stage.say('asks', { type: 'question', question: { text: 'Which?' } })
    await stage.say('dear', usage(101))
    await stage.fail('mail')
    await stage.wait(hour)
    await stage.wait(1)
    await stage.act(answerTo(stage.gate('dear'), { answer: 'reject' }))
    await stage.act(answerTo(stage.gate('mail'), { answer: 'fail' }))
    await stage.wait(2 * hour)
    await stage.say('rescue', result())
    expect(stage.tasks()).toEqual({
      slow: 'failed',
      dear: 'cancelled',
      dearer: 'skipped',
      gated: 'cancelled',
      draft: 'cancelled',
      uses: 'skipped',
      asks: 'failed',
      mail: 'failed',
      g: 'skipped',
      in: 'skipped',
      rescue: 'done',
    })
    expect(stage.run().status).toBe('failed')
    expect(eventsOf(stage, 'run.settled').at(-1)?.status).toBe('failed')
    expect(watched.faults).toEqual([])
    requireReplayable(stage)
  })
})
