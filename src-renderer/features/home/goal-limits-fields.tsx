import { useState } from 'react'
import { defaultLimits } from '#shared/model/decisions/decision.ts'
import { TextField } from '../../ui/controls/field.tsx'
import { words } from '../../words/words.ts'
import type { LimitFaults, LimitField, LimitsDraft } from './goal-limits.ts'

const { limits: say } = words.home

interface GoalLimitsFieldsProps {
  readonly draft: LimitsDraft
  readonly faults: LimitFaults
  readonly onChange: (draft: LimitsDraft) => void
}

/** Limits of a goal, folded: most goals stay far below the defaults. */
export function GoalLimitsFields({ draft, faults, onChange }: GoalLimitsFieldsProps) {
  const [isOpen, setOpen] = useState(false)
  const field = (name: LimitField, placeholder: string) => (
    <TextField
      label={say[name]}
      value={draft[name]}
      fault={faults[name]}
      placeholder={placeholder}
      inputMode={name === 'moneyLeft' ? 'decimal' : 'numeric'}
      maxLength={20}
      onChange={(text) => onChange({ ...draft, [name]: text })}
    />
  )
  return (
    <details
      open={isOpen || Object.keys(faults).length > 0}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="mt-2"
    >
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted text-sm hover:text-ink">{say.title}</summary>
      <p className="mt-2 text-muted text-sm">{say.about}</p>
      <div className="mt-2 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {field('tasks', String(defaultLimits.tasks))}
        {field('depth', String(defaultLimits.depth))}
        {field('rounds', String(defaultLimits.rounds))}
        {field('moneyLeft', say.none)}
      </div>
    </details>
  )
}
