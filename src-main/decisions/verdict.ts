import type { Decision, GuardFinding } from '#shared/model/decisions/decision.ts'
import type { Priority } from '#shared/model/task.ts'
import { type DecisionContext, isAsking, isOnlyBlocked } from './context.ts'
import { replacementOf, type Standing } from './escalation.ts'
import { guard } from './guard.ts'

export interface Answered {
  /** Null: the answer could not be read, or there was none. */
  readonly proposed: Decision | null
  /** Why there is no proposal, in words for a person. */
  readonly failure: string | null
  /** The rules' decision, where the answer of a model was malformed twice; absent or null: a person decides. */
  readonly fallback?: Decision | null
}

export interface Verdict {
  /** What is done: the proposal, or what takes its place: a question to a person, or a wait. */
  readonly decision: Decision
  readonly findings: GuardFinding[]
}

/** What is done with an answer, whoever gave it. */
export function judge({ proposed, failure, fallback = null }: Answered, context: DecisionContext): Verdict {
  const standing = standingOf(context)
  if (proposed === null) {
    const message = failure ?? 'The decider gave no decision.'
    const refused = fallback === null ? [] : guard(fallback, context)
    const findings: GuardFinding[] = [{ code: 'no_answer', message }, ...refused]
    const isFallback = fallback !== null && refused.length === 0
    return { decision: isFallback ? fallback : replacementOf(fallback, findings, standing), findings }
  }
  const findings = guard(proposed, context)
  return {
    decision: findings.length === 0 ? proposed : replacementOf(proposed, findings, standing),
    findings,
  }
}

const standingOf = (context: DecisionContext): Standing => ({
  isAsking: isAsking(context),
  hasOpenWork: context.queue.running + context.queue.waiting > 0 && !isOnlyBlocked(context),
})

const priorities: Readonly<Record<NonNullable<Decision['urgency']>, Priority>> = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  critical: 'critical',
}

/** How urgent the task is that follows from a decision. */
export const priorityOf = ({ urgency }: Pick<Decision, 'urgency'>): Priority =>
  priorities[urgency ?? 'normal']
