import type { Approval } from '#shared/model/approval.ts'
import { TextArea, TextField } from '../../../ui/controls/field.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { DiffText } from '../../../ui/text/diff-text.tsx'
import { diffOf } from '../../../ui/text/line-diff.ts'
import { words } from '../../../words/words.ts'
import { type Edit, editAsJson, type Faults, startEdit, textOfEdit } from './answer-draft.ts'

interface EditFieldsProps {
  readonly approval: Approval
  readonly edit: Edit
  readonly faults: Faults
  readonly onEdit: (edit: Edit) => void
}

/** What is decided on, to be changed by its fields or as JSON, with what the change comes to below. */
export function EditFields({ approval, edit, faults, onEdit }: EditFieldsProps) {
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
