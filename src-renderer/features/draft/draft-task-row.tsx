import { clsx } from 'clsx'
import { ChevronDown, ChevronRight, Hand, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ScopeResponse } from '#shared/contract/seed.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { IconButton } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'

interface DraftTaskRowProps {
  readonly task: TaskDefinition
  readonly depth: number
  /** Titles of what it waits for. */
  readonly after: readonly string[]
  readonly complexity: ScopeResponse['complexity'][number] | undefined
  readonly onEdit: (edit: Partial<Pick<TaskDefinition, 'title' | 'description' | 'requiresApproval'>>) => void
  readonly onRemove: () => void
}

/** A task of a plan that is not kept yet; what is typed is part of it when the field is left. */
export function DraftTaskRow({ task, depth, after, complexity, onEdit, onRemove }: DraftTaskRowProps) {
  const [isOpen, setOpen] = useState(false)
  const { kind, requiredSkills, requiresApproval, gate } = task
  const isGated = requiresApproval || gate !== undefined
  const who =
    kind === 'group'
      ? 'Split into parts'
      : requiredSkills.map((skill) => skill.replaceAll('_', ' ')).join(', ') || 'Anybody'
  const facts = [
    who,
    ...(after.length === 0 ? [] : [`after ${after.join(', ')}`]),
    ...(complexity === undefined ? [] : [`${complexity.score} of 10 hard`]),
  ]
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const leaveTitle = (input: HTMLInputElement) => {
    const next = input.value.trim()
    if (next === '') input.value = task.title
    else if (next !== task.title) onEdit({ title: next })
  }
  return (
    <li className="border-line border-b last:border-b-0" style={{ paddingLeft: `${depth * 20}px` }}>
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
          <input
            // Another title, mended or taken back, is another field.
            key={task.title}
            aria-label={`Title of ${task.key}`}
            defaultValue={task.title}
            maxLength={500}
            onBlur={(event) => leaveTitle(event.currentTarget)}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
            className={clsx(
              '-ml-1.5 w-full min-w-0 truncate rounded-sm bg-transparent px-1.5 py-0.5 text-ink hover:bg-hover focus:bg-surface',
              kind === 'group' ? 'font-semibold' : 'font-medium',
            )}
          />
          <p className="truncate text-muted text-sm" title={complexity?.because}>
            {facts.join(' · ')}
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
      {isOpen && (
        <div className="pr-3 pb-3 pl-9">
          <Description
            key={task.description}
            text={task.description}
            onLeave={(description) => onEdit({ description })}
          />
          {gate !== undefined && (
            <p className="mt-2 text-muted text-sm">
              {gate.question ??
                (gate.when === 'before'
                  ? 'You are asked before it starts.'
                  : 'You are asked about its result.')}
            </p>
          )}
        </div>
      )}
    </li>
  )
}

function Description({ text, onLeave }: { text: string; onLeave: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  return (
    <TextArea
      label="What to do"
      rows={5}
      maxLength={100_000}
      value={typed}
      onChange={setTyped}
      onBlur={() => typed.trim() !== '' && typed !== text && onLeave(typed)}
    />
  )
}
