import type { Decision } from '#shared/model/decisions/decision.ts'
import type { ContextTask, DecisionContext } from '../../src-main/decisions/context.ts'

export const decisionOf = (fields: Partial<Decision> & Pick<Decision, 'action'>): Decision => ({
  reasoning: 'because',
  next_agent_type: null,
  task_description: null,
  context_to_pass: null,
  urgency: null,
  question: null,
  recommended_answer: null,
  ...fields,
})

export const taskWith = (fields: Partial<ContextTask> = {}): ContextTask => ({
  key: 'task-001',
  title: 'Plan project scope',
  description: 'Analyze the goal and write scope.md.',
  agentType: 'workshopper',
  status: 'done',
  outcome: 'Wrote scope.md.',
  isEscalation: false,
  ...fields,
})

const types = [
  'workshopper',
  'project_manager',
  'backend_developer',
  'frontend_developer',
  'technical_writer',
  'tester',
]

export const contextWith = (fields: Partial<DecisionContext> = {}): DecisionContext => ({
  goal: 'Build a tea shop web app',
  phase: 'workshopper',
  finished: taskWith(),
  tasks: [taskWith()],
  agentTypes: types.map((type) => ({ type, available: true })),
  artifacts: [],
  queue: { running: 0, waiting: 0 },
  decisions: 0,
  ...fields,
})
