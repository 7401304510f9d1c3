import { escalationSkill } from '#shared/model/decision.ts'
import type { RunStatus, RunView } from '#shared/model/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'

/** The parts that the roles of a goal play; whoever else works, builds. */
const phases: ReadonlyMap<string, string> = new Map([
  ['workshopper', 'Scoping'],
  ['project_manager', 'Planning'],
  ['tester', 'Testing'],
  ['technical_writer', 'Writing'],
  [escalationSkill, 'Waiting for an answer'],
])

const endings: Partial<Record<RunStatus, string>> = {
  done: 'Reached',
  failed: 'Not reached',
  cancelled: 'Given up',
}

/** Where a goal stands, read off the newest of its open tasks; null where nothing is open and nothing is decided. */
export function phaseOf({ status }: Pick<RunView, 'status'>, tasks: Iterable<TaskView>): string | null {
  const ending = endings[status]
  if (ending !== undefined) return ending
  const newest = newestOpen(tasks)
  if (newest === null) return status === 'running' ? 'Deciding what comes next' : null
  return (
    newest.requiredSkills.map((skill) => phases.get(skill)).find((phase) => phase !== undefined) ?? 'Building'
  )
}

export function newestOpen(tasks: Iterable<TaskView>): TaskView | null {
  let newest: TaskView | null = null
  for (const task of tasks) {
    const isOpen = task.kind === 'task' && !isTerminal(task.status)
    if (isOpen && (newest === null || task.position > newest.position)) newest = task
  }
  return newest
}
