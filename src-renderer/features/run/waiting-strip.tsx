import { UserRoundX } from 'lucide-react'
import { useMemo } from 'react'
import type { RunView } from '#shared/model/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { useRun } from '../../stores/run-context.tsx'
import { plural } from '../../ui/format.ts'

const namedAtOnce = 3

/** Why a run does not move on by itself, and what would move it. */
export function WaitingStrip({ run, onSelect }: { run: RunView; onSelect: (key: string) => void }) {
  const tasks = useRun((state) => state.tasks)
  const unassigned = useMemo(() => listUnassigned(tasks), [tasks])
  const [first] = unassigned
  if (first === undefined || run.status === 'cancelled') return null
  const isStanding = run.status === 'waiting'
  return (
    <section
      aria-label="Unassigned tasks"
      className="shrink-0 border-line border-b bg-warning-soft px-6 py-3"
    >
      <div className="flex items-start gap-3">
        <UserRoundX size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
        <div className="min-w-0">
          <p className="font-medium">
            {isStanding ? 'Nothing can run until this is solved: ' : ''}
            {plural(unassigned.length, 'task has', 'tasks have')} no agent
          </p>
          <p className="text-muted">
            {reasonOf(first)} Add an agent with these skills, or change what the task asks for.
          </p>
          <p className="mt-1 flex flex-wrap gap-x-3">
            {unassigned.slice(0, namedAtOnce).map(({ key, title }) => (
              <button
                key={key}
                type="button"
                className="max-w-72 truncate font-medium text-accent hover:underline"
                onClick={() => onSelect(key)}
              >
                {title}
              </button>
            ))}
            {unassigned.length > namedAtOnce && (
              <span className="text-muted">and {unassigned.length - namedAtOnce} more in the list</span>
            )}
          </p>
        </div>
      </div>
    </section>
  )
}

/** Every task is given to someone when its run begins: one that is not has nobody who could do it. */
const listUnassigned = (tasks: ReadonlyMap<string, TaskView>): TaskView[] =>
  [...tasks.values()].filter(
    ({ kind, status, agentId }) => kind === 'task' && agentId === null && !isTerminal(status),
  )

const reasonOf = ({ reason, requiredSkills }: TaskView): string =>
  reason?.code === 'no_agent' ? reason.message : `Nobody has the skills ${requiredSkills.join(', ')}.`
