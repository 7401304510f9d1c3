import { clsx } from 'clsx'
import { CircleCheck, Copy, Hand, ListPlus, type LucideIcon, Plus, Shapes } from 'lucide-react'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import type { ChoiceProps } from '../../../ui/controls/choice-box.tsx'
import { words } from '../../../words/words.ts'
import { listAble } from '../roster/roster.ts'
import { useRoster } from '../roster/use-roster.ts'
import type { Choice } from './find-choices.ts'

const icons: Readonly<Record<Choice['group'], LucideIcon>> = { begin: Plus, kinds: Shapes, plan: Copy }
const says = words.taskKinds

/** A line of what can be added: what it is, who could do it, and what else it brings. */
export function TaskChoice({ id, item, isActive, onPoint, onChoose }: ChoiceProps<Choice>) {
  const { title, about, group, adds } = item
  const Icon = adds.kind === 'lines' ? ListPlus : icons[group]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field of the combobox has the focus and the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={() => !isActive && onPoint()}
      onClick={onChoose}
      className={clsx(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1',
        isActive && 'bg-hover',
      )}
    >
      <Icon size={15} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{title}</span>
        <span className="block truncate text-muted text-sm">{about}</span>
      </span>
      {adds.kind === 'task' && <Brings fields={adds.fields} />}
    </div>
  )
}

function Brings({ fields }: { fields: Extract<Choice['adds'], { kind: 'task' }>['fields'] }) {
  const roster = useRoster()
  const crew = usePlanDocument(({ document }) => document.crew)
  const { requiredSkills = [], gate, requiresApproval = false, doneWhen = [] } = fields
  const ableOf = (asked: readonly string[] | null) => listAble(roster, requiredSkills, asked).names.length
  const inCrew = ableOf(crew)
  return (
    <span className="flex shrink-0 items-center gap-2 text-muted text-sm">
      {(gate !== undefined || requiresApproval) && (
        <Hand size={14} role="img" aria-label={says.asked} className="text-attention" />
      )}
      {doneWhen.length > 0 && <CircleCheck size={14} role="img" aria-label={says.checked} />}
      {requiredSkills.length > 0 && (
        <span className="tabular" title={requiredSkills.join(', ')}>
          {inCrew > 0 || crew === null ? says.able(inCrew) : says.outside(ableOf(null))}
        </span>
      )}
    </span>
  )
}
