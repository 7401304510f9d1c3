import { Plus, X } from 'lucide-react'
import type { FormField, Gate } from '#shared/model/approval.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { words } from '../../../words/words.ts'
import { whenOf } from '../gate-words.ts'
import { Section } from './section.tsx'
import { sharedOf, valueOr } from './shared-value.ts'
import type { TaskFormProps } from './task-fields.ts'
import { LeftText, LiveText } from './text-fields.tsx'
import { DurationField, NumberField } from './value-fields.tsx'

const text = words.designer.gate

const plain: Gate = { when: 'before', quorum: 1, onExpiry: 'reject' }

/** Whether a person is asked, when, who, what, and what happens if nobody answers. */
export function GateSection({ tasks, onSet, onChangeEach, faultOf }: TaskFormProps) {
  const when = sharedOf(tasks, whenOf)
  const fault = faultOf('gate')
  const choose = (next: string) => {
    if (next === 'none') onSet({ requiresApproval: false, gate: undefined }, text.title)
    else if (next === 'before')
      onChangeEach(
        ({ gate }) => ({
          requiresApproval: true,
          ...(gate !== undefined && { gate: { ...gate, when: 'before' } }),
        }),
        text.title,
      )
    else if (next === 'after')
      onChangeEach(
        ({ gate }) => ({ requiresApproval: false, gate: { ...plain, ...gate, when: 'after' } }),
        text.title,
      )
  }
  const state = valueOr(when, 'mixed')
  return (
    <Section
      id="gate"
      title={text.title}
      summary={when.is === 'mixed' ? words.designer.several : text.when[when.value]}
      isFaulty={fault !== undefined}
    >
      <ChoiceField
        label={text.ask}
        value={state}
        fault={fault}
        options={[
          ...(state === 'mixed' ? [{ value: 'mixed', label: words.designer.several }] : []),
          ...(['none', 'before', 'after'] as const).map((value) => ({ value, label: text.when[value] })),
        ]}
        onChange={choose}
      />
      {(state === 'before' || state === 'after') && <GateFields tasks={tasks} onChangeEach={onChangeEach} />}
    </Section>
  )
}

type GateFieldsProps = Pick<TaskFormProps, 'tasks' | 'onChangeEach'>

function GateFields({ tasks, onChangeEach }: GateFieldsProps) {
  const of = <Name extends keyof Gate>(name: Name) => sharedOf(tasks, ({ gate }) => gate?.[name])
  const set = (part: { readonly [Name in keyof Gate]?: Gate[Name] | undefined }, field: string) =>
    onChangeEach(({ gate }) => ({ gate: withParts({ ...plain, ...gate }, part) }), field)
  const expires = of('expiresInMs')
  const isEscalated = valueOr(of('onExpiry'), 'reject') === 'escalate'
  return (
    <>
      <LiveText
        label={text.question}
        value={valueOr(of('question'), '') ?? ''}
        maxLength={1000}
        placeholder={text.questionExample}
        onChange={(question) => set({ question: question === '' ? undefined : question }, text.question)}
      />
      <LiveText
        label={text.description}
        rows={3}
        value={valueOr(of('description'), '') ?? ''}
        maxLength={20_000}
        onChange={(description) =>
          set({ description: description === '' ? undefined : description }, text.description)
        }
      />
      <div className="grid grid-cols-2 gap-3">
        <LiveText
          label={text.assignee}
          value={valueOr(of('assignee'), '') ?? ''}
          maxLength={100}
          placeholder={text.anybody}
          onChange={(name) => set({ assignee: name === '' ? undefined : name }, text.assignee)}
        />
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
            onChange={(value) =>
              set({ onExpiry: value === 'escalate' ? 'escalate' : 'reject' }, text.escalate)
            }
          />
          {isEscalated && (
            <LiveText
              label={text.escalateTo}
              value={valueOr(of('escalateTo'), '') ?? ''}
              maxLength={100}
              onChange={(name) => set({ escalateTo: name === '' ? undefined : name }, text.escalateTo)}
            />
          )}
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

/** `undefined` takes a setting away. */
function withParts(gate: Gate, part: { readonly [Name in keyof Gate]?: Gate[Name] | undefined }): Gate {
  const next: Gate = { ...gate }
  for (const [name, value] of Object.entries(part)) {
    if (value === undefined) Reflect.deleteProperty(next, name)
    else Reflect.set(next, name, value)
  }
  return next
}

const formText = words.designer.form
const types = ['text', 'number', 'boolean', 'choice'] as const

interface FormEditorProps {
  readonly form: readonly FormField[]
  readonly onChange: (form: readonly FormField[]) => void
}

/** What a person fills in with their answer. */
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
                onChange={(value) => {
                  const type = types.find((each) => each === value) ?? 'text'
                  set(at, {
                    type,
                    ...(type === 'choice' && { options: field.options ?? formText.firstOptions }),
                  })
                }}
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
