import { clsx } from 'clsx'
import { ChevronDown, ChevronRight, Hand, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { ScopeResponse } from '#shared/contract/seed.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { IconButton } from '../../ui/button.tsx'
import type { TaskEdit } from './edits.ts'
import { TaskFields } from './task-fields.tsx'
import { TitleInput } from './title-input.tsx'

export interface DraftTaskProps {
  readonly document: PlanDocument
  readonly task: TaskDefinition
  /** Of all tasks of the plan, by key. */
  readonly titles: ReadonlyMap<string, string>
  readonly onEdit: (edit: TaskEdit) => void
  /** Among the tasks of its group, or of the plan. */
  readonly onMove: (by: 1 | -1) => void
}

interface DraftTaskRowProps extends DraftTaskProps {
  readonly depth: number
  readonly complexity: ScopeResponse['complexity'][number] | undefined
  readonly onRemove: () => void
}

/** A task of a plan that is not kept yet. */
export function DraftTaskRow({ depth, complexity, onRemove, ...rest }: DraftTaskRowProps) {
  const { task, onEdit, onMove } = rest
  const [isOpen, setOpen] = useState(false)
  const { kind, requiresApproval, gate } = task
  const isGated = requiresApproval || gate !== undefined
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const moveByKey = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li
      className="border-line border-b last:border-b-0"
      style={{ paddingLeft: `${Math.min(depth, 6) * 20}px` }}
    >
      <div className="flex items-center gap-1 py-1.5 pr-1.5 pl-1">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={isOpen ? `Fold ${task.title}` : `Unfold ${task.title}`}
          onClick={() => setOpen(!isOpen)}
          className="flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Chevron size={14} aria-hidden />
        </button>
        <div className="min-w-0 flex-1">
          <TitleInput
            label={`Title of ${task.key}`}
            title={task.title}
            onLeave={(title) => onEdit({ title })}
            onKeyDown={moveByKey}
            className={kind === 'group' ? 'font-semibold' : 'font-medium'}
          />
          <p className="truncate text-muted text-sm" title={complexity?.because}>
            {factsOf(rest, complexity).join(' · ')}
          </p>
        </div>
        <IconButton
          label={isGated ? `Do not ask me about ${task.title}` : `Ask me before ${task.title}`}
          icon={Hand}
          aria-pressed={isGated}
          disabled={gate !== undefined}
          className={clsx(isGated && 'bg-attention-soft text-attention')}
          onClick={() => onEdit({ requiresApproval: !requiresApproval })}
        />
        <IconButton label={`Remove ${task.title}`} icon={Trash2} onClick={onRemove} />
      </div>
      {isOpen && <TaskFields {...rest} />}
    </li>
  )
}

function factsOf(
  { task: { kind, requiredSkills, dependsOn }, titles }: DraftTaskProps,
  complexity: DraftTaskRowProps['complexity'],
): string[] {
  const after = dependsOn.map((key) => titles.get(key) ?? key)
  const who =
    kind === 'group'
      ? 'Split into parts'
      : requiredSkills.map((skill) => skill.replaceAll('_', ' ')).join(', ') || 'Anybody'
  return [
    who,
    ...(after.length === 0 ? [] : [`after ${after.join(', ')}`]),
    ...(complexity === undefined ? [] : [`${complexity.score} of 10 hard`]),
  ]
}
