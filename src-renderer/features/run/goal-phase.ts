import { escalationSkill } from '#shared/model/decision.ts'
import type { GoalOutcome } from '#shared/model/goal-outcome.ts'
import type { RunStatus, RunView } from '#shared/model/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '../../words/words.ts'

const says = words.run.goal

/** The parts that the roles of a goal play; whoever else works, builds. */
const phases: ReadonlyMap<string, string> = new Map([
  ['workshopper', says.phases.workshopper],
  ['project_manager', says.phases.project_manager],
  ['tester', says.phases.tester],
  ['technical_writer', says.phases.technical_writer],
  [escalationSkill, says.phases.person],
])

const endings: Partial<Record<RunStatus, string>> = says.endings

const doneWords: Partial<Record<GoalOutcome['outcome'], string>> = {
  reached: says.reached,
  scaffolds: says.scaffolds,
}

/** Where a goal stands, read off the newest of its open tasks; null where nothing is open and nothing is decided. */
export function phaseOf(
  { status }: Pick<RunView, 'status'>,
  tasks: Iterable<TaskView>,
  outcome?: GoalOutcome['outcome'],
): string | null {
  const ending = (status === 'done' && outcome ? doneWords[outcome] : undefined) ?? endings[status]
  if (ending !== undefined) return ending
  const newest = newestOpen(tasks)
  if (newest === null) return status === 'running' ? says.phases.decider : null
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
