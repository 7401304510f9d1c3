import { escalationSkill } from '#shared/model/decision.ts'
import { isRunOver, type RunView } from '#shared/model/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'

export const decidingPhase = 'Deciding what comes next'

/** The parts that the roles of a goal play; whoever else works, builds. */
const phases: Readonly<Record<string, string>> = {
  workshopper: 'Scoping',
  project_manager: 'Planning',
  tester: 'Testing',
  technical_writer: 'Writing',
  [escalationSkill]: 'Waiting for an answer',
}

/** Where a goal stands, read off the newest of its open tasks; null when its run is over. */
export function phaseOf({ status }: Pick<RunView, 'status'>, tasks: Iterable<TaskView>): string | null {
  if (isRunOver(status)) return null
  const newest = newestOpen(tasks)
  if (newest === null) return status === 'running' ? decidingPhase : null
  const skill = newest.requiredSkills.find((each) => each in phases) ?? ''
  return phases[skill] ?? 'Building'
}

export function newestOpen(tasks: Iterable<TaskView>): TaskView | null {
  let newest: TaskView | null = null
  for (const task of tasks) {
    const isOpen = task.kind === 'task' && !isTerminal(task.status)
    if (isOpen && (newest === null || task.position > newest.position)) newest = task
  }
  return newest
}
