import { CircleCheck } from 'lucide-react'
import { severities } from '#shared/model/plan-finding.ts'
import { runCommand } from '../../../commands/registry.ts'
import { severityLooks } from '../../../entities/plans/mending/severity-looks.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { locale, words } from '../../../words/words.ts'
import { countOf, useFindings } from '../findings/findings.tsx'

interface ProblemsButtonProps {
  readonly isOpen: boolean
  /** When its name is there. */
  readonly labelClass: string
}

/** How many of each there are; opens and closes their list. */
export function ProblemsButton({ isOpen, labelClass }: ProblemsButtonProps) {
  const all = useFindings((findings) => findings.all)
  const isKnown = useFindings(({ of }) => of !== null)
  const counts = severities.map((severity) => ({ severity, count: countOf(all, severity) }))
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  const said = counts.filter(({ count }) => count > 0)
  // Of a plan that is not begun there is nothing to say yet.
  if (isEmpty && !isOpen) return null
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      title={words.designer.problems.toggle}
      onClick={() => void runCommand('plan.problems')}
      className="inline-flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover"
    >
      <span className={said.length === 0 ? 'sr-only' : labelClass}>{words.designer.problems.title}</span>
      {said.length === 0 ? (
        <span className="inline-flex items-center gap-1.5">
          <CircleCheck size={14} aria-hidden />
          {isKnown ? words.designer.problems.none : words.designer.problems.looking}
        </span>
      ) : (
        said.map(({ severity, count }) => {
          const { icon: Icon, ink, name } = severityLooks[severity]
          return (
            <span key={severity} className="tabular inline-flex items-center gap-1">
              <Icon size={14} aria-hidden className={ink} />
              <span aria-hidden>{count.toLocaleString(locale)}</span>
              <span className="sr-only">{words.designer.problems.count(count, name)}</span>
            </span>
          )
        })
      )}
    </button>
  )
}
