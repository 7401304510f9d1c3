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
  /** It is a person's own task: they can give it back. */
  readonly canHandBack?: boolean
  /** How it behaves, from the plan; a kind that the plan knows nothing of has no gate of its own. */
  readonly gate?: Partial<Gate> | undefined
}

/** Posts a question; its clock starts now, and what is shown is bound to a hash (E6). */
export function postGate(rule: Rule, task: TaskState, { kind, gate = {}, ...shown }: NewGate): void {
  const { key } = task.definition
  const { expiresInMs, onExpiry, escalateTo, remindEveryMs } = gate
  // An edit is one person's, seen by nobody else, and has no room for a form.
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

/** It may have happened and must not happen twice: a person says what is true. */
export function askWhatHappened(rule: Rule, task: TaskState, description: string): void {
  const question = words.questions.interrupted(task.definition.title)
  postGate(rule, task, { kind: 'uncertain_outcome', question, description, subject: null })
}

/** It did happen, and fell short of its checks: what it did is not undone by another try. */
export function askToRunAgain(rule: Rule, task: TaskState, description: string): void {
  const question = words.questions.runAgain(task.definition.title)
  postGate(rule, task, { kind: 'uncertain_outcome', question, description, subject: null })
}

/** A person must let it start: by the plan's word, whatever its gate looks at afterwards. */
export const isGatedBefore = ({ requiresApproval, gate }: TaskDefinition): boolean =>
  requiresApproval || gate?.when === 'before'

/** A person let it start: what they were shown is what is done (E6). */
export function isPastGate(
  { approvals }: Pick<EngineState, 'approvals'>,
  { definition, status, approvalId }: TaskState,
): boolean {
  if (!isGatedBefore(definition) || approvalId === null) return false
  return status !== 'awaiting_approval' || approvals.get(approvalId)?.kind !== 'task_gate'
}

/** The subject of an approval: the task, and the command of its program or the tools of its model. */
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

/** Its task was edited: what is shown is another thing now, and nobody has voted on that. */
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

/** Agents changed: a gate that showed what a program would do shows what it would do now. */
export function refreshCommands(rule: Rule): void {
  for (const { kind, runId, taskKey, subject } of [...rule.state.approvals.values()]) {
    const task = kind === 'task_gate' ? rule.state.runs.get(runId)?.tasks.get(taskKey) : undefined
    if (task === undefined || JSON.stringify(subjectOf(rule.state, task)) === JSON.stringify(subject))
      continue
    refreshGate(rule, task)
  }
}

/** The gate of a task that is over can open nothing. */
export function withdrawGate(rule: Rule, { approvalId, runId, definition }: TaskState): void {
  if (approvalId === null || !rule.state.approvals.has(approvalId)) return
  const about = { runId, taskKey: definition.key }
  rule.emit({ type: 'approval.closed', ...about, approvalId, how: 'withdrawn' })
}

/** Everything a person sees and decides on; who may answer and until when is not part of it. */
const hashOf = ({ id, kind, question, description, subject, allows, form, quorum }: Approval): string =>
  sha256(JSON.stringify({ id, kind, question, description, subject, allows, form, quorum }))
