import { createContext, useContext } from 'react'
import { present } from '#shared/assert.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'

const SelectTaskContext = createContext<((taskKey: string) => void) | null>(null)

/** Each part of the run screen provides its own way to open a task. */
export const SelectTask = SelectTaskContext.Provider

export const useSelectTask = () => present(useContext(SelectTaskContext), 'the way to a task')

/** A task with status and title; clicking opens it. An unknown task is shown by its key. */
export function TaskLink({ taskKey }: { readonly taskKey: string }) {
  const select = useSelectTask()
  const task = useTask(taskKey)
  if (task === undefined) return <span className="font-mono text-muted text-sm">{taskKey}</span>
  return (
    <button
      type="button"
      onClick={() => select(taskKey)}
      className="group -my-0.5 flex min-h-6 max-w-full items-start gap-2 rounded-sm py-0.5 text-start"
    >
      <span className="mt-[3px] shrink-0">
        <StatusIcon status={statusOfTask(task)} />
      </span>
      <span className="min-w-0 break-words group-hover:text-accent group-hover:underline">{task.title}</span>
    </button>
  )
}
