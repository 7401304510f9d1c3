import { describe, expect, it } from 'vitest'
import type { Gate } from '../../src-shared/model/approval.ts'
import type { Json } from '../../src-shared/model/json.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, openStage, result, usage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const gate: Gate = { when: 'after', quorum: 1, onExpiry: 'reject' }
const reviewed = (key: string, more: Partial<TaskDefinition> = {}) => taskOf(key, { gate, ...more })

describe('a review of a result', () => {
  it('shows the result, blocks only its dependents, and uses no slot', async () => {
    const stage = await openStage(
      [reviewed('a', { priority: 'high' }), taskOf('b', { dependsOn: ['a'] }), taskOf('other')],
      { agents: [agentOf('ann', { capacity: 1 })] },
    )
    await stage.say('a', result('a draft'))
    expect(stage.gate('a')).toMatchObject({
      kind: 'result_review',
      subject: { text: 'a draft', data: null },
      allows: ['approve', 'edit', 'run_again', 'reject'],
    })
    expect(stage.tasks()).toEqual({ a: 'awaiting_approval', b: 'blocked', other: 'in_progress' })
    requireSound(stage)
  })

  it('that is approved passes on the result as shown', async () => {
    const stage = await openStage([reviewed('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.say('a', result('a draft'))
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.tasks()).toEqual({ a: 'done', b: 'in_progress' })
    expect(stage.context('b').dependencies[0]?.result).toEqual({ text: 'a draft', data: null })
    requireReplayable(stage)
  })

  it('that edits passes on the edited result', async () => {
    const stage = await openStage([reviewed('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.say('a', result('a draft'))
    const response = { text: 'better', data: { words: 1 } }
    await stage.act(answerTo(stage.gate('a'), { answer: 'edit', response }))
    expect(stage.context('b').dependencies[0]?.result).toEqual(response)
    expect(stage.attempts('a')[0]?.result?.text).toBe('a draft')
  })

  it.each<[Json]>([
    [null],
    ['better'],
    [{}],
    [{ text: 'x' }],
    [{ text: 1, data: null }],
    [{ text: 'x', data: null, more: 1 }],
  ])('refuses the edit %j', async (response) => {
    const stage = await openStage([reviewed('a')])
    await stage.say('a', result())
    const refused = await stage.refused(answerTo(stage.gate('a'), { answer: 'edit', response }))
    expect(refused.code).toMatch(/^E_(TYPE|REQUIRED|UNKNOWN_FIELD)$/)
  })

  it.each<[Json]>([[{ text: 'another', data: null }], [{ note: 'fine' }], ['fine']])(
    'that is approved approves the shown result, whatever the answer contains: %j',
    async (response) => {
      const stage = await openStage([reviewed('a'), taskOf('b', { dependsOn: ['a'] })])
      await stage.say('a', result('a draft'))
      const outcome = await stage.engine.dispatch(answerTo(stage.gate('a'), { response }))
      await stage.settle()
      if (outcome.ok) expect(stage.context('b').dependencies[0]?.result?.text).toBe('a draft')
      else expect(stage.tasks().a).toBe('awaiting_approval')
    },
  )

  it('with a form is approved with its values, and the result is unchanged', async () => {
    const form = [{ key: 'stars', label: 'Stars', type: 'number', required: true } as const]
    const stage = await openStage([
      reviewed('a', { gate: { ...gate, form } }),
      taskOf('b', { dependsOn: ['a'] }),
    ])
    await stage.say('a', result('a draft'))
    expect((await stage.refused(answerTo(stage.gate('a')))).code).toBe('E_REQUIRED')
    await stage.act(answerTo(stage.gate('a'), { response: { stars: 4 } }))
    expect(stage.context('b').dependencies[0]?.result?.text).toBe('a draft')
  })

  it('that requests a repeat starts a new attempt, whose result is reviewed again', async () => {
    const stage = await openStage([reviewed('a', { cost: eur(10) })], { plan: { budget: eur(30) } })
    await stage.say('a', usage(10), result('first'))
    const first = stage.gate('a')
    await stage.act(answerTo(first, { answer: 'run_again' }))
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
    await stage.say('a', usage(10), result('second'))
    expect(stage.gate('a').subject).toMatchObject({ text: 'second' })
    expect((await stage.refused(answerTo(first))).code).toMatch(/^E_(STALE|APPROVAL_DECIDED)$/)
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.account(`run:${stage.runId}`).settledMinor).toBe(20)
    requireSound(stage)
  })

  it('that rejects cancels the task and skips its dependents', async () => {
    const stage = await openStage([reviewed('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.say('a', result())
    await stage.act(answerTo(stage.gate('a'), { answer: 'reject', note: 'wrong' }))
    expect(stage.tasks()).toEqual({ a: 'cancelled', b: 'skipped' })
    expect(stage.task('a').reason).toEqual({ code: 'rejected', message: 'wrong' })
  })

  it('is not requested for a failed attempt', async () => {
    const stage = await openStage([reviewed('a')])
    await stage.fail('a')
    expect(eventsOf(stage, 'approval.posted')).toEqual([])
    expect(stage.tasks().a).toBe('failed')
  })

  it('survives a restart, and the attempt does not run again', async () => {
    const stage = await openStage([reviewed('a'), taskOf('b', { dependsOn: ['a'] })])
    await stage.say('a', result('a draft'))
    const next = await stage.crash()
    expect(next.hand.started).toEqual([])
    await next.act(answerTo(next.gate('a')))
    expect(next.context('b').dependencies[0]?.result?.text).toBe('a draft')
  })

  it('lets a condition read the edited result', async () => {
    const stage = await openStage([
      reviewed('a'),
      taskOf('yes', { dependsOn: ['a'], condition: "result('a').ok == true" }),
      taskOf('no', { dependsOn: ['a'], condition: "result('a').ok == false" }),
    ])
    await stage.say('a', { type: 'result', result: { text: '', data: { ok: false } } })
    await stage.act(answerTo(stage.gate('a'), { answer: 'edit', response: { text: '', data: { ok: true } } }))
    expect(stage.tasks()).toEqual({ a: 'done', yes: 'in_progress', no: 'skipped' })
  })

  it('replaces the approval of a task that requires one: its result is not used before', async () => {
    const stage = await openStage([
      reviewed('a', { requiresApproval: true }),
      taskOf('b', { dependsOn: ['a'] }),
    ])
    if (stage.tasks().a === 'awaiting_approval') await stage.act(answerTo(stage.gate('a')))
    await stage.say('a', result())
    expect(stage.gate('a').kind).toBe('result_review')
    expect(stage.tasks().b).toBe('blocked')
  })
})

describe('a limit of open reviews', () => {
  const tasks = () => ['a', 'b', 'c', 'd'].map((key) => reviewed(key))
  const plan = { parallelLimit: 1, reviewLimit: 2 }

  it('starts no tasks at the limit, with the reason, and continues after the first answer', async () => {
    const stage = await openStage(tasks(), { plan })
    await stage.say('a', result())
    await stage.say('b', result())
    expect(stage.working()).toEqual([])
    expect(stage.reason('c')).toEqual({ code: 'review_limit', message: expect.stringContaining('2') })
    expect(stage.run().status).toBe('waiting')
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.working()).toEqual(['c'])
    expect(stage.run().status).toBe('running')
    requireSound(stage)
  })

  it('lets running tasks finish', async () => {
    const stage = await openStage(tasks(), { plan: { parallelLimit: 4, reviewLimit: 1 } })
    for (const key of ['a', 'b', 'c', 'd']) await stage.say(key, result())
    expect(stage.store.approvals.listOpen()).toHaveLength(4)
  })

  it('is counted again after a restart', async () => {
    const stage = await openStage(tasks(), { plan })
    await stage.say('a', result())
    await stage.say('b', result())
    const next = await stage.crash()
    expect(next.working()).toEqual([])
    await next.act(answerTo(next.gate('b'), { answer: 'reject' }))
    expect(next.working()).toEqual(['c'])
  })

  it('counts a cancelled or expired review as answered', async () => {
    const stage = await openStage(
      ['a', 'b', 'c'].map((key) => reviewed(key, { gate: { ...gate, expiresInMs: 60_000 } })),
      { plan: { parallelLimit: 1, reviewLimit: 1 } },
    )
    await stage.say('a', result())
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'a', branch: false })
    expect(stage.working()).toEqual(['b'])
    await stage.say('b', result())
    await stage.wait(60_000)
    expect(stage.working()).toEqual(['c'])
    requireSound(stage)
  })

  it('applies to its own run only', async () => {
    const stage = await openStage(tasks(), { plan: { parallelLimit: 1, reviewLimit: 1 } })
    await stage.say('a', result())
    const other = await stage.build({
      key: 'q',
      title: 'Q',
      projectId: null,
      projectFolder: null,
      parallelLimit: 1,
      crew: null,
      source: 'switchyard',
      reviewLimit: 1,
      tasks: [taskOf('z')],
    })
    await stage.settle()
    expect(other.ok && stage.statuses(other.runId)).toEqual({ z: 'in_progress' })
  })
})
