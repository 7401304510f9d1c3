import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { words } from '../words/words.ts'

interface ProjectChoiceProps {
  readonly name: string
  readonly waiting?: number
  readonly isArchived?: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
}

export function ProjectChoice(props: ProjectChoiceProps) {
  const { name, waiting = 0, isArchived = false, isChosen, onChoose } = props
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
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
  )
}
