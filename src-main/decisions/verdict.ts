import type { Decision, GuardFinding } from '#shared/model/decision.ts'
import type { Priority } from '#shared/model/task.ts'
import type { DecisionContext } from './context.ts'
import { escalationOf } from './escalation.ts'
import { guard } from './guard.ts'

export interface Answered {
  /** Null: the answer could not be read, or there was none. */
  readonly proposed: Decision | null
  /** Why there is no proposal, in words for a person. */
  readonly failure: string | null
}

export interface Verdict {
  /** What is done: the proposal, or the question to a person that takes its place. */
  readonly decision: Decision
  readonly findings: GuardFinding[]
}

/** What is done with an answer, whoever gave it. */
export function judge({ proposed, failure }: Answered, context: DecisionContext): Verdict {
  if (proposed === null) {
    const message = failure ?? 'The decider gave no decision.'
    const findings: GuardFinding[] = [{ code: 'no_answer', message }]
    return { decision: escalationOf(null, findings), findings }
  }
  const findings = guard(proposed, context)
  return { decision: findings.length === 0 ? proposed : escalationOf(proposed, findings), findings }
}

const priorities: Readonly<Record<NonNullable<Decision['urgency']>, Priority>> = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  critical: 'critical',
}

/** How urgent the task is that follows from a decision. */
export const priorityOf = ({ urgency }: Pick<Decision, 'urgency'>): Priority =>
  priorities[urgency ?? 'normal']
