// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays with the table, which says the row
import { type PlanFinding, severities } from '#shared/model/plan-finding.ts'
import { words } from '../../../words/words.ts'
import { countOf } from '../findings/findings.ts'
import { severityLooks } from '../problems/severity-looks.ts'

/** How many of each kind; what they say is the tooltip, and stands in the list of problems. */
export function FindingsCell({ findings }: { findings: readonly PlanFinding[] }) {
  const counts = severities.map((severity) => ({ severity, count: countOf(findings, severity) }))
  const isClean = findings.length === 0
  return (
    <span
      role="gridcell"
      title={findings.map(({ message }) => message).join('\n')}
      className="tabular flex items-center gap-2 px-2 text-muted text-sm"
    >
      {isClean
        ? null
        : counts
            .filter(({ count }) => count > 0)
            .slice(0, 2)
            .map(({ severity, count }) => {
              const { icon: Icon, ink, name } = severityLooks[severity]
              return (
                <span key={severity} className="inline-flex items-center gap-0.5">
                  <Icon size={13} aria-hidden className={ink} />
                  <span aria-hidden>{count}</span>
                  <span className="sr-only">{words.designer.problems.count(count, name)}</span>
                </span>
              )
            })}
    </span>
  )
}
