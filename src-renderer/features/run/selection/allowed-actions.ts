import type { Verdict } from '#shared/model/agents/agent.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { canAssign, canTakeOver } from '../task/allowed-actions.ts'

export const verbs = ['cancel', 'retry', 'assign', 'priority'] as const
export type Verb = (typeof verbs)[number]

/** Which of the chosen tasks each of them can be done to. The engine has the last word. */
export type Fits = Readonly<Record<Verb, readonly TaskView[]>>

export function fitsOf(
  chosen: readonly TaskView[],
  run: Pick<RunView, 'status' | 'goal' | 'workspace'>,
): Fits {
  if (isRunOver(run.status)) {
    const again = canTakeOver(run) ? chosen : []
    return { cancel: [], retry: again, assign: again.filter(({ kind }) => kind === 'task'), priority: [] }
  }
  if (run.status === 'stopping') return { cancel: [], retry: [], assign: [], priority: [] }
  const open = chosen.filter(({ status }) => !isTerminal(status))
  return {
    cancel: open,
    retry: open.filter(({ status, notBefore }) => status === 'todo' && notBefore !== null),
    assign: open.filter(canAssign),
    priority: open,
  }
}

/** Without those whose group is among them: what is done to a group is done to what is in it. */
export function withoutParts(
  tasks: readonly TaskView[],
  all: ReadonlyMap<string, TaskView>,
): readonly TaskView[] {
  const keys = new Set(tasks.map(({ key }) => key))
  const isInside = ({ parent }: TaskView): boolean => {
    const group = parent === null ? undefined : all.get(parent)
    return group !== undefined && (keys.has(group.key) || isInside(group))
  }
  return tasks.filter((task) => !isInside(task))
}

/** Skills that whoever does all of them needs. */
export const skillsOfAll = (tasks: readonly TaskView[]): string[] => [
  ...new Set(tasks.flatMap(({ requiredSkills }) => requiredSkills)),
]

/** Those of them that an agent with what it lacks could do. */
export function listDoable(
  tasks: readonly TaskView[],
  { missingSkills, qualified }: Pick<Verdict, 'missingSkills' | 'qualified'>,
): readonly TaskView[] {
  // It has all the skills, and something else keeps it from any work.
  if (!qualified && missingSkills.length === 0) return []
  const missing = new Set(missingSkills)
  return tasks.filter(({ requiredSkills }) => !requiredSkills.some((skill) => missing.has(skill)))
}
