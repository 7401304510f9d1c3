import type { Action, RootCause } from '#shared/contract/insight.ts'
import { formatMoney } from '#shared/model/money.ts'
import type { RunView } from '#shared/model/run.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { words } from '../../../words/words.ts'
import { ActionButton } from './action-button.tsx'

const says = words.run.why

interface ActionRowProps {
  readonly action: Action
  readonly run: RunView
  readonly onSelect: (key: string) => void
  readonly isFirst: boolean
}

export function ActionRow({ action, run, onSelect, isFirst }: ActionRowProps) {
  const { sentence, frees, cost } = action
  const freed = says.frees(frees.now, frees.later)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2 last:border-b-0">
      <div className="min-w-48 flex-1 break-words">
        {sentence}
        {(freed !== '' || cost !== null) && (
          <span className="block text-muted text-sm">
            {[freed, cost === null ? '' : says.cost(formatMoney(cost))].filter(Boolean).join(' · ')}
          </span>
        )}
      </div>
      <ActionButton action={action} run={run} onSelect={onSelect} isFirst={isFirst} />
    </li>
  )
}

const namedAtOnce = 3

interface CauseProps {
  readonly root: RootCause
  readonly onSelect: (key: string) => void
}

export function Cause({ root: { sentence, count, taskKeys }, onSelect }: CauseProps) {
  return (
    <li className="flex items-start gap-3 border-line border-b py-2 last:border-b-0">
      <span className="tabular w-14 shrink-0 text-end text-muted">{says.count(count)}</span>
      <span className="min-w-0 flex-1 break-words">
        {sentence}
        <span className="flex flex-wrap gap-x-3">
          {taskKeys.slice(0, namedAtOnce).map((key) => (
            <TaskName key={key} taskKey={key} onSelect={onSelect} />
          ))}
        </span>
      </span>
    </li>
  )
}

function TaskName({ taskKey, onSelect }: { taskKey: string; onSelect: (key: string) => void }) {
  const task = useTask(taskKey)
  return (
    <button
      type="button"
      onClick={() => onSelect(taskKey)}
      className="min-h-6 max-w-64 truncate font-medium text-accent hover:underline"
    >
      {task?.title ?? taskKey}
    </button>
  )
}
