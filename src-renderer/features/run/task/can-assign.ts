import type { TaskView } from '#shared/model/task.ts'

/** What an agent has begun stays with it. */
export const canAssign = ({ kind, status }: TaskView): boolean =>
  kind === 'task' && (status === 'blocked' || status === 'todo' || status === 'awaiting_approval')
