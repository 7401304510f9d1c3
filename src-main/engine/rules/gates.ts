import type { ApprovalId } from '#shared/ids.ts'
import {
  type Approval,
  type ApprovalAnswer,
  type ApprovalKind,
  allowedAnswers,
  type Gate,
} from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { sha256 } from '../../base/hash.ts'
import type { EngineState, TaskState } from '../state.ts'
import { describeAgent } from './command-approval.ts'
import type { Rule } from './rule.ts'

export interface NewGate {
  readonly kind: ApprovalKind
  readonly question: string
  readonly description?: string
  readonly subject: Json
  /** True if a person asks about their own task, which they can hand back. */
  readonly canHandBack?: boolean
  /** Gate settings from the plan; absent for kinds that a plan cannot configure. */
  readonly gate?: Partial<Gate> | undefined
}

/** Posts an approval. The expiry starts now, and the hash covers what is shown (E6). */
export function postGate(rule: Rule, task: TaskState, { kind, gate = {}, ...shown }: NewGate): void {
  const { key } = task.definition
  const { expiresInMs, onExpiry, escalateTo, remindEveryMs } = gate
  // Edits need a quorum of 1 and no form: other voters would not see the edit, and an answer cannot hold both an edit
  // and form values.
  const canEdit = (gate.quorum ?? 1) === 1 && (gate.form ?? []).length === 0
  const may: Partial<Record<ApprovalAnswer, boolean>> = {
    edit: canEdit,
    hand_back: shown.canHandBack ?? false,
  }
  const id: ApprovalId = `gate_${task.runId.slice('run_'.length)}.${key}.${task.gates + 1}`
  const approval: Approval = {
    id,
    kind,
    runId: task.runId,
    taskKey: key,
    question: shown.question,
    description: shown.description ?? gate.description ?? '',
    subject: shown.subject,
    allows: allowedAnswers[kind].filter((answer) => may[answer] ?? true),
    form: [...(gate.form ?? [])],
    quorum: gate.quorum ?? 1,
    votes: [],
    assignee: gate.assignee ?? null,
    hash: '',
    postedAt: rule.at,
    expiresAt: expiresInMs === undefined ? null : rule.at + expiresInMs,
    escalateTo: onExpiry === 'escalate' ? (escalateTo ?? null) : null,
    remindEveryMs: remindEveryMs ?? null,
    remindAt: remindEveryMs === undefined ? null : rule.at + remindEveryMs,
    answer: null,
    note: null,
    response: null,
    answeredBy: null,
    answeredAt: null,
    closed: null,
  }
  rule.emit({
    type: 'approval.posted',
    runId: task.runId,
    taskKey: key,
    approval: { ...approval, hash: hashOf(approval) },
  })
}

/** Asks a person whether the task had its effects, because it must not be repeated if it had. */
export function askWhatHappened(rule: Rule, task: TaskState, description: string): void {
  const question = words.questions.interrupted(task.definition.title)
  postGate(rule, task, { kind: 'uncertain_outcome', question, description, subject: null })
}

/** Asks before a repeat: the task ran but failed its checks, and its effects would not be undone by a retry. */
export function askToRunAgain(rule: Rule, task: TaskState, description: string): void {
  const question = words.questions.runAgain(task.definition.title)
  postGate(rule, task, { kind: 'uncertain_outcome', question, description, subject: null })
}

/** True if a person must approve the start, by the plan's settings, even if the gate itself comes after the task. */
export const isGatedBefore = ({ requiresApproval, gate }: TaskDefinition): boolean =>
  requiresApproval || gate?.when === 'before'

/** True if a person approved the start. The task must then be done as shown in the approval (E6). */
export function isPastGate(
  { approvals }: Pick<EngineState, 'approvals'>,
  { definition, status, approvalId }: TaskState,
): boolean {
  if (!isGatedBefore(definition) || approvalId === null) return false
  return status !== 'awaiting_approval' || approvals.get(approvalId)?.kind !== 'task_gate'
}

/** The subject of an approval: the task and its agent, such as the command of a program or the tools of a model. */
export function subjectOf({ agents }: Pick<EngineState, 'agents'>, { agentId, definition }: TaskState): Json {
  const { title, description } = definition
  const agent = agentId === null ? undefined : agents.get(agentId)?.agent
  return { title, description, ...(agent !== undefined && describeAgent(agent, definition)) }
}

/** The question of the approval before a task. */
export function questionOf({ state }: Rule, { runId, definition: { title, gate } }: TaskState): string {
  const asked = gate?.when === 'before' ? gate.question : undefined
  return asked ?? words.questions.start(state.runs.get(runId)?.title ?? '', title)
}

/** Updates the gate of an edited task. Votes are dropped, because they were for the previous content. */
export function refreshGate(rule: Rule, task: TaskState): void {
  const approval = task.approvalId === null ? undefined : rule.state.approvals.get(task.approvalId)
  if (approval === undefined || approval.kind !== 'task_gate' || task.approvalId === null) return
  const changed = {
    ...approval,
    question: questionOf(rule, task),
    subject: subjectOf(rule.state, task),
    votes: [],
  }
  rule.emit({
    type: 'approval.changed',
    runId: task.runId,
    taskKey: task.definition.key,
    approvalId: task.approvalId,
    approval: { ...changed, hash: hashOf(changed) },
  })
}

/** Updates gates whose shown agent has changed. */
export function refreshCommands(rule: Rule): void {
  for (const { kind, runId, taskKey, subject } of [...rule.state.approvals.values()]) {
    const task = kind === 'task_gate' ? rule.state.runs.get(runId)?.tasks.get(taskKey) : undefined
    if (task === undefined || JSON.stringify(subjectOf(rule.state, task)) === JSON.stringify(subject))
      continue
    refreshGate(rule, task)
  }
}

/** Withdraws the open approval of a task that has ended. */
export function withdrawGate(rule: Rule, { approvalId, runId, definition }: TaskState): void {
  if (approvalId === null || !rule.state.approvals.has(approvalId)) return
  const about = { runId, taskKey: definition.key }
  rule.emit({ type: 'approval.closed', ...about, approvalId, how: 'withdrawn' })
}

/** Hash of everything that a person sees and decides about. Assignee and expiry are not included. */
const hashOf = ({ id, kind, question, description, subject, allows, form, quorum }: Approval): string =>
  sha256(JSON.stringify({ id, kind, question, description, subject, allows, form, quorum }))
