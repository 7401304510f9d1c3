import { CircleAlert, Lightbulb, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { PlanFinding, PlanFix, Severity } from '#shared/model/plan-finding.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'

interface FindingListProps {
  readonly findings: readonly PlanFinding[]
  readonly isMending: boolean
  readonly onFix: (fix: PlanFix) => void
}

/** What is amiss, the worst first; hints are folded away, since a plan can be run without heeding them. */
export function FindingList({ findings, isMending, onFix }: FindingListProps) {
  const of = (severity: Severity) => findings.filter((each) => each.severity === severity)
  const list = (severity: Severity) => (
    <Findings severity={severity} findings={of(severity)} isMending={isMending} onFix={onFix} />
  )
  return (
    <div className="flex flex-col gap-4">
      {of('error').length > 0 && list('error')}
      {of('warning').length > 0 && list('warning')}
      {of('hint').length > 0 && (
        <details>
          <summary className="cursor-pointer rounded-sm text-muted hover:text-ink">
            {words.designer.findingsOf.hint(of('hint').length)}
          </summary>
          <div className="mt-2">{list('hint')}</div>
        </details>
      )}
    </div>
  )
}

const looks: Record<Severity, { icon: LucideIcon; ink: string }> = {
  error: { icon: CircleAlert, ink: 'text-failed' },
  warning: { icon: TriangleAlert, ink: 'text-warning' },
  hint: { icon: Lightbulb, ink: 'text-muted' },
}

/** A large plan has the same oddity in most of its tasks. */
const maxShown = 50

function Findings({ severity, findings, isMending, onFix }: FindingListProps & { severity: Severity }) {
  const { icon: Icon, ink } = looks[severity]
  const say = words.designer.findingsOf[severity]
  const said = say(findings.length)
  const rest = findings.length - maxShown
  return (
    <section aria-label={said}>
      {severity !== 'hint' && (
        <h4 className="mb-2 flex items-center gap-2 font-medium">
          <Icon size={14} className={ink} aria-hidden />
          {said}
        </h4>
      )}
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {findings.slice(0, maxShown).map((finding) => (
          <li key={finding.id} className="px-4 py-3" data-finding={finding.code}>
            <p className="break-words">{finding.message}</p>
            <TaskNames keys={finding.taskKeys} />
            <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
              {finding.fixes.map((fix) => (
                <Button
                  key={fix.id}
                  disabled={isMending}
                  className="h-auto min-h-8 max-w-full shrink whitespace-normal break-words py-1 text-start [overflow-wrap:anywhere]"
                  onClick={() => onFix(fix)}
                >
                  {fix.title}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="mt-2 text-muted">{words.designer.moreFindings(say(rest))}</p>}
    </section>
  )
}

const maxNamed = 6

function TaskNames({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return null
  const rest = keys.length - maxNamed
  return (
    <p className="mt-0.5 break-words font-mono text-muted text-xs">
      {keys.slice(0, maxNamed).join(' · ')}
      {rest > 0 && ` · ${words.designer.andMore(rest)}`}
    </p>
  )
}
