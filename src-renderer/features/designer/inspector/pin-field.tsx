import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { listPinnable } from '../roster/roster.ts'
import { useRoster } from '../roster/use-roster.ts'
import { sharedOf, valueOr } from './shared-value.ts'
import type { TaskFormProps } from './task-fields.ts'

const text = words.designer.pin
const mixed = '?'

/** The one agent that may do it: those that can do all of the tasks first, and of the others what they lack. */
export function PinField({ tasks, onChangeEach, faultOf }: TaskFormProps) {
  const roster = useRoster()
  const crew = usePlanDocument(({ document }) => document.crew)
  const work = tasks.filter(({ kind }) => kind === 'task')
  const skills = [...new Set(work.flatMap(({ requiredSkills }) => requiredSkills))]
  const pin = sharedOf(work, (task) => task.pin ?? '')
  const value = valueOr(pin, mixed)
  const agents = listPinnable(roster, skills, crew)
  const isKnown = value === '' || value === mixed || agents.some(({ id }) => id === value)
  return (
    <ChoiceField
      label={text.label}
      fault={faultOf('pin')}
      value={value}
      options={[
        ...(value === mixed ? [{ value: mixed, label: words.designer.several }] : []),
        { value: '', label: text.anyone },
        ...(isKnown ? [] : [{ value, label: text.unknown(value) }]),
        ...agents.map(({ id, name, missing }) => ({
          value: id,
          label: missing.length === 0 ? name : text.lacks(name, missing.join(', ')),
        })),
      ]}
      onChange={(next) => {
        if (next === mixed) return
        const to = next === '' ? undefined : next
        onChangeEach(({ kind }) => (kind === 'group' ? {} : { pin: to }), text.label)
      }}
    />
  )
}
