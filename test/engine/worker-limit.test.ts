import { describe, expect, it } from 'vitest'
import { listInbox } from '../../src-main/engine/views/inbox.ts'
import type { AttemptId } from '../../src-shared/ids.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, openStage, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const worker = agentOf('ext', { kind: 'external', capacity: 5, price: eur(400) })
const claimOf = ({ runId }: Stage) =>
  ({ type: 'task.claim', runId, taskKey: 'a', agentId: 'ext', leaseMs: 60_000 }) as const
const finishOf = (attemptId: AttemptId, amountMinor?: number) =>
  ({
    type: 'attempt.finish',
    attemptId,
    result: { text: 'did it', data: null },
    ...(amountMinor !== undefined && { spent: eur(amountMinor) }),
  }) as const
const meterOf = (attemptId: AttemptId, amountMinor: number) =>
  ({ type: 'attempt.meter', attemptId, spent: eur(amountMinor) }) as const

async function claimed(
  options: Parameters<typeof openStage>[1] = {},
  more: Parameters<typeof taskOf>[1] = {},
) {
  const stage = await openStage([taskOf('a', more), taskOf('b', { dependsOn: ['a'] })], {
    agents: [worker],
    ...options,
  })
  await stage.act(claimOf(stage))
  return stage
}
const spentOf = (stage: Stage) => stage.account(`run:${stage.runId}`).settledMinor
const attemptsOf = ({ store, runId }: Stage) => store.attempts.listOfTask(runId, 'a')
const kinds = (stage: Stage) => stage.movements().map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)

describe('a worker that reports more than the cost limit of its task', () => {
  it('is charged the limit, and a person decides about the rest before the result is used', async () => {
    const stage = await claimed()
    await stage.act(finishOf(stage.attempt('a'), 900))
    expect(stage.tasks()).toEqual({ a: 'awaiting_approval', b: 'blocked' })
    expect(spentOf(stage)).toBe(400)
    expect(stage.gate('a')).toMatchObject({
      kind: 'result_review',
      description: 'The cost is 5.00 EUR above the limit of 4.00 EUR. Approve to accept the full cost.',
    })
    expect(listInbox(stage.engine.state, 0)[0]).toMatchObject({
      cost: eur(500),
      risk: { tier: 'spends_or_sends', causes: ['costs'] },
    })
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.tasks()).toEqual({ a: 'done', b: 'todo' })
    expect(spentOf(stage)).toBe(900)
    expect(attemptsOf(stage)).toMatchObject([{ number: 1, spent: eur(900) }])
    expect(kinds(stage)).toEqual(['reserve 400', 'settle 400', 'settle 500', 'overrun 500'])
    requireSound(stage)
    requireReplayable(stage)
  })

  it.each(['reject', 'run_again'] as const)(
    'is charged nothing more when the answer is %s',
    async (answer) => {
      const stage = await claimed()
      await stage.act(finishOf(stage.attempt('a'), 900))
      await stage.act(answerTo(stage.gate('a'), { answer }))
      expect(spentOf(stage)).toBe(400)
      expect(eventsOf(stage, 'attempt.charged')).toEqual([])
      requireSound(stage)
    },
  )

  it('causes one question if the plan also requires a review, in the words of the plan', async () => {
    const gate = {
      when: 'after',
      question: 'Good?',
      description: 'Look twice.',
      quorum: 1,
      onExpiry: 'reject',
    } as const
    const stage = await claimed({}, { gate })
    await stage.act(finishOf(stage.attempt('a'), 900))
    expect(stage.gate('a')).toMatchObject({
      question: 'Good?',
      description: expect.stringMatching(/^Look twice\.\n\nThe cost is 5\.00 EUR/),
    })
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.tasks().a).toBe('done')
    expect(spentOf(stage)).toBe(900)
  })

  it('leaves the model of the rest unknown, whatever the kind of its agent', async () => {
    const stage = await claimed()
    const data = { model: 'openai/m0' }
    await stage.act({ ...finishOf(stage.attempt('a'), 900), result: { text: 'did it', data } })
    await stage.register({ ...worker, kind: 'model' })
    await stage.act(answerTo(stage.gate('a')))
    const { lines } = stage.store.ledger.listLines({ kind: 'settle' }, { before: null, limit: 10 })
    expect(lines.map(({ amountMinor, model, cause }) => [amountMinor, model, cause])).toEqual([
      [500, null, 'attempt.charged'],
      [400, null, 'attempt.finished'],
    ])
  })

  it('also causes a question for earlier reports, and is not stopped', async () => {
    const stage = await claimed({ plan: { budget: eur(500) } })
    await stage.act(meterOf(stage.attempt('a'), 300))
    await stage.act(meterOf(stage.attempt('a'), 900))
    expect(stage.account(`run:${stage.runId}`)).toMatchObject({ reservedMinor: 400, settledMinor: 0 })
    await stage.act(finishOf(stage.attempt('a')))
    expect(spentOf(stage)).toBe(400)
    await stage.act(answerTo(stage.gate('a')))
    expect(spentOf(stage)).toBe(900)
    requireSound(stage)
    requireReplayable(stage)
  })

  it('is charged the limit when it fails', async () => {
    const stage = await claimed()
    await stage.act(meterOf(stage.attempt('a'), 900))
    const failure = { reason: 'agent_error', message: 'broke' } as const
    await stage.act({ type: 'attempt.fail', attemptId: stage.attempt('a'), failure })
    expect(spentOf(stage)).toBe(400)
    requireSound(stage)
  })

  it('causes no question within the limit or without a known price', async () => {
    const within = await claimed()
    await within.act(finishOf(within.attempt('a'), 400))
    expect(within.tasks().a).toBe('done')
    const unknown = await claimed({ agents: [agentOf('ext', { kind: 'external', capacity: 5 })] })
    await unknown.act(meterOf(unknown.attempt('a'), 10))
    await unknown.act(finishOf(unknown.attempt('a'), 900))
    expect(unknown.tasks().a).toBe('done')
    expect(spentOf(unknown)).toBe(900)
  })
})
