import type { DecisionSummary } from '#shared/model/decisions/decision.ts'
import { decisionOf } from '../../../decisions/scene.ts'

export const created = decisionOf({
  action: 'create_task',
  next_agent_type: 'backend_developer',
  task_description: 'HTTP endpoint (backend_developer) for "tea". Done when the server starts.',
  urgency: 'normal',
})

export const asked = decisionOf({ action: 'escalate_to_human', question: 'What should be made?' })

export const summary = (over: Partial<DecisionSummary> = {}): DecisionSummary => {
  const decision = over.decision ?? created
  return {
    runId: 'run_1',
    number: 1,
    after: 'task-001',
    at: 1_000,
    decider: 'rules',
    model: null,
    proposed: decision,
    findings: [],
    decision,
    createdTask: null,
    spent: null,
    ...over,
  }
}
