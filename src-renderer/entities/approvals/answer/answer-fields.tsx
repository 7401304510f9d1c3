import type { RefObject } from 'react'
import type { Approval, ApprovalKind, FormField } from '#shared/model/approval.ts'
import { words } from '#shared/words/words.ts'
import { ChoiceField, TextArea, TextField } from '../../../ui/controls/field.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { DiffText } from '../../../ui/text/diff-text.tsx'
import { diffOf } from '../../../ui/text/line-diff.ts'
import { readSubject } from '../subject.ts'
import {
  type AnswerDraft,
  type Edit,
  editAsJson,
  type Faults,
  startEdit,
  textOfEdit,
} from './answer-draft.ts'
import type { Stage } from './answers.ts'
import type { Answering } from './use-answering.ts'

const noteLabels: Partial<Record<ApprovalKind, string>> = {
  agent_question: words.inbox.fields.answer,
  uncertain_outcome: words.inbox.fields.known,
}

function noteLabelOf({ kind, form }: Approval, stage: Stage): string {
  const { card, fields } = words.inbox
  if (stage.type === 'reasoning') return stage.answer === 'hand_back' ? card.whyBack : card.whyReject
  return form.length > 0 ? fields.note : (noteLabels[kind] ?? fields.note)
}

/** Input fields for the answer to an approval. */
export function AnswerFields({ approval, answering, note }: AnswerFieldsProps) {
  const { kind, form, quorum, assignee } = approval
  const { draft, faults, stage, setDraft } = answering
  const set = (change: Partial<AnswerDraft>) => setDraft({ ...draft, ...change })
  const isQuestion = kind === 'agent_question' && form.length === 0
  const { fields } = words.inbox
  return (
    <>
      {draft.edit !== null && (
        <EditFields approval={approval} edit={draft.edit} faults={faults} onEdit={(edit) => set({ edit })} />
      )}
      {kind === 'budget_top_up' && (
        <TextField
          label={fields.onTop(currencyOf(approval))}
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
        ref={note}
        label={noteLabelOf(approval, stage)}
        value={draft.note}
        fault={faults.note}
        rows={isQuestion ? 3 : 1}
        maxLength={10_000}
        onChange={(text) => set({ note: text })}
      />
      {(quorum > 1 || assignee !== null) && (
        <TextField
          label={assignee === null ? fields.name : fields.answerAs}
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

interface AnswerFieldsProps {
  readonly approval: Approval
  readonly answering: Answering
  readonly note: RefObject<HTMLTextAreaElement | null>
}

function currencyOf(approval: Approval): string {
  const subject = readSubject(approval)
  return subject.type === 'money' ? subject.currency : ''
}

interface EditFieldsProps {
  readonly approval: Approval
  readonly edit: Edit
  readonly faults: Faults
  readonly onEdit: (edit: Edit) => void
}

/** Edits the subject as fields or JSON, and shows the differences below. */
function EditFields({ approval, edit, faults, onEdit }: EditFieldsProps) {
  const { card, fields } = words.inbox
  const isTask = approval.kind === 'task_gate'
  const isJson = edit.json !== null
  return (
    <>
      <Segmented
        label={card.editAs}
        value={isJson ? 'json' : 'form'}
        choices={[
          { value: 'form', label: card.asForm },
          { value: 'json', label: card.asJson },
        ]}
        onChoose={(mode) => onEdit({ ...edit, json: mode === 'json' ? editAsJson(approval, edit) : null })}
      />
      {edit.json !== null ? (
        <TextArea
          label={card.json}
          value={edit.json}
          fault={faults.json}
          rows={10}
          autoFocus
          spellCheck={false}
          className="font-mono text-sm"
          onChange={(json) => onEdit({ ...edit, json })}
        />
      ) : (
        <>
          {isTask && (
            <TextField
              label={fields.title}
              value={edit.title}
              fault={faults.title}
              maxLength={500}
              autoFocus
              onChange={(title) => onEdit({ ...edit, title })}
            />
          )}
          <TextArea
            label={isTask ? fields.whatToDo : fields.result}
            value={edit.text}
            rows={8}
            maxLength={100_000}
            autoFocus={!isTask}
            onChange={(text) => onEdit({ ...edit, text })}
          />
        </>
      )}
      <EditDiff approval={approval} edit={edit} />
    </>
  )
}

function EditDiff({ approval, edit }: Pick<EditFieldsProps, 'approval' | 'edit'>) {
  const before = startEdit(approval)
  if (before === null) return null
  const [was, is] =
    edit.json === null
      ? [textOfEdit(before), textOfEdit(edit)]
      : [editAsJson(approval, { ...before, json: null }), edit.json]
  if (was === is) return null
  const { yourChange } = words.inbox.card
  return (
    <section>
      <h4 className="mb-1 text-muted text-sm">{yourChange}</h4>
      <DiffText label={yourChange} blocks={diffOf(was, is)} />
    </section>
  )
}

interface FormFieldsProps {
  readonly form: readonly FormField[]
  readonly values: AnswerDraft['form']
  readonly faults: Faults
  readonly onChange: (values: AnswerDraft['form']) => void
}

/** Form fields that a gate or an agent requests. */
function FormFields({ form, values, faults, onChange }: FormFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      {form.map((field) => (
        <OneField
          key={field.key}
          field={field}
          value={values[field.key] ?? ''}
          fault={faults[field.key]}
          onChange={(value) => onChange({ ...values, [field.key]: value })}
        />
      ))}
    </div>
  )
}

interface OneFieldProps {
  readonly field: FormField
  readonly value: string
  readonly fault: string | undefined
  readonly onChange: (value: string) => void
}

const say = words.answers
const yesAndNo = [
  { value: 'yes', label: say.yes },
  { value: 'no', label: say.no },
]

function OneField({ field, ...rest }: OneFieldProps) {
  const { label, type, options = [], required } = field
  const named = { ...rest, label: required ? label : say.optional(label) }
  switch (type) {
    case 'text':
      return <TextArea {...named} rows={1} maxLength={10_000} />
    case 'number':
      return <TextField {...named} inputMode="decimal" className="tabular max-w-40" />
    case 'boolean':
      return <ChoiceField {...named} options={[{ value: '', label: say.choose }, ...yesAndNo]} />
    case 'choice': {
      const choices = options.map((option) => ({ value: option, label: option }))
      return <ChoiceField {...named} options={[{ value: '', label: say.choose }, ...choices]} />
    }
  }
}
