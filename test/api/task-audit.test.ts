import { expect, it } from 'vitest'
import type { EventBody, EventOf } from '#shared/events.ts'
import { auditEntriesOf } from '../../src-main/api/compat/task-audit.ts'
import { decisionOf } from '../decisions/scene.ts'

const tell = (body: EventBody) => {
  const taskKey = 'taskKey' in body ? body.taskKey : null
  const view = {
    seq: 1,
    at: 0,
    type: body.type,
    runId: 'run_1',
    taskKey,
    body: JSON.parse(JSON.stringify(body)),
  }
  return auditEntriesOf(view, (key) => `id of ${key}`).map(({ task_id, action, details }) => [
    task_id,
    action,
    details,
  ])
}

const made: Omit<EventOf<'decision.made'>, 'decision' | 'spent'> = {
  type: 'decision.made',
  runId: 'run_1',
  number: 1,
  after: 'task-001',
  decider: 'model',
  model: 'local/fake',
  prompt: 'p',
  raw: 'r',
  proposed: null,
  findings: [],
  createdTask: null,
  isBooked: true,
}
const spent = { amountMinor: 4, currency: 'USD' }

it('an audit contains the decision after a task, and its cost', () => {
  const create = decisionOf({ action: 'create_task', next_agent_type: 'tester' })
  expect(tell({ ...made, decision: create, spent })).toEqual([
    ['id of task-001', 'decision made', 'a task for tester: because'],
    ['id of task-001', 'transaction recorded', '0.04 USD'],
  ])
  const end = decisionOf({ action: 'project_complete' })
  expect(tell({ ...made, decision: end, spent: null })).toEqual([
    ['id of task-001', 'decision made', 'the work ends: because'],
  ])
})

it('an audit contains failed requests to a model, and unknown costs', () => {
  const charged: Omit<EventOf<'budget.charged'>, 'spent'> = {
    type: 'budget.charged',
    runId: 'run_1',
    taskKey: 'task-001',
    projectId: null,
    reason: 'late_decision',
    model: 'local/fake',
  }
  const words = 'local/fake, for a decision that came too late'
  expect(tell({ ...charged, spent })).toEqual([
    ['id of task-001', 'model asked', words],
    ['id of task-001', 'transaction recorded', '0.04 USD'],
  ])
  expect(tell({ ...charged, spent: null })).toEqual([
    ['id of task-001', 'model asked', `${words}, cost unknown`],
  ])
})
