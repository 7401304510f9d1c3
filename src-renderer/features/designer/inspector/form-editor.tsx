import { Plus, X } from 'lucide-react'
import type { FormField } from '#shared/model/approval.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { LeftText } from './left-text.tsx'

const text = words.designer.form
const types = ['text', 'number', 'boolean', 'choice'] as const

interface FormEditorProps {
  readonly form: readonly FormField[]
  readonly onChange: (form: readonly FormField[]) => void
}

/** What a person fills in with their answer. */
export function FormEditor({ form, onChange }: FormEditorProps) {
  const set = (at: number, part: Partial<FormField>) =>
    onChange(form.map((field, index) => (index === at ? { ...field, ...part } : field)))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-muted text-sm">{text.title}</legend>
      <ul className="flex flex-col gap-2">
        {form.map((field, at) => (
          <li key={field.key} className="rounded-md border border-line p-2.5">
            <div className="grid grid-cols-[minmax(0,1fr)_110px_28px] items-end gap-2">
              <LeftText
                label={text.label}
                value={field.label}
                maxLength={200}
                onLeave={(label) => set(at, { label })}
              />
              <ChoiceField
                label={text.type}
                value={field.type}
                options={types.map((value) => ({ value, label: text.types[value] }))}
                onChange={(value) => {
                  const type = types.find((each) => each === value) ?? 'text'
                  set(at, { type, ...(type === 'choice' && { options: field.options ?? text.firstOptions }) })
                }}
              />
              <IconButton
                label={text.remove(field.label)}
                icon={X}
                className="mb-0.5 size-7"
                onClick={() => onChange(form.filter((_, index) => index !== at))}
              />
            </div>
            {field.type === 'choice' && (
              <div className="mt-2">
                <LeftText
                  label={text.options}
                  value={(field.options ?? []).join(', ')}
                  onLeave={(written) =>
                    set(at, {
                      options: written
                        .split(',')
                        .map((each) => each.trim())
                        .filter(Boolean),
                    })
                  }
                />
              </div>
            )}
            <CheckBox
              showsLabel
              label={text.required}
              isChecked={field.required}
              onChange={(required) => set(at, { required })}
              className="mt-2"
            />
          </li>
        ))}
      </ul>
      <Button
        icon={Plus}
        className="mt-2"
        disabled={form.length >= 50}
        onClick={() =>
          onChange([
            ...form,
            { key: freeFieldKey(form), label: text.newField, type: 'text', required: false },
          ])
        }
      >
        {text.add}
      </Button>
    </fieldset>
  )
}

function freeFieldKey(form: readonly FormField[]): string {
  let number = form.length + 1
  while (form.some(({ key }) => key === `field_${number}`)) number += 1
  return `field_${number}`
}
