import type { Action, Explanation, RootCause } from '#shared/contract/insight.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { words } from '../../../words/words.ts'
import { ActionButton } from './action-button.tsx'

const says = words.run.why

interface AllCausesProps {
  readonly why: Explanation
  readonly run: RunView
  readonly onSelect: (key: string) => void
}

/** All that holds the tasks of a run, and all that could be done about it, each with the button that does it. */
export function AllCauses({ why: { roots, otherRoots, actions }, run, onSelect }: AllCausesProps) {
  if (roots.length === 0) return <p className="py-3 text-muted sm:ps-7">{says.nothing}</p>
  return (
    <div className="grid gap-x-8 gap-y-4 py-3 sm:ps-7 lg:grid-cols-2">
      <div className="min-w-0">
        <h2 className="mb-1 font-medium text-faint text-sm">{says.actions}</h2>
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
        <h2 className="mb-1 font-medium text-faint text-sm">{says.causes}</h2>
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

interface ActionRowProps {
  readonly action: Action
  readonly run: RunView
  readonly onSelect: (key: string) => void
  readonly isFirst: boolean
}

function ActionRow({ action, run, onSelect, isFirst }: ActionRowProps) {
  const { sentence } = action
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2 last:border-b-0">
      <div className="min-w-48 flex-1 break-words">{sentence}</div>
      <ActionButton action={action} run={run} onSelect={onSelect} isFirst={isFirst} />
    </li>
  )
}

const namedAtOnce = 3

interface CauseProps {
  readonly root: RootCause
  readonly onSelect: (key: string) => void
}

function Cause({ root: { sentence, count, taskKeys }, onSelect }: CauseProps) {
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
