import type { Decision, GuardFinding } from '#shared/model/decisions/decision.ts'
import type { Priority } from '#shared/model/task-definition.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { type DecisionContext, isAsking, isOnlyBlocked } from './context.ts'
import { escalate, wait } from './deciders/proposals.ts'
import { guard } from './guard.ts'

const { decisionReasons: reasons, decisionQuestions: questions, recommendedAnswers: answers } = words

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
    const message = failure ?? words.guardFindings.noDecision
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
  if (isAsking(context)) return wait(reasons.questionOpen(refused(findings)))
  if (proposed?.action === 'project_complete' && running + waiting > 0 && !isOnlyBlocked(context)) {
    return wait(reasons.tasksOpen(refused(findings)))
  }
  return escalationOf(proposed, findings)
}

const refused = (findings: readonly GuardFinding[]): string => reasons.refused(messagesOf(findings))

const messagesOf = (findings: readonly GuardFinding[]): string =>
  findings.map(({ message }) => message).join(' ')

/** The question to a person that replaces a refused decision, with the most likely answer. */
const escalationOf = (proposed: Decision | null, findings: readonly GuardFinding[]): Decision =>
  escalate(refused(findings), {
    question: questions.refused(wantedOf(proposed), messagesOf(findings)),
    recommended: recommendedOf(findings),
  })

function wantedOf(proposed: Decision | null): string {
  switch (proposed?.action) {
    case 'create_task':
      return questions.wantedTask(proposed.next_agent_type, clip(proposed.task_description ?? '', 200))
    case 'project_complete':
      return questions.wantedEnd
    case 'wait_for_more_tasks':
      return questions.wantedWait
    case 'escalate_to_human':
    case undefined:
      return questions.wantedUnclear
  }
}

function recommendedOf(findings: readonly GuardFinding[]): string {
  const codes = new Set(findings.map(({ code }) => code))
  if (codes.has('no_plan')) return answers.writePlan
  if (codes.has('open_deliverables') || codes.has('nothing_made')) return answers.makeOpen
  if (codes.has('red_verdict')) return answers.fixAndTest
  if (codes.has('open_part')) return answers.coverParts
  if (codes.has('open_approval')) return answers.approve
  if (codes.has('open_question')) return answers.oneSentence
  if (codes.has('too_deep')) return answers.goOn
  if (codes.has('no_money')) return answers.raiseBudget
  if (codes.has('only_blocked')) return answers.unblock
  if (codes.has('nothing_changed')) return answers.changeTask
  if (codes.has('unknown_agent_type')) return answers.addAgent
  if (codes.has('no_progress') || codes.has('too_many_decisions') || codes.has('too_many_tasks')) {
    return answers.stop
  }
  return answers.nextStep
}
