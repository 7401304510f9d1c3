import type { FormField } from '#shared/model/approval.ts'
import { ChoiceField, TextArea, TextField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import type { AnswerDraft, Faults } from './answer-draft.ts'

interface FormFieldsProps {
  readonly form: readonly FormField[]
  readonly values: AnswerDraft['form']
  readonly faults: Faults
  readonly onChange: (values: AnswerDraft['form']) => void
}

/** The fields a gate or an agent asks to be filled. */
export function FormFields({ form, values, faults, onChange }: FormFieldsProps) {
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
