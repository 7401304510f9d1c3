import { GitBranch } from 'lucide-react'
import type { PlayedWay, PlayedWays } from '#shared/model/plan-ways.ts'
import { words } from '../../../words/words.ts'

const says = words.designer.dryRun.branches

interface DryRunWaysProps {
  readonly played: PlayedWays
  /** Titles of the tasks, by key. */
  readonly titles: ReadonlyMap<string, string>
  readonly onSelect: (key: string) => void
}

/** Each condition met and not met: the tasks that run and the tasks that are skipped. */
export function DryRunWays({ played: { ways, conditionsLeftOut }, titles, onSelect }: DryRunWaysProps) {
  const nameOf = (key: string) => titles.get(key) ?? key
  return (
    <ul aria-label={says.title} className="min-h-0 flex-1 overflow-y-auto">
      {ways.map((way) => (
        <li key={JSON.stringify([way.fails, way.assumes])} className="border-line border-b px-4 py-3">
          <h3 className="flex items-start gap-2 font-medium">
            <GitBranch size={14} aria-hidden className="mt-1 shrink-0 text-muted" />
            <span className="min-w-0 break-words">{headingOf(way, nameOf)}</span>
          </h3>
          <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 ps-6 text-sm">
            <Tasks label={says.runs} keys={way.runs} {...{ nameOf, onSelect }} />
            <Tasks label={says.skipped} keys={way.skipped} {...{ nameOf, onSelect }} />
            {way.open.length > 0 && <Tasks label={says.open} keys={way.open} {...{ nameOf, onSelect }} />}
          </dl>
        </li>
      ))}
      {conditionsLeftOut > 0 && <li className="px-4 py-3 text-muted">{says.leftOut(conditionsLeftOut)}</li>}
    </ul>
  )
}

export function headingOf(
  { fails, assumes }: Pick<PlayedWay, 'fails' | 'assumes'>,
  nameOf: (key: string) => string,
): string {
  const parts = [
    ...(fails.length === 0 ? [] : [says.fails(fails.map(nameOf))]),
    ...assumes.map(({ taskKey, isMet }) => says.condition(nameOf(taskKey), isMet)),
  ]
  return parts.length === 0 ? says.allSucceed : says.when(parts)
}

const maxNamed = 30

interface TasksProps {
  readonly label: string
  readonly keys: readonly string[]
  readonly nameOf: (key: string) => string
  readonly onSelect: (key: string) => void
}

function Tasks({ label, keys, nameOf, onSelect }: TasksProps) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-2 gap-y-0.5">
        {keys.length === 0 && <span className="text-faint">{says.none}</span>}
        {keys.slice(0, maxNamed).map((key) => (
          <button
            key={key}
            type="button"
            onClick={() => onSelect(key)}
            className="min-w-0 break-words rounded-sm text-start underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {nameOf(key)}
          </button>
        ))}
        {keys.length > maxNamed && <span className="text-muted">{says.more(keys.length - maxNamed)}</span>}
      </dd>
    </>
  )
}
