import { UserRoundX } from 'lucide-react'
import { AgentName } from '../../entities/agents/agent-name.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'
import { BuildEndView } from './build-end-view.tsx'
import type { BuildEnd, BuildLog } from './build-log.ts'
import { TaskName } from './task-name.tsx'

interface BuildLogViewProps {
  readonly build: BuildLog
  /** Null while its run goes on. */
  readonly end: BuildEnd | null
  readonly runId: string | null
}

/** A build log as a person reads it: how it went, the tasks nobody can do, then the agent and the end of each task. */
export function BuildLogView({ build, end, runId }: BuildLogViewProps) {
  const { delegated_tasks: delegated, unassigned_tasks: unassigned } = build
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {end !== null && <BuildEndView {...{ end, runId }} />}
      {unassigned.length > 0 && (
        <section aria-labelledby="unassigned">
          <h3 id="unassigned" className="mb-3 flex items-center gap-2 font-semibold">
            <UserRoundX size={16} className="text-warning" aria-hidden />
            {words.memory.nobodyCan(unassigned.length)}
          </h3>
          <ul className="overflow-hidden rounded-lg border border-line bg-surface">
            {unassigned.map(({ task_id: taskId, reason }) => (
              <li
                key={taskId}
                className="flex flex-wrap gap-x-4 border-line border-b px-4 py-3 last:border-b-0"
              >
                <TaskName taskId={taskId} runId={runId} />
                <span className="min-w-48 flex-1 break-words text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="delegated">
        <h3 id="delegated" className="mb-3 font-semibold">
          {words.memory.delegatedTasks(delegated.length)}
        </h3>
        {delegated.length === 0 ? (
          <p className="text-muted">{words.memory.noneDelegated}</p>
        ) : (
          <div className="overflow-x-auto rounded-lg border border-line bg-surface">
            <table className="w-full border-collapse">
              <thead>
                <tr className="border-line border-b bg-sunken text-muted text-sm">
                  <th className="px-4 py-2 font-medium">{words.memory.columnTask}</th>
                  <th className="px-4 py-2 font-medium">{words.memory.columnAgent}</th>
                  {end !== null && <th className="px-4 py-2 font-medium">{words.memory.columnEnd}</th>}
                </tr>
              </thead>
              <tbody>
                {delegated.map((task) => (
                  <tr key={task.task_id} className="border-line/60 border-b last:border-b-0">
                    <td className="px-4 py-2">
                      <TaskName taskId={task.task_id} runId={runId} />
                    </td>
                    <td className="px-4 py-2">
                      <AgentName id={task.assigned_agent} />
                    </td>
                    {end !== null && (
                      <td className="px-4 py-2">
                        <TaskEnd result={end.results.find((each) => each.task_id === task.task_id)} />
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  )
}

function TaskEnd({ result: ended }: { result: BuildEnd['results'][number] | undefined }) {
  if (ended === undefined) return null
  const { status, reason, result } = ended
  const text = reason ?? result
  return (
    <>
      <StatusBadge status={statusOfTask({ status, reason: null })} />
      {text !== '' && <p className="line-clamp-2 max-w-prose break-words text-muted">{text}</p>}
    </>
  )
}
