import { Link } from '@tanstack/react-router'

/** The id of a task, with the way to it where its run is known. */
export function TaskName({ taskId, runId }: { taskId: string; runId: string | null }) {
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
