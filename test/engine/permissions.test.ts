import { describe, expect, it } from 'vitest'
import type { AgentAdapter, AttemptSignal } from '../../src-main/engine/ports.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage, result } from './stage.ts'

const call = { tool: 'write_file', path: 'a.txt', text: 'hello' }
const ask: AttemptSignal = {
  type: 'question',
  question: { text: 'May it write a.txt?', permission: call, memo: { turns: [1, 2] } },
}

describe('a permission request of an agent', () => {
  it('shows one complete action, bound to a hash, and uses no slot', async () => {
    const stage = await openStage([taskOf('a', { priority: 'high' }), taskOf('b')], {
      agents: [agentOf('ann', { capacity: 1 })],
    })
    await stage.say('a', ask)
    expect(stage.gate('a')).toMatchObject({
      kind: 'permission',
      question: 'May it write a.txt?',
      subject: call,
      allows: ['approve', 'reject'],
    })
    expect(stage.tasks()).toEqual({ a: 'awaiting_input', b: 'in_progress' })
    const stale = { ...answerTo(stage.gate('a'), { answer: 'approve' }), hash: 'another' }
    expect((await stage.refused(stale)).code).toBe('E_STALE')
    requireSound(stage)
  })

  it.each([
    ['approve', true],
    ['reject', false],
  ] as const)('continues with the next attempt when it is answered with %s', async (answer, isAllowed) => {
    const stage = await openStage([taskOf('a')])
    await stage.say('a', ask)
    await stage.act(answerTo(stage.gate('a'), { answer, note: 'as I say' }))
    expect(stage.context('a').answers).toEqual([
      { question: 'May it write a.txt?', text: 'as I say', values: null, isAllowed },
    ])
    expect(stage.context('a').memo).toEqual({ turns: [1, 2] })
    await stage.say('a', result())
    expect(stage.run().status).toBe('done')
    requireReplayable(stage)
  })

  it('is not approved by its timeout: the task ends', async () => {
    const stage = await openStage([taskOf('a', { timeouts: { personMs: 60_000 } })])
    await stage.say('a', ask)
    await stage.wait(60_000)
    expect(stage.tasks()).toEqual({ a: 'failed' })
    requireSound(stage)
  })

  it('keeps its private state over a restart', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.say('a', ask)
    expect(JSON.stringify(stage.gate('a'))).not.toContain('turns')
    const next = await stage.crash()
    await next.act(answerTo(next.gate('a'), { answer: 'approve' }))
    expect(next.context('a').memo).toEqual({ turns: [1, 2] })
    requireReplayable(next)
  })
})

describe('the session of a task with an open question', () => {
  /** Keeps a session for each task with a question; each task asks once. */
  function createKeeper() {
    const sessions = new Set<string>()
    const adapter: AgentAdapter = {
      kind: 'scripted',
      async *start({ idempotencyKey, answers }) {
        if (answers.length > 0) {
          sessions.delete(idempotencyKey)
          yield result()
          return
        }
        sessions.add(idempotencyKey)
        yield ask
      },
      release: async (task) => void sessions.delete(task),
    }
    return { adapter, sessions }
  }

  async function openAsked() {
    const keeper = createKeeper()
    const harness = createHarness({ adapter: keeper.adapter })
    await harness.register(agentOf('ann'))
    const built = await harness.build(planOf([taskOf('a'), taskOf('b')]))
    if (!built.ok) throw new Error(built.error.message)
    await harness.settle()
    expect([...keeper.sessions]).toHaveLength(2)
    return { ...keeper, harness, runId: built.runId }
  }

  it('stays during the question, and the next attempt continues it', async () => {
    const { sessions, harness, runId } = await openAsked()
    const [gate] = harness.store.approvals.listOpen()
    if (gate === undefined) throw new Error('no gate')
    await harness.engine.dispatch(answerTo(gate, { answer: 'approve' }))
    await harness.settle()
    expect(harness.statuses(runId)[gate.taskKey]).toBe('done')
    expect([...sessions]).toHaveLength(1)
  })

  it('is released when the task is cancelled', async () => {
    const { sessions, harness, runId } = await openAsked()
    await harness.engine.dispatch({ type: 'task.cancel', runId, taskKey: 'a', branch: false })
    await harness.settle()
    expect([...sessions]).toEqual([`${runId}/b`])
  })

  it('is released when the app closes', async () => {
    const { sessions, harness } = await openAsked()
    await harness.executor.close()
    expect([...sessions]).toEqual([])
  })
})
