import { ChevronDown, ChevronUp, CircleHelp } from 'lucide-react'
import type { Explanation } from '#shared/contract/insight.ts'
import type { RunView } from '#shared/model/run.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { ActionButton } from './action-button.tsx'
import { useWhy } from './use-why.ts'
import { ActionRow, Cause } from './why-rows.tsx'

interface WhyPanelProps {
  readonly run: RunView
  /** All causes and actions are shown. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onSelect: (key: string) => void
}

const says = words.run.why

/** What keeps a run from going on, and what can be done about it, each with the button that does it. */
export function WhyPanel({ run, isOpen, onOpen, onSelect }: WhyPanelProps) {
  const isStanding = run.status === 'waiting' || run.status === 'paused'
  const why = useWhy(run, isOpen || isStanding)
  if (!isOpen && !isStanding) return null
  if (why.isError) {
    return (
      <div className="px-6 py-2.5">
        <FailureNote error={why.error} onRetry={() => void why.refetch()} />
      </div>
    )
  }
  if (why.data === undefined || (why.data.waiting === 0 && !isOpen)) return null
  const { headline, actions, isStuck } = why.data
  const [first] = actions
  const Chevron = isOpen ? ChevronUp : ChevronDown
  return (
    <section
      aria-label={isStuck ? says.title : says.waits}
      className="max-h-[45%] shrink-0 overflow-y-auto border-line border-b bg-surface px-6 py-2.5"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <CircleHelp size={16} aria-hidden className="mt-1.5 shrink-0 text-muted" />
        <div className="min-w-56 flex-1 py-1">
          <h2 className="font-semibold">{isStuck ? says.title : says.waits}</h2>
          <p className="break-words text-muted">{headline}</p>
        </div>
        {!isOpen && first !== undefined && (
          <ActionButton action={first} run={run} onSelect={onSelect} isFirst />
        )}
        <Button look="ghost" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          {isOpen ? says.less : says.more}
          <Chevron size={14} aria-hidden />
        </Button>
      </div>
      {isOpen && <Whole why={why.data} run={run} onSelect={onSelect} />}
    </section>
  )
}

interface WholeProps {
  readonly why: Explanation
  readonly run: RunView
  readonly onSelect: (key: string) => void
}

function Whole({ why: { roots, otherRoots, actions }, run, onSelect }: WholeProps) {
  if (roots.length === 0) return <p className="pt-2 ps-8 text-muted">{says.nothing}</p>
  return (
    <div className="grid gap-x-8 gap-y-4 pt-3 sm:ps-8 lg:grid-cols-2">
      <div className="min-w-0">
        <h3 className="mb-1 font-medium text-faint text-sm">{says.actions}</h3>
        {actions.length === 0 && <p className="text-muted">{says.waitOnly}</p>}
        <ol className="flex flex-col">
          {actions.map((action, at) => (
            <ActionRow
              key={`${action.rootId} ${action.kind}`}
              {...{ action, run, onSelect }}
              isFirst={at === 0}
            />
          ))}
        </ol>
      </div>
      <div className="min-w-0">
        <h3 className="mb-1 font-medium text-faint text-sm">{says.causes}</h3>
        <ul className="flex flex-col">
          {roots.map((root) => (
            <Cause key={root.id} root={root} onSelect={onSelect} />
          ))}
          {otherRoots > 0 && <li className="py-1 text-muted">{says.others(otherRoots)}</li>}
        </ul>
      </div>
    </div>
  )
}
