import { describe, expect, it } from 'vitest'
import { defaultLimits, type GoalLimits } from '#shared/model/decisions/decision.ts'
import { noFacts } from '#shared/model/decisions/decision-facts.ts'
import { words } from '#shared/words/words.ts'
import type { ContextTask, DecisionContext } from '../../src-main/decisions/context.ts'
import { guard, maxDecisions } from '../../src-main/decisions/guard.ts'
import { judge } from '../../src-main/decisions/verdict.ts'
import { contextWith, decisionOf, taskWith } from './scene.ts'

const codes = (...args: Parameters<typeof guard>) => guard(...args).map(({ code }) => code)
const create = decisionOf({ action: 'create_task', next_agent_type: 'tester', task_description: 'Test it.' })
const many = (count: number, of: Partial<ContextTask> = {}) =>
  Array.from({ length: count }, (_, at) => taskWith({ key: `t${at}`, description: `do ${at}`, ...of }))

describe('the guard', () => {
  it('accepts a possible task with existing files', () => {
    const decision = { ...create, context_to_pass: { files_to_reference: ['plan.md'], key_information: '' } }
    const artifacts = [{ name: 'plan.md', taskKey: 'task-001', text: 'x' }]
    expect(guard(decision, contextWith({ artifacts }))).toEqual([])
  })

  it.each([
    ['an agent type that nobody is', { next_agent_type: 'lawyer' }, 'unknown_agent_type'],
    ['no agent type', { next_agent_type: null }, 'field_missing'],
    ['no description', { task_description: null }, 'field_missing'],
    [
      'a file that nobody made',
      { context_to_pass: { files_to_reference: ['/etc/passwd'], key_information: '' } },
      'unknown_file',
    ],
  ])('refuses %s', (_, fields, code) => {
    expect(codes({ ...create, ...fields }, contextWith())).toEqual([code])
  })

  it('refuses a repeated task with other spacing or spelling', () => {
    const before = taskWith({ agentType: 'tester', description: 'TEST   it.\n\nReference files: a.md' })
    expect(codes(create, contextWith({ tasks: [before] }))).toEqual(['duplicate_task'])
    expect(codes(create, contextWith({ tasks: [{ ...before, agentType: 'other' }] }))).toEqual([])
  })

  it('refuses to repeat a failed task without a change', () => {
    const first = taskWith()
    const failed = taskWith({
      key: 'task-002',
      agentType: 'tester',
      description: 'Test it.',
      status: 'failed',
    })
    const again = (fields: Partial<DecisionContext>, decision = create) =>
      codes(decision, contextWith({ finished: failed, ...fields }))
    expect(again({ tasks: [first, failed] })).toEqual(['nothing_changed'])
    const other = taskWith({ key: 'task-003', agentType: 'backend_developer', description: 'Fix it.' })
    expect(again({ tasks: [first, failed, other], finished: other })).toEqual([])
    const passed = { files_to_reference: [], key_information: 'The port is 8080.' }
    expect(again({ tasks: [first, failed] }, { ...create, context_to_pass: passed })).toEqual([])
  })

  it.each([
    ['create_task', { next_agent_type: ' ', task_description: 'x' }],
    ['create_task', { next_agent_type: 'tester', task_description: ' \n ' }],
    ['escalate_to_human', { question: '  ' }],
    ['wait_for_more_tasks', { reasoning: ' ' }],
  ] as const)('refuses blank texts in %s: %o', (action, fields) => {
    const busy = contextWith({ queue: { running: 1, waiting: 0 } })
    expect(codes(decisionOf({ action, ...fields }), busy)).toEqual(['field_missing'])
  })

  it('refuses to wait when all open tasks are blocked, and asks a person instead of ending', () => {
    const wait = decisionOf({ action: 'wait_for_more_tasks' })
    const blocked = taskWith({ key: 'task-002', status: 'blocked' })
    const stuck = contextWith({ tasks: [taskWith(), blocked], queue: { running: 0, waiting: 1 } })
    expect(codes(wait, stuck)).toEqual(['only_blocked'])
    const end = decisionOf({ action: 'project_complete' })
    expect(judge({ proposed: end, failure: null }, stuck).decision.action).toBe('escalate_to_human')
    const asking = taskWith({ key: 'task-003', status: 'awaiting_input' })
    const waiting = { tasks: [taskWith(), blocked, asking], queue: { running: 0, waiting: 2 } }
    expect(codes(wait, contextWith(waiting))).toEqual([])
  })

  it('enforces the limits of the goal: tasks, depth, rounds without progress, remaining budget', () => {
    const chain = [
      taskWith(),
      taskWith({ key: 'task-002', dependsOn: ['task-001'], agentType: 'a' }),
      taskWith({ key: 'task-003', dependsOn: ['task-002'], agentType: 'b' }),
    ]
    const last = chain[2] ?? taskWith()
    const within = (limits: GoalLimits, more: Partial<DecisionContext> = {}) =>
      codes(create, contextWith({ tasks: chain, finished: last, limits, ...more }))
    expect(within({ tasks: 4, depth: 4 })).toEqual([])
    expect(within({ tasks: 3 })).toEqual(['too_many_tasks'])
    expect(within({ depth: 3 })).toEqual(['too_deep'])
    const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
    expect(within({ moneyLeft: euros(100) }, { moneyLeft: euros(100) })).toEqual(['no_money'])
    expect(within({ moneyLeft: euros(100) }, { moneyLeft: euros(101) })).toEqual([])
    const failed = taskWith({ key: 'task-004', status: 'failed', agentType: 'c' })
    expect(within({ rounds: 1 }, { tasks: [...chain, failed], finished: failed })).toEqual(['no_progress'])
    expect(within({ rounds: 2 }, { tasks: [...chain, failed], finished: failed })).toEqual([])
  })

  it("allows the same number of tasks again after a person's approval", () => {
    const limits = { tasks: 1 }
    const refused = guard(create, contextWith({ limits }))
    const question = refused.map(({ message }) => message).join(' ')
    const goOn = taskWith({ isEscalation: true, description: question, outcome: 'Go on.', key: 'task-002' })
    expect(codes(create, contextWith({ limits, tasks: [taskWith(), goOn], finished: goOn }))).toEqual([])
  })

  it.each([
    ['too_many_tasks', { tasks: 1 }, 'The run has 1 tasks, the limit of this goal.'],
    ['too_deep', { depth: 1 }, '1 tasks in a row depend on each other, the limit of this goal.'],
  ])('raises a limit by the answer to a question of earlier versions: %s', (code, limits, question) => {
    const goOn = taskWith({ isEscalation: true, description: question, outcome: 'Go on.', key: 'task-002' })
    const before = [taskWith(), { ...goOn, outcome: 'Stop the run.' }]
    expect(codes(create, contextWith({ limits, tasks: before, finished: taskWith() }))).toEqual([code])
    expect(codes(create, contextWith({ limits, tasks: [taskWith(), goOn], finished: taskWith() }))).toEqual(
      [],
    )
  })

  it('raises a limit again with each answer', () => {
    const tasks = [taskWith(), taskWith({ key: 'task-002', agentType: 'a' })]
    const questions = [1, 2].map((limit) => words.guardFindings.tooManyTasks(limit))
    const answers = questions.map((description, at) =>
      taskWith({ isEscalation: true, description, outcome: 'Go on.', key: `task-1${at}` }),
    )
    const messagesAfter = (count: number) =>
      guard(create, contextWith({ limits: { tasks: 1 }, tasks: [...tasks, ...answers.slice(0, count)] })).map(
        ({ message }) => message,
      )
    expect([0, 1, 2].map(messagesAfter)).toEqual([questions.slice(0, 1), questions.slice(1), []])
  })

  it('counts consecutive red verdicts as rounds without progress', () => {
    const facts = { ...noFacts, redVerdicts: [{ source: 'report.md', quote: '1 failed', rounds: 3 }] }
    const fix = { ...create, next_agent_type: 'backend_developer', task_description: 'Fix it.' }
    expect(codes(fix, contextWith({ facts, limits: { rounds: 3 } }))).toEqual(['no_progress'])
    expect(codes(fix, contextWith({ facts, limits: { rounds: 4 } }))).toEqual([])
  })

  it('falls back to the rules after a malformed answer, and to a person if the rules are refused', () => {
    const malformed = { proposed: null, failure: 'No JSON.' }
    expect(judge({ ...malformed, fallback: create }, contextWith())).toMatchObject({
      decision: create,
      findings: [{ code: 'no_answer' }],
    })
    const other = judge({ ...malformed, fallback: { ...create, next_agent_type: 'lawyer' } }, contextWith())
    expect(other.decision.action).toBe('escalate_to_human')
    expect(other.findings.map(({ code }) => code)).toEqual(['no_answer', 'unknown_agent_type'])
  })

  it('allows a cancelled task again only after an answer of a person', () => {
    const before = taskWith({ agentType: 'tester', description: 'Test it.', status: 'cancelled' })
    expect(codes(create, contextWith({ tasks: [before], finished: before }))).toEqual(['duplicate_task'])
    const asked = taskWith({ key: 'task-009', isEscalation: true, agentType: 'escalation' })
    expect(codes(create, contextWith({ tasks: [before, asked], finished: asked }))).toEqual([])
  })

  it('refuses endless tasks, decisions and consecutive failures', () => {
    expect(codes(create, contextWith({ tasks: many(defaultLimits.tasks) }))).toEqual(['too_many_tasks'])
    expect(codes(create, contextWith({ decisions: maxDecisions }))).toEqual(['too_many_decisions'])
    expect(codes(create, contextWith({ tasks: many(5, { status: 'failed' }) }))).toEqual(['no_progress'])
    expect(codes(create, contextWith({ tasks: many(4, { status: 'failed' }) }))).toEqual([])
  })

  it('refuses to wait for nothing, and to end with open work', () => {
    const wait = decisionOf({ action: 'wait_for_more_tasks' })
    const end = decisionOf({ action: 'project_complete' })
    const busy = contextWith({ queue: { running: 1, waiting: 1 } })
    expect(codes(wait, contextWith())).toEqual(['idle_wait'])
    expect(codes(wait, busy)).toEqual([])
    expect(guard(end, busy)).toEqual([{ code: 'open_work', message: '2 tasks are still open.' }])
    expect(codes(end, contextWith({ finished: taskWith({ status: 'failed' }) }))).toEqual(['open_work'])
    expect(codes(end, contextWith({ facts: noFacts }))).toEqual([])
  })

  it('refuses an escalation without a question', () => {
    expect(codes(decisionOf({ action: 'escalate_to_human', question: null }), contextWith())).toEqual([
      'field_missing',
    ])
  })
})
