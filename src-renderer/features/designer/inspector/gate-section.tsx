import { Plus, X } from 'lucide-react'
import type { FormField, Gate } from '#shared/model/approval.ts'
import { words } from '#shared/words/words.ts'
import { withFields } from '../../../entities/plans/edits/edit.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { gateFieldsOf, plainGate, whenOf, whens } from '../gate-words.ts'
import { Section } from './section.tsx'
import type { TaskFormProps } from './task-fields.ts'
import { LeftText, LiveText } from './text-fields.tsx'
import { DurationField, NumberField, SharedChoice, sharedOf, valueOr } from './value-fields.tsx'

const text = words.designer.gate

/** Approval of a task: time, people, question, and outcome on expiry. */
export function GateSection({ tasks, onChangeEach, faultOf }: TaskFormProps) {
  const when = sharedOf(tasks, whenOf)
  const fault = faultOf('gate')
  const isAsked = when.is === 'one' && when.value !== 'none'
  return (
    <Section
      id="gate"
      title={text.title}
      summary={when.is === 'mixed' ? words.designer.several : text.when[when.value]}
      isFaulty={fault !== undefined}
    >
      <SharedChoice
        label={text.ask}
        shared={when}
        fault={fault}
        options={whens.map((value) => ({ value, label: text.when[value] }))}
        onChange={(next) => onChangeEach((task) => gateFieldsOf(task, next), text.title)}
      />
      {isAsked && <GateFields tasks={tasks} onChangeEach={onChangeEach} />}
    </Section>
  )
}

type TextField = 'question' | 'description' | 'assignee' | 'escalateTo'

type GateFieldsProps = Pick<TaskFormProps, 'tasks' | 'onChangeEach'>

function GateFields({ tasks, onChangeEach }: GateFieldsProps) {
  const of = <Name extends keyof Gate>(name: Name) => sharedOf(tasks, ({ gate }) => gate?.[name])
  const set = (part: { readonly [Name in keyof Gate]?: Gate[Name] | undefined }, field: string) =>
    onChangeEach(({ gate }) => ({ gate: withFields({ ...plainGate, ...gate }, part) }), field)
  const textOf = (name: TextField) => ({
    label: text[name],
    value: valueOr(of(name), '') ?? '',
    onChange: (value: string) => set({ [name]: value || undefined }, text[name]),
  })
  const expires = of('expiresInMs')
  const isEscalated = valueOr(of('onExpiry'), 'reject') === 'escalate'
  return (
    <>
      <LiveText {...textOf('question')} maxLength={1000} placeholder={text.questionExample} />
      <LiveText {...textOf('description')} rows={3} maxLength={20_000} />
      <div className="grid grid-cols-2 gap-3">
        <LiveText {...textOf('assignee')} maxLength={100} placeholder={text.anybody} />
        <NumberField
          label={text.quorum}
          shared={of('quorum')}
          min={1}
          max={100}
          placeholder="1"
          onChange={(quorum) => set({ quorum: quorum ?? 1 }, text.quorum)}
        />
        <DurationField
          label={text.expires}
          shared={expires}
          min={1000}
          placeholder={text.never}
          onChange={(ms) => set({ expiresInMs: ms }, text.expires)}
        />
        <DurationField
          label={text.remind}
          shared={of('remindEveryMs')}
          min={1000}
          placeholder={text.never}
          onChange={(ms) => set({ remindEveryMs: ms }, text.remind)}
        />
      </div>
      {valueOr(expires, undefined) !== undefined && (
        <div className="grid grid-cols-2 gap-3">
          <ChoiceField
            label={text.onExpiry(writeDuration(valueOr(expires, 0) ?? 0))}
            value={isEscalated ? 'escalate' : 'reject'}
            options={[
              { value: 'reject', label: text.reject },
              { value: 'escalate', label: text.escalate },
            ]}
            onChange={(onExpiry) => set({ onExpiry }, text.escalate)}
          />
          {isEscalated && <LiveText {...textOf('escalateTo')} maxLength={100} />}
        </div>
      )}
      {tasks.length === 1 && (
        <FormEditor
          form={valueOr(of('form'), []) ?? []}
          onChange={(form) => set({ form: form.length === 0 ? undefined : [...form] }, text.form)}
        />
      )}
    </>
  )
}

const formText = words.designer.form
const types = ['text', 'number', 'boolean', 'choice'] as const

interface FormEditorProps {
  readonly form: readonly FormField[]
  readonly onChange: (form: readonly FormField[]) => void
}

/** Edits the form fields of an approval. */
function FormEditor({ form, onChange }: FormEditorProps) {
  const set = (at: number, part: Partial<FormField>) =>
    onChange(form.map((field, index) => (index === at ? { ...field, ...part } : field)))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-muted text-sm">{formText.title}</legend>
      <ul className="flex flex-col gap-2">
        {form.map((field, at) => (
          <li key={field.key} className="rounded-md border border-line p-2.5">
            <div className="grid grid-cols-[minmax(0,1fr)_110px_28px] items-end gap-2">
              <LeftText
                label={formText.label}
                value={field.label}
                maxLength={200}
                onLeave={(label) => set(at, { label })}
              />
              <ChoiceField
                label={formText.type}
                value={field.type}
                options={types.map((value) => ({ value, label: formText.types[value] }))}
                onChange={(type) =>
                  set(at, {
                    type,
                    ...(type === 'choice' && { options: field.options ?? formText.firstOptions }),
                  })
                }
              />
              <IconButton
                label={formText.remove(field.label)}
                icon={X}
                className="mb-0.5 size-7"
                onClick={() => onChange(form.filter((_, index) => index !== at))}
              />
            </div>
            {field.type === 'choice' && (
              <div className="mt-2">
                <LeftText
                  label={formText.options}
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
              label={formText.required}
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
            { key: freeFieldKey(form), label: formText.newField, type: 'text', required: false },
          ])
        }
      >
        {formText.add}
      </Button>
    </fieldset>
  )
}

function freeFieldKey(form: readonly FormField[]): string {
  let number = form.length + 1
  while (form.some(({ key }) => key === `field_${number}`)) number += 1
  return `field_${number}`
}
