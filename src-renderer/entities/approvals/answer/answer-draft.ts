import { z } from 'zod'
import type { AnswerInput, Approval, ApprovalAnswer, FormField } from '#shared/model/approval.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { parseAmount } from '../../money/amount.ts'
import { readSubject } from '../subject.ts'

const { faults } = words.answers

/** The unsent input in the fields of the card. */
export interface AnswerDraft {
  readonly note: string
  readonly by: string
  /** By the key of the field; `yes` and `no` for a boolean, an empty text for nothing yet. */
  readonly form: Readonly<Record<string, string>>
  /** In whole units, such as `12.50`. */
  readonly amount: string
  /** Null while nothing is edited. */
  readonly edit: Edit | null
}

export interface Edit {
  readonly title: string
  /** The description of a task, or a result. */
  readonly text: string
  /** Null: it is edited by its fields. Else all of it, and the fields do not count. */
  readonly json: string | null
}

/** The faults of a draft, by field. */
export type Faults = Readonly<Record<string, string>>

export function startDraft(approval: Approval, by: string): AnswerDraft {
  const subject = readSubject(approval)
  const amount = subject.type === 'money' ? (subject.suggestedMinor / 100).toFixed(2) : ''
  // Only the assignee may answer, so the answer is in their name.
  return { note: '', by: approval.assignee ?? by, form: {}, amount, edit: null }
}

/** The fields to edit, filled with what they replace. */
export function startEdit(approval: Approval): AnswerDraft['edit'] {
  const subject = readSubject(approval)
  if (subject.type === 'task') return { title: subject.title, text: subject.description, json: null }
  if (subject.type === 'result') return { title: '', text: subject.text, json: null }
  return null
}

/** As one text, to be compared. */
export const textOfEdit = ({ title, text }: Pick<Edit, 'title' | 'text'>): string =>
  title === '' ? text : `${title}\n\n${text}`

/** The same edit, to be gone on with as JSON; what the fields hold is not lost. */
export function editAsJson(approval: Approval, { title, text }: Edit): string {
  const subject = readSubject(approval)
  const value = subject.type === 'result' ? { text, data: subject.data } : { title, description: text }
  return JSON.stringify(value, null, 2)
}

export type Sent = Omit<AnswerInput, 'by'> & { readonly by: string }

/** The answer as it is sent, bound to what this approval shows; or what is still missing. */
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

/** A no ends what others planned: it is not given without a word. */
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

/** Whether it fits is for the engine to say: it refuses with the field. */
function editInJson(approval: Approval, json: string): Result<Response, Faults> {
  const before = startEdit(approval)
  if (before !== null && json === editAsJson(approval, before)) return err({ json: faults.unchanged })
  try {
    return ok(z.record(z.string(), z.json()).parse(JSON.parse(json)))
  } catch (error) {
    return err({ json: words.inbox.card.jsonFault(error instanceof Error ? error.message : String(error)) })
  }
}

/** The values of the fields; empty ones are left out. */
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
