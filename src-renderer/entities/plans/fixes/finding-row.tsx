import { clsx } from 'clsx'
import type { PlanFinding, PlanFix } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { severityLooks } from './severity-looks.ts'

interface FindingRowProps {
  readonly finding: PlanFinding
  readonly titles: ReadonlyMap<string, string>
  readonly isChosen?: boolean
  readonly isFixing: boolean
  readonly onFix: (fix: PlanFix) => void
  /** Absent if the tasks are not visible on this screen. */
  readonly onJump?: (finding: PlanFinding, key?: string) => void
}

const maxNamed = 6
const chip =
  'max-w-full rounded-md px-1.5 py-0.5 text-sm transition-colors disabled:opacity-50 disabled:pointer-events-none min-h-6'

/** A problem, its tasks and its fixes. */
export function FindingRow({ finding, titles, isChosen = false, isFixing, onFix, onJump }: FindingRowProps) {
  const { severity, message, taskKeys, fixes } = finding
  const { icon: Icon, ink, name } = severityLooks[severity]
  const rest = taskKeys.length - maxNamed
  return (
    <div
      data-finding={finding.code}
      className={clsx('flex gap-2.5 border-line/60 border-b px-4 py-2', isChosen && 'bg-accent-soft')}
    >
      <Icon size={14} role="img" aria-label={name} className={clsx('mt-[3px] shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        <p className="break-words">{message}</p>
        <div className="mt-1 flex flex-wrap gap-1 empty:hidden">
          {taskKeys.slice(0, maxNamed).map((key) => {
            const title = titles.get(key) ?? key
            const look = clsx(chip, 'truncate bg-hover text-muted')
            return onJump === undefined ? (
              <span key={key} className={look}>
                {title}
              </span>
            ) : (
              <button
                key={key}
                type="button"
                aria-label={words.designer.problems.goTo(title)}
                onClick={() => onJump(finding, key)}
                className={clsx(look, 'hover:text-ink')}
              >
                {title}
              </button>
            )
          })}
          {rest > 0 &&
            (onJump === undefined ? (
              <span className={clsx(chip, 'text-muted')}>{words.designer.andMore(rest)}</span>
            ) : (
              <button
                type="button"
                onClick={() => onJump(finding)}
                className={clsx(chip, 'text-muted hover:bg-hover')}
              >
                {words.designer.problems.selectAll(taskKeys.length)}
              </button>
            ))}
          {fixes.map((fix) => (
            <button
              key={fix.id}
              type="button"
              disabled={isFixing}
              onClick={() => onFix(fix)}
              className={clsx(
                chip,
                'break-words border border-line-strong bg-surface text-start font-medium text-accent hover:bg-accent-soft',
              )}
            >
              {fix.title}
            </button>
          ))}
        </div>
      </div>
    </div>
  )
}
