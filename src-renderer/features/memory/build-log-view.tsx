import { Link } from '@tanstack/react-router'
import { UserRoundX } from 'lucide-react'
import { AgentName } from '../../agents/agent-name.tsx'
import { words } from '../../words/words.ts'
import type { BuildLog } from './build-log.ts'

/** A build log as a person reads it: what nobody can do first, then who got what. */
export function BuildLogView({ build, runId }: { build: BuildLog; runId: string | null }) {
  const { delegated_tasks: delegated, unassigned_tasks: unassigned } = build
  return (
    <div className="flex min-w-0 flex-col gap-6">
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

function TaskName({ taskId, runId }: { taskId: string; runId: string | null }) {
  if (runId === null) return <span className="font-mono text-sm">{taskId}</span>
  return (
    <Link
      to="/runs/$runId"
      params={{ runId }}
      search={{ task: taskId }}
      className="font-mono text-accent text-sm hover:underline"
    >
      {taskId}
    </Link>
  )
}
