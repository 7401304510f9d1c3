import { describe, expect, it } from 'vitest'
import type { FormField, Gate } from '../../src-shared/model/approval.ts'
import type { Json } from '../../src-shared/model/json.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage, result, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const gated = (gate: Partial<Gate> = {}, more: Partial<TaskDefinition> = {}) =>
  taskOf('g', { gate: { when: 'before', quorum: 1, onExpiry: 'reject', ...gate }, ...more })
const idOf = (stage: Stage) => answerTo(stage.gate('g')).approvalId
const buildOf = (tasks: TaskDefinition[]) =>
  ({ type: 'run.build', runId: 'run_y', memoryId: 'mem_y', plan: planOf(tasks) }) as const

describe('a quorum', () => {
  it('opens the gate when enough different people have approved', async () => {
    const stage = await openStage([gated({ quorum: 3 })])
    for (const by of ['ann', 'bob']) {
      await stage.act(answerTo(stage.gate('g'), { by }))
      expect(stage.tasks().g).toBe('awaiting_approval')
    }
    await stage.act(answerTo(stage.gate('g'), { by: 'cal' }))
    expect(stage.working()).toEqual(['g'])
    expect(eventsOf(stage, 'approval.voted').map(({ by }) => by)).toEqual(['ann', 'bob', 'cal'])
    requireReplayable(stage)
  })

  it('counts each person once, also within one turn', async () => {
    const stage = await openStage([gated({ quorum: 2 })])
    const gate = stage.gate('g')
    const votes = Array.from({ length: 5 }, () => stage.engine.dispatch(answerTo(gate, { by: 'ann' })))
    expect((await Promise.all(votes)).filter(({ ok }) => ok)).toHaveLength(1)
    await stage.settle()
    expect(stage.tasks().g).toBe('awaiting_approval')
  })

  it('is ended by one rejection', async () => {
    const stage = await openStage([gated({ quorum: 3 })])
    await stage.act(answerTo(stage.gate('g'), { by: 'ann' }))
    await stage.act(answerTo(stage.gate('g'), { by: 'bob', answer: 'reject' }))
    expect(stage.tasks().g).toBe('cancelled')
  })

  it('continues after a restart', async () => {
    const stage = await openStage([gated({ quorum: 2 })])
    await stage.act(answerTo(stage.gate('g'), { by: 'ann' }))
    const next = await stage.crash()
    expect((await next.refused(answerTo(next.gate('g'), { by: 'ann' }))).code).toBe('E_STATE')
    await next.act(answerTo(next.gate('g'), { by: 'bob' }))
    expect(next.working()).toEqual(['g'])
  })

  it('restarts when the content changes, because votes were for other content', async () => {
    const stage = await openStage([gated({ quorum: 2 })])
    await stage.act(answerTo(stage.gate('g'), { by: 'ann' }))
    const changes = { description: 'other' }
    await stage.act({ type: 'task.edit', runId: stage.runId, taskKey: 'g', changes })
    expect(stage.gate('g').votes).toEqual([])
    await stage.act(answerTo(stage.gate('g'), { by: 'bob' }))
    expect(stage.tasks().g).toBe('awaiting_approval')
  })

  it('does not let the last voter apply an edit that the others have not seen', async () => {
    const stage = await openStage([gated({ quorum: 2 })])
    await stage.act(answerTo(stage.gate('g'), { by: 'ann' }))
    const edit = { answer: 'edit', response: { description: 'rm -rf' } } as const
    await stage.engine.dispatch(answerTo(stage.gate('g'), { by: 'bob', ...edit }))
    await stage.settle()
    expect(stage.working().map((key) => stage.context(key).description)).not.toContain('rm -rf')
  })

  it('keeps the edit of an earlier voter', async () => {
    const stage = await openStage([gated({ quorum: 2 })])
    const edit = { answer: 'edit', response: { description: 'Do less' } } as const
    await stage.engine.dispatch(answerTo(stage.gate('g'), { by: 'ann', ...edit }))
    await stage.settle()
    await stage.engine.dispatch(answerTo(stage.gate('g'), { by: 'bob' }))
    await stage.settle()
    expect(stage.working().map((key) => stage.context(key).description)).not.toContain('Do g')
  })

  it('above one with a single assignee is refused when the run is built', async () => {
    const stage = await openStage([taskOf('x')])
    const refused = await stage.refused(buildOf([gated({ quorum: 2, assignee: 'ann' })]))
    expect(refused.code).toMatch(/^E_(FORMAT|RANGE|STATE|REQUIRED)$/)
  })

  const approveAs = async (stage: Stage, ...people: string[]) => {
    for (const by of people) {
      if (stage.tasks().g === 'awaiting_approval')
        await stage.engine.dispatch(answerTo(stage.gate('g'), { by }))
      await stage.settle()
    }
  }

  it('can still be reached after delegation to one person', async () => {
    const stage = await openStage([gated({ quorum: 2 })])
    await stage.engine.dispatch({ type: 'approval.delegate', approvalId: idOf(stage), by: 'ann', to: 'bob' })
    await approveAs(stage, 'bob', 'cal')
    expect(stage.tasks().g).toBe('in_progress')
  })

  it('can still be reached after escalation to one person', async () => {
    const hour = 3_600_000
    const gate = { quorum: 2, expiresInMs: hour, onExpiry: 'escalate', escalateTo: 'boss' } as const
    const stage = await openStage([gated(gate)])
    await stage.wait(hour)
    await approveAs(stage, 'boss', 'cal')
    expect(stage.tasks().g).toBe('in_progress')
  })
})

describe('an assigned gate', () => {
  it('is answered and delegated only by its assignee', async () => {
    const stage = await openStage([gated({ assignee: 'ann' })])
    const approvalId = idOf(stage)
    for (const answer of ['approve', 'reject'] as const) {
      expect((await stage.refused(answerTo(stage.gate('g'), { by: 'bob', answer }))).code).toBe('E_STATE')
    }
    const steal = { type: 'approval.delegate', approvalId, by: 'bob', to: 'bob' } as const
    expect((await stage.refused(steal)).code).toBe('E_STATE')
    await stage.act({ ...steal, by: 'ann' })
    expect((await stage.refused(answerTo(stage.gate('g'), { by: 'ann' }))).code).toBe('E_STATE')
    await stage.act(answerTo(stage.gate('g'), { by: 'bob' }))
    expect(stage.working()).toEqual(['g'])
    requireReplayable(stage)
  })

  it('keeps its timeout and its hash after delegation, because its content is unchanged', async () => {
    const stage = await openStage([gated({ expiresInMs: 60_000 })])
    const before = stage.gate('g')
    await stage.wait(30_000)
    await stage.act({ type: 'approval.delegate', approvalId: idOf(stage), by: 'ann', to: 'bob' })
    expect(stage.gate('g')).toMatchObject({ hash: before.hash, expiresAt: before.expiresAt })
    await stage.wait(30_000)
    expect(stage.tasks().g).toBe('cancelled')
  })

  it('that ended cannot be delegated', async () => {
    const stage = await openStage([gated(), taskOf('x')])
    const approvalId = idOf(stage)
    await stage.act(answerTo(stage.gate('g')))
    const delegate = { type: 'approval.delegate', approvalId, by: 'me', to: 'bob' } as const
    expect((await stage.refused(delegate)).code).toMatch(/^E_APPROVAL_/)
  })
})

describe('the form of a gate', () => {
  const form: FormField[] = [
    { key: 'amount', label: 'Amount', type: 'number', required: true },
    { key: 'title', label: 'Title', type: 'text', required: false },
    { key: 'urgent', label: 'Urgent', type: 'boolean', required: false },
    { key: 'colour', label: 'Colour', type: 'choice', options: ['red', 'blue'], required: false },
  ]

  it.each<[Json]>([
    [null],
    [[]],
    ['x'],
    [{}],
    [{ amount: '5' }],
    [{ amount: null }],
    [{ amount: 5, title: 7 }],
    [{ amount: 5, urgent: 'yes' }],
    [{ amount: 5, colour: 'green' }],
    [{ amount: 5, stranger: 1 }],
    [{ amount: 5, __proto__: { x: 1 }, constructor: 1 }],
  ])('refuses %j', async (response) => {
    const stage = await openStage([gated({ form })])
    const refused = await stage.refused(answerTo(stage.gate('g'), { response }))
    expect(refused.code).toMatch(/^E_(REQUIRED|TYPE|UNKNOWN_FIELD)$/)
    expect(refused.message).not.toBe('')
  })

  it('with valid values opens the gate, is stored with the answer, and does not change the task', async () => {
    const stage = await openStage([gated({ form })])
    const id = idOf(stage)
    const response = { amount: 5, title: 'Another title', urgent: true, colour: 'red' }
    await stage.act(answerTo(stage.gate('g'), { response }))
    expect(stage.store.approvals.find(id)).toMatchObject({ answer: 'approve', response })
    expect(stage.context('g').title).toBe('Task g')
  })

  it('whose values look like task fields does not change the task', async () => {
    const fields: FormField[] = [
      { key: 'title', label: 'Title', type: 'text', required: true },
      { key: 'priority', label: 'Priority', type: 'choice', options: ['low', 'high'], required: true },
    ]
    const stage = await openStage([gated({ form: fields })])
    await stage.act(answerTo(stage.gate('g'), { response: { title: 'Mine', priority: 'low' } }))
    expect(stage.context('g').title).toBe('Task g')
    expect(stage.task('g').definition.priority).toBe('medium')
  })

  it('is not needed for a rejection, and cannot be bypassed by an edit', async () => {
    const stage = await openStage([gated({ form })])
    const edit = answerTo(stage.gate('g'), { answer: 'edit', response: { priority: 'low' } })
    await stage.engine.dispatch(edit)
    await stage.settle()
    expect(stage.tasks().g).toBe('awaiting_approval')
    await stage.act(answerTo(stage.gate('g'), { answer: 'reject' }))
    expect(stage.tasks().g).toBe('cancelled')
  })

  it('without a valid answer is refused when the run is built', async () => {
    const stage = await openStage([taskOf('x')])
    const empty: FormField[] = [{ key: 'colour', label: 'Colour', type: 'choice', required: true }]
    const twice: FormField[] = [
      { key: 'x', label: 'X', type: 'text', required: true },
      { key: 'x', label: 'X', type: 'number', required: true },
    ]
    for (const fields of [empty, twice]) {
      expect((await stage.refused(buildOf([gated({ form: fields })]))).code).toMatch(
        /^E_(FORMAT|REQUIRED|DUPLICATE_ID)$/,
      )
    }
  })
})

describe('an answer', () => {
  it('that approves does not change the task, whatever it contains', async () => {
    const stage = await openStage([gated()])
    const outcome = await stage.engine.dispatch(
      answerTo(stage.gate('g'), { response: { description: 'rm -rf', priority: 'critical' } }),
    )
    await stage.settle()
    if (outcome.ok) expect(stage.context('g').description).toBe('Do g')
    else expect(stage.tasks().g).toBe('awaiting_approval')
  })

  it('that edits starts the edited task, and the edit is in the log', async () => {
    const stage = await openStage([gated()])
    const response = { title: 'Smaller', description: 'Do less' }
    await stage.act(answerTo(stage.gate('g'), { answer: 'edit', response }))
    expect(stage.context('g')).toMatchObject(response)
    expect(eventsOf(stage, 'task.edited')).toMatchObject([{ changes: response }])
    requireReplayable(stage)
  })

  it.each<[Json]>([[null], ['x'], [{ title: '' }], [{ status: 'done' }], [{ priority: 'huge' }]])(
    'that edits with %j is refused',
    async (response) => {
      const stage = await openStage([gated()])
      const refused = await stage.refused(answerTo(stage.gate('g'), { answer: 'edit', response }))
      expect(refused.code).toMatch(/^E_(TYPE|REQUIRED|UNKNOWN_FIELD)$/)
    },
  )

  it('in a batch is independent: valid answers succeed, and the others return the reason', async () => {
    const keys = ['g', 'h', 'i']
    const stage = await openStage(keys.map((key) => taskOf(key, { requiresApproval: true })))
    const gates = keys.map((key) => stage.gate(key))
    const [g, h, i] = gates.map((gate) => answerTo(gate))
    if (g === undefined || h === undefined || i === undefined) throw new Error('three gates')
    const batch = [g, { ...h, hash: 'old' }, i, g]
    const outcomes = await Promise.all(batch.map((command) => stage.engine.dispatch(command)))
    await stage.settle()
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'ok',
      'E_STALE',
      'ok',
      'E_APPROVAL_DECIDED',
    ])
    expect(stage.tasks()).toEqual({ g: 'in_progress', h: 'awaiting_approval', i: 'in_progress' })
    requireSound(stage)
  })

  it('in one branch leaves the other branches unchanged', async () => {
    const stage = await openStage(
      [gated(), taskOf('h', { requiresApproval: true }), taskOf('a'), taskOf('b', { dependsOn: ['a'] })],
      { agents: [agentOf('ann', { capacity: 9 })] },
    )
    await stage.act(answerTo(stage.gate('g'), { answer: 'reject' }))
    await stage.say('a', result())
    expect(stage.tasks()).toEqual({ g: 'cancelled', h: 'awaiting_approval', a: 'done', b: 'in_progress' })
  })
})
