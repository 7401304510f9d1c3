import { Hand } from 'lucide-react'
import { useMemo } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { useRun } from '../../stores/run-context.tsx'
import { plural } from '../../ui/format.ts'

/** The tasks of this run that wait for the person, one press away. */
export function Approvals({ onSelect }: { runId: string; onSelect: (key: string) => void }) {
  const tasks = useRun((state) => state.tasks)
  const waiting = useMemo(() => listWaiting(tasks), [tasks])
  if (waiting.length === 0) return null
  return (
    <section
      aria-label="Waiting for you"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-attention-soft px-6 py-2.5"
    >
      <Hand size={16} className="shrink-0 text-attention" aria-hidden />
      <p className="font-medium">{plural(waiting.length, 'task waits', 'tasks wait')} for your answer</p>
      {waiting.slice(0, 3).map(({ key, title }) => (
        <button
          key={key}
          type="button"
          className="max-w-72 truncate font-medium text-accent hover:underline"
          onClick={() => onSelect(key)}
        >
          {title}
        </button>
      ))}
    </section>
  )
}

const listWaiting = (tasks: ReadonlyMap<string, TaskView>): TaskView[] =>
  [...tasks.values()].filter(({ status }) => status === 'awaiting_approval' || status === 'awaiting_input')
