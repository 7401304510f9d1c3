import type { RefObject } from 'react'
import type { Approval, ApprovalKind } from '#shared/model/approval.ts'
import { TextArea, TextField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import type { Stage } from '../stage.ts'
import { readSubject } from '../subject.ts'
import type { AnswerDraft } from './answer-draft.ts'
import { EditFields } from './edit-fields.tsx'
import { FormFields } from './form-fields.tsx'
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

/** Everything a person can put into an answer to this gate. */
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
