import type { Decision, GuardFinding } from '#shared/model/decisions/decision.ts'
import type { Priority } from '#shared/model/task-definition.ts'
import { clip } from '#shared/text/clip.ts'
import { type DecisionContext, isAsking, isOnlyBlocked } from './context.ts'
import { escalate, wait } from './deciders/proposals.ts'
import { guard } from './guard.ts'

export interface Answered {
  /** Null: there was no answer, or it could not be parsed. */
  readonly proposed: Decision | null
  /** Reason for the missing proposal, as text for people. */
  readonly failure: string | null
  /** The rules' decision, used when a model's answer was malformed twice. Absent or null: a person decides. */
  readonly fallback?: Decision | null
}

export interface Verdict {
  /** The executed decision: the proposal, or the question or wait that replaces it. */
  readonly decision: Decision
  readonly findings: GuardFinding[]
}

/** Applies the guard to an answer of any decider. */
export function judge({ proposed, failure, fallback = null }: Answered, context: DecisionContext): Verdict {
  if (proposed === null) {
    const message = failure ?? 'The decider gave no decision.'
    const faults = fallback === null ? [] : guard(fallback, context)
    const findings: GuardFinding[] = [{ code: 'no_answer', message }, ...faults]
    const isFallback = fallback !== null && faults.length === 0
    return { decision: isFallback ? fallback : replacementOf(fallback, findings, context), findings }
  }
  const findings = guard(proposed, context)
  return {
    decision: findings.length === 0 ? proposed : replacementOf(proposed, findings, context),
    findings,
  }
}

const priorities: Readonly<Record<NonNullable<Decision['urgency']>, Priority>> = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  critical: 'critical',
}

/** Priority of the task that a decision creates. */
export const priorityOf = ({ urgency }: Pick<Decision, 'urgency'>): Priority =>
  priorities[urgency ?? 'normal']

/**
 * The replacement of a refused decision: a question to a person, or a wait. A person gets one question at a time, and
 * none about something that only needs time. An early end waits for the open work; any decision waits for an open
 * question. The decider is asked again afterwards anyway, so repeated proposals do not fill the Inbox.
 */
function replacementOf(
  proposed: Decision | null,
  findings: readonly GuardFinding[],
  context: DecisionContext,
): Decision {
  const { running, waiting } = context.queue
  if (isAsking(context)) return wait(`${refused(findings)} A person is being asked already.`)
  if (proposed?.action === 'project_complete' && running + waiting > 0 && !isOnlyBlocked(context)) {
    return wait(`${refused(findings)} That is waited for.`)
  }
  return escalationOf(proposed, findings)
}

const refused = (findings: readonly GuardFinding[]): string =>
  `Refused before anything was done: ${messagesOf(findings)}`

const messagesOf = (findings: readonly GuardFinding[]): string =>
  findings.map(({ message }) => message).join(' ')

/** The question to a person that replaces a refused decision, with the most likely answer. */
const escalationOf = (proposed: Decision | null, findings: readonly GuardFinding[]): Decision =>
  escalate(refused(findings), {
    question: `${wantedOf(proposed)} ${messagesOf(findings)} What should happen next?`.trim(),
    recommended: recommendedOf(findings),
  })

function wantedOf(proposed: Decision | null): string {
  switch (proposed?.action) {
    case 'create_task':
      return `The next task would be for ${proposed.next_agent_type ?? 'nobody'}: "${clip(proposed.task_description ?? '', 200)}".`
    case 'project_complete':
      return 'The project was called complete.'
    case 'wait_for_more_tasks':
      return 'The next step would be to wait.'
    case 'escalate_to_human':
    case undefined:
      return 'It is not clear what comes next.'
  }
}

function recommendedOf(findings: readonly GuardFinding[]): string {
  const codes = new Set(findings.map(({ code }) => code))
  if (codes.has('no_plan')) return 'Write the plan first.'
  if (codes.has('open_deliverables') || codes.has('nothing_made')) return 'Make what is open first.'
  if (codes.has('red_verdict')) return 'Fix what failed and test it again.'
  if (codes.has('open_part')) return 'Make it, or leave it out.'
  if (codes.has('open_approval')) return 'Yes.'
  if (codes.has('open_question')) return 'Answer the question in one sentence.'
  if (codes.has('too_deep')) return 'Go on, or stop the run and look at what was made.'
  if (codes.has('no_money')) return 'Raise the budget, or stop the run.'
  if (codes.has('only_blocked')) return 'Unblock a task, or stop the run.'
  if (codes.has('nothing_changed')) return 'Say what should be done differently, or stop the run.'
  if (codes.has('unknown_agent_type')) return 'Add an agent that can do this, or say who should.'
  if (codes.has('no_progress') || codes.has('too_many_decisions') || codes.has('too_many_tasks')) {
    return 'Stop the run and look at what was tried.'
  }
  return 'Say in one sentence what should be done next, or stop the run.'
}
