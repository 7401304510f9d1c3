import { useMutation } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { priorities, prioritySchema } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { formatForInput, formatInstant, parseFromInput } from '../../../ui/text/format.ts'
import { useIsOpen } from './allowed-actions.ts'

const says = words.run.task.facts

const boxClass = 'h-7 rounded-md border border-line bg-surface px-1.5 hover:border-line-strong'

function useEditTask() {
  const { orpc } = useRpc()
  return useMutation(orpc.runs.editTask.mutationOptions())
}

/** Priority of a task. Editable until the task has ended. */
export function PriorityFact({ task }: { task: TaskView }) {
  const editing = useEditTask()
  const isOpen = useIsOpen(task)
  if (!isOpen) return words.designer.priorities[task.priority]
  const shown = editing.isPending ? (editing.variables.priority ?? task.priority) : task.priority
  return (
    <>
      <select
        aria-label={says.priority}
        value={shown}
        disabled={editing.isPending}
        onChange={(event) => {
          const priority = prioritySchema.parse(event.target.value)
          editing.mutate({ runId: task.runId, taskKey: task.key, priority })
        }}
        className={boxClass}
      >
        {priorities.map((priority) => (
          <option key={priority} value={priority}>
            {words.designer.priorities[priority]}
          </option>
        ))}
      </select>
      <FailureNote error={editing.error} />
    </>
  )
}

export function DueFact({ task }: { task: TaskView }) {
  const isOpen = useIsOpen(task)
  if (!isOpen) {
    return task.dueAt === null ? <span className="text-muted">{says.noDate}</span> : formatInstant(task.dueAt)
  }
  return <DueField key={task.dueAt} task={task} />
}

/** Sent on blur or Enter, because partially typed dates are not intended. */
function DueField({ task }: { task: TaskView }) {
  const editing = useEditTask()
  const before = task.dueAt === null ? '' : formatForInput(task.dueAt)
  const [text, setText] = useState(before)
  const send = (dueAt: number | null) => editing.mutate({ runId: task.runId, taskKey: task.key, dueAt })
  const leave = () => {
    const dueAt = parseFromInput(text)
    if (text === before) return
    if (dueAt === null) setText(before)
    else send(dueAt)
  }
  return (
    <>
      <span className="flex items-center gap-1">
        <input
          type="datetime-local"
          aria-label={says.due}
          value={text}
          disabled={editing.isPending}
          onChange={(event) => setText(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') leave()
          }}
          className={`${boxClass} tabular min-w-0`}
        />
        {task.dueAt !== null && (
          <IconButton label={says.removeDate} icon={X} className="size-7" onClick={() => send(null)} />
        )}
      </span>
      <FailureNote error={editing.error} />
    </>
  )
}
