import { z } from 'zod'
import type { AnswerInput, Approval, ApprovalAnswer, FormField } from '#shared/model/approval.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { parseAmount } from '../../money/amount.ts'
import { readSubject } from '../subject.ts'

const { faults } = words.answers

/** Unsent input of an approval card. */
export interface AnswerDraft {
  readonly note: string
  readonly by: string
  /** Values by field key: `yes` or `no` for a boolean, an empty text for no value. */
  readonly form: Readonly<Record<string, string>>
  /** Amount in whole currency units, such as `12.50`. */
  readonly amount: string
  /** Null while no edit is in progress. */
  readonly edit: Edit | null
}

export interface Edit {
  readonly title: string
  /** Description of a task, or text of a result. */
  readonly text: string
  /** The complete edit as JSON, which replaces `title` and `text`; null while the fields are edited. */
  readonly json: string | null
}

/** Error messages of a draft, by field. */
export type Faults = Readonly<Record<string, string>>

export function startDraft(approval: Approval, by: string): AnswerDraft {
  const subject = readSubject(approval)
  const amount = subject.type === 'money' ? (subject.suggestedMinor / 100).toFixed(2) : ''
  // Only the assignee may answer, so the assignee's name is used.
  return { note: '', by: approval.assignee ?? by, form: {}, amount, edit: null }
}

/** An edit that starts with the current values; null if the subject cannot be edited. */
export function startEdit(approval: Approval): AnswerDraft['edit'] {
  const subject = readSubject(approval)
  if (subject.type === 'task') return { title: subject.title, text: subject.description, json: null }
  if (subject.type === 'result') return { title: '', text: subject.text, json: null }
  return null
}

/** Title and text as a single text, for comparison. */
export const textOfEdit = ({ title, text }: Pick<Edit, 'title' | 'text'>): string =>
  title === '' ? text : `${title}\n\n${text}`

/** Converts an edit to JSON without losing the field values. */
export function editAsJson(approval: Approval, { title, text }: Edit): string {
  const subject = readSubject(approval)
  const value = subject.type === 'result' ? { text, data: subject.data } : { title, description: text }
  return JSON.stringify(value, null, 2)
}

export type Sent = Omit<AnswerInput, 'by'> & { readonly by: string }

/** The answer to send, bound to the content of this approval; otherwise the errors by field. */
export function answerOf(
  approval: Approval,
  draft: AnswerDraft,
  answer: ApprovalAnswer,
): Result<Sent, Faults> {
  const by = draft.by.trim()
  if (by === '') return err({ by: faults.by })
  const response = responseOf(approval, draft, answer)
  if (!response.ok) return response
  const note = draft.note.trim()
  if (answer === 'respond' && note === '' && approval.form.length === 0) {
    return err({ note: faults.answer })
  }
  if (needsReason(approval.kind, answer) && note === '') {
    return err({ note: answer === 'hand_back' ? faults.forNext : faults.whyNot })
  }
  return ok({
    ...{ approvalId: approval.id, hash: approval.hash, answer, by },
    ...(note !== '' && { note }),
    ...(response.value !== null && { response: response.value }),
  })
}

/** Rejecting or handing back discards planned work of others, so a note is required. */
export const needsReason = (kind: Approval['kind'], answer: ApprovalAnswer): boolean =>
  answer === 'hand_back' || (answer === 'reject' && (kind === 'task_gate' || kind === 'result_review'))

type Response = NonNullable<AnswerInput['response']>

function responseOf(
  approval: Approval,
  draft: AnswerDraft,
  answer: ApprovalAnswer,
): Result<Response | null, Faults> {
  if (answer === 'edit') return editOf(approval, draft)
  if (answer !== 'approve' && answer !== 'respond') return ok(null)
  if (approval.kind === 'budget_top_up') {
    const amountMinor = parseAmount(draft.amount)
    return amountMinor === null || amountMinor === 0 ? err({ amount: faults.amount }) : ok({ amountMinor })
  }
  return approval.form.length === 0 ? ok(null) : valuesOf(approval.form, draft.form)
}

function editOf(approval: Approval, { edit }: AnswerDraft): Result<Response, Faults> {
  const subject = readSubject(approval)
  if (edit === null || (subject.type !== 'task' && subject.type !== 'result')) {
    return err({ edit: faults.noEdit })
  }
  if (edit.json !== null) return editInJson(approval, edit.json)
  if (subject.type === 'result') {
    if (edit.text === subject.text) return err({ edit: faults.unchanged })
    return ok({ text: edit.text, data: subject.data })
  }
  const title = edit.title.trim()
  if (title === '') return err({ title: faults.title })
  const changes = {
    ...(title !== subject.title && { title }),
    ...(edit.text !== subject.description && { description: edit.text }),
  }
  return Object.keys(changes).length === 0 ? err({ edit: faults.unchanged }) : ok(changes)
}

/** The engine validates the edit and names the faulty field in its refusal. */
function editInJson(approval: Approval, json: string): Result<Response, Faults> {
  const before = startEdit(approval)
  if (before !== null && json === editAsJson(approval, before)) return err({ json: faults.unchanged })
  try {
    return ok(z.record(z.string(), z.json()).parse(JSON.parse(json)))
  } catch (error) {
    return err({ json: words.inbox.card.jsonFault(error instanceof Error ? error.message : String(error)) })
  }
}

/** Parsed field values; empty optional fields are omitted. */
export function valuesOf(
  form: readonly FormField[],
  draft: AnswerDraft['form'],
): Result<Record<string, string | number | boolean>, Faults> {
  const values: Record<string, string | number | boolean> = {}
  const found: Record<string, string> = {}
  for (const { key, type, required } of form) {
    const text = (draft[key] ?? '').trim()
    if (text === '') {
      if (required) found[key] = faults.missing
    } else if (type === 'boolean') values[key] = text === 'yes'
    else if (type !== 'number') values[key] = text
    else if (Number.isFinite(Number(text))) values[key] = Number(text)
    else found[key] = faults.number
  }
  return Object.keys(found).length === 0 ? ok(values) : err(found)
}
