import type { DecisionSummary, urgencies } from '#shared/model/decisions/decision.ts'
import {
  shortTitle,
  wordOfCost,
  wordOfDecider,
  wordOfFiles,
} from '../../../entities/decisions/decision-words.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { inkOfTone } from '../../../ui/status-badge.tsx'
import type { Tone } from '../../../ui/status-looks.ts'
import { formatInstant, formatTime } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'

const says = words.run.decisions
const urgencyTones: Record<(typeof urgencies)[number], Tone | null> = {
  low: null,
  normal: null,
  high: 'warning',
  critical: 'failed',
}

interface DecisionFactsProps {
  readonly record: DecisionSummary
  readonly tabIndex: number
  readonly onSelect: (key: string) => void
}

/** One line below the words: when, after what, how urgent, by whom, at what cost. */
export function DecisionFacts({ record, tabIndex, onSelect }: DecisionFactsProps) {
  const { at, after, decision } = record
  const { urgency } = decision
  const tone = urgency === null ? null : urgencyTones[urgency]
  const texts = [wordOfDecider(record), wordOfCost(record), wordOfFiles(decision)]
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted text-sm">
      <li>
        <time dateTime={new Date(at).toISOString()} title={formatInstant(at)} className="tabular">
          {formatTime(at)}
        </time>
      </li>
      <li className="flex min-w-0 max-w-full gap-1">
        {says.after} <After taskKey={after} tabIndex={tabIndex} onSelect={onSelect} />
      </li>
      {urgency !== null && (
        <li className={tone === null ? undefined : `font-medium ${inkOfTone(tone)}`}>
          {says.urgency(urgency)}
        </li>
      )}
      {texts.map(
        (text) =>
          text !== null && (
            <li key={text} className="tabular min-w-0 break-words">
              {text}
            </li>
          ),
      )}
    </ul>
  )
}

interface AfterProps {
  readonly taskKey: string
  readonly tabIndex: number
  readonly onSelect: (key: string) => void
}

function After({ taskKey, tabIndex, onSelect }: AfterProps) {
  const task = useTask(taskKey)
  if (task === undefined) return <span className="font-mono">{taskKey}</span>
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      title={says.showNamed(task.title)}
      onClick={() => onSelect(taskKey)}
      className="relative z-10 -my-1 min-h-6 min-w-6 truncate rounded-sm font-medium text-ink hover:text-accent hover:underline"
    >
      {shortTitle(task.title, task.requiredSkills)}
    </button>
  )
}
