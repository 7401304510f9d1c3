import { describe, expect, it } from 'vitest'
import type { ContextTask } from '../../src-main/decisions/context.ts'
import { guard, maxDecisions, maxTasks } from '../../src-main/decisions/guard.ts'
import { contextWith, decisionOf, taskWith } from './scene.ts'

const codes = (...args: Parameters<typeof guard>) => guard(...args).map(({ code }) => code)
const create = decisionOf({ action: 'create_task', next_agent_type: 'tester', task_description: 'Test it.' })
const many = (count: number, of: Partial<ContextTask> = {}) =>
  Array.from({ length: count }, (_, at) => taskWith({ key: `t${at}`, description: `do ${at}`, ...of }))

describe('the guard', () => {
  it('lets a task pass that an agent can do, with files that were made', () => {
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

  it('refuses a task that was given before, however it is spaced or written, unless it failed', () => {
    const before = taskWith({ agentType: 'tester', description: 'TEST   it.\n\nReference files: a.md' })
    expect(codes(create, contextWith({ tasks: [before] }))).toEqual(['duplicate_task'])
    expect(codes(create, contextWith({ tasks: [{ ...before, agentType: 'other' }] }))).toEqual([])
    expect(codes(create, contextWith({ tasks: [{ ...before, status: 'failed' }] }))).toEqual([])
  })

  it('lets a task that a person cancelled come again only when a person has answered since', () => {
    const before = taskWith({ agentType: 'tester', description: 'Test it.', status: 'cancelled' })
    expect(codes(create, contextWith({ tasks: [before], finished: before }))).toEqual(['duplicate_task'])
    const asked = taskWith({ key: 'task-009', isEscalation: true, agentType: 'escalation' })
    expect(codes(create, contextWith({ tasks: [before, asked], finished: asked }))).toEqual([])
  })

  it('refuses what goes on without end: tasks, decisions, and failures in a row', () => {
    expect(codes(create, contextWith({ tasks: many(maxTasks) }))).toEqual(['too_many_tasks'])
    expect(codes(create, contextWith({ decisions: maxDecisions }))).toEqual(['too_many_decisions'])
    expect(codes(create, contextWith({ tasks: many(5, { status: 'failed' }) }))).toEqual(['no_progress'])
    expect(codes(create, contextWith({ tasks: many(4, { status: 'failed' }) }))).toEqual([])
  })

  it('refuses to wait for nothing, and to end with work open', () => {
    const wait = decisionOf({ action: 'wait_for_more_tasks' })
    const end = decisionOf({ action: 'project_complete' })
    const busy = contextWith({ queue: { running: 1, waiting: 1 } })
    expect(codes(wait, contextWith())).toEqual(['idle_wait'])
    expect(codes(wait, busy)).toEqual([])
    expect(guard(end, busy)).toEqual([{ code: 'open_work', message: '2 tasks are still open.' }])
    expect(codes(end, contextWith({ finished: taskWith({ status: 'failed' }) }))).toEqual(['open_work'])
    expect(codes(end, contextWith())).toEqual([])
  })

  it('refuses an escalation that asks nothing', () => {
    expect(codes(decisionOf({ action: 'escalate_to_human', question: null }), contextWith())).toEqual([
      'field_missing',
    ])
  })
})
