import type { Approval, ApprovalKind } from '#shared/model/approval.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import type { AnswerDraft, Faults } from './answer-draft.ts'
import { FormFields } from './form-fields.tsx'
import { readSubject } from './subject.ts'

interface AnswerFieldsProps {
  readonly approval: Approval
  readonly draft: AnswerDraft
  readonly faults: Faults
  readonly onDraft: (draft: AnswerDraft) => void
}

const noteLabels: Partial<Record<ApprovalKind, string>> = {
  agent_question: 'Your answer',
  uncertain_outcome: 'What you know of it (optional)',
}

/** Everything a person can put into an answer to this gate. */
export function AnswerFields({ approval, draft, faults, onDraft }: AnswerFieldsProps) {
  const { kind, form, quorum, assignee } = approval
  const set = (change: Partial<AnswerDraft>) => onDraft({ ...draft, ...change })
  const isQuestion = kind === 'agent_question' && form.length === 0
  const noteLabel = form.length > 0 ? 'Note (optional)' : (noteLabels[kind] ?? 'Note (optional)')
  return (
    <>
      {draft.edit !== null && <EditFields {...{ approval, draft, faults, onDraft }} edit={draft.edit} />}
      {kind === 'budget_top_up' && (
        <TextField
          label={`Give on top, in ${currencyOf(approval)}`}
          value={draft.amount}
          fault={faults.amount}
          inputMode="decimal"
          className="tabular max-w-40"
          onChange={(amount) => set({ amount })}
        />
      )}
      {form.length > 0 && draft.edit === null && (
        <FormFields
          form={form}
          values={draft.form}
          faults={faults}
          onChange={(values) => set({ form: values })}
        />
      )}
      <TextArea
        label={noteLabel}
        value={draft.note}
        fault={faults.note}
        rows={isQuestion ? 3 : 1}
        maxLength={10_000}
        onChange={(note) => set({ note })}
      />
      {(quorum > 1 || assignee !== null) && (
        <TextField
          label={assignee === null ? 'Your name' : 'Answer as'}
          value={draft.by}
          fault={faults.by}
          maxLength={100}
          className="max-w-56"
          onChange={(by) => set({ by })}
        />
      )}
    </>
  )
}

interface EditFieldsProps extends AnswerFieldsProps {
  readonly edit: NonNullable<AnswerDraft['edit']>
}

function EditFields({ approval, draft, edit, faults, onDraft }: EditFieldsProps) {
  const set = (change: Partial<typeof edit>) => onDraft({ ...draft, edit: { ...edit, ...change } })
  const isTask = approval.kind === 'task_gate'
  return (
    <>
      {isTask && (
        <TextField
          label="Title"
          value={edit.title}
          fault={faults.title}
          maxLength={500}
          autoFocus
          onChange={(title) => set({ title })}
        />
      )}
      <TextArea
        label={isTask ? 'What to do' : 'The result'}
        value={edit.text}
        rows={8}
        maxLength={100_000}
        autoFocus={!isTask}
        onChange={(text) => set({ text })}
      />
    </>
  )
}

function currencyOf(approval: Approval): string {
  const subject = readSubject(approval)
  return subject.type === 'money' ? subject.currency : ''
}
