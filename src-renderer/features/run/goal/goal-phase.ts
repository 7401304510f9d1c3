import { escalationSkill } from '#shared/model/decisions/decision.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { lookOf, statusOfRun } from '../../../ui/status-looks.ts'
import { words } from '../../../words/words.ts'

const says = words.run.goal

/** The parts that the roles of a goal play; whoever else works, builds. */
const phases: ReadonlyMap<string, string> = new Map([
  ['workshopper', says.phases.workshopper],
  ['project_manager', says.phases.project_manager],
  ['tester', says.phases.tester],
  ['technical_writer', says.phases.technical_writer],
  [escalationSkill, says.phases.person],
])

/**
 * Where a goal stands: the outcome of its run, else read off the newest of its open tasks. Null where nothing is open and
 * nothing is decided.
 */
export function phaseOf(
  run: Pick<RunView, 'status' | 'outcome' | 'counts'>,
  tasks: Iterable<TaskView>,
): string | null {
  if (isRunOver(run.status)) return lookOf(statusOfRun(run)).word
  const newest = newestOpen(tasks)
  if (newest === null) return run.status === 'running' ? says.phases.decider : null
  return (
    newest.requiredSkills.map((skill) => phases.get(skill)).find((phase) => phase !== undefined) ??
    says.phases.others
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
