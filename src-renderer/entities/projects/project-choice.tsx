import { clsx } from 'clsx'
import { Check, PencilLine } from 'lucide-react'
import { IconButton } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'

interface ProjectChoiceProps {
  readonly name: string
  readonly waiting?: number
  readonly isArchived?: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** Absent: there is nothing to change of it. */
  readonly onChange?: () => void
}

export function ProjectChoice(props: ProjectChoiceProps) {
  const { name, waiting = 0, isArchived = false, isChosen, onChoose, onChange } = props
  return (
    <div className="flex w-full items-center rounded-md hover:bg-hover">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-start"
      >
        <Check size={14} aria-hidden className={clsx('shrink-0', !isChosen && 'invisible')} />
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        {isArchived && <span className="shrink-0 text-muted text-sm">{words.projects.archived}</span>}
        {waiting > 0 && (
          <span className="tabular shrink-0 text-attention text-sm">{words.projects.waiting(waiting)}</span>
        )}
      </button>
      {onChange !== undefined && (
        <IconButton label={words.projects.change(name)} icon={PencilLine} onClick={onChange} />
      )}
    </div>
  )
}
