import { z } from 'zod'

export const waitCauses = [
  'dependency',
  'task_gate',
  'result_review',
  'uncertain_outcome',
  'budget_top_up',
  'question',
  'reported',
  'no_agent',
  'agent_busy',
  'external',
  'run_limit',
  'global_limit',
  'review_limit',
  'money',
  'backoff',
  'paused',
] as const
export const waitCauseSchema = z.enum(waitCauses)
export type WaitCause = z.infer<typeof waitCauseSchema>

/** Causes that only a person can resolve. */
export const personCauses: ReadonlySet<string> = new Set<WaitCause>([
  'task_gate',
  'result_review',
  'uncertain_outcome',
  'budget_top_up',
  'question',
])
