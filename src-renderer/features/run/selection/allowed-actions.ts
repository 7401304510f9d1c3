import type { Verdict } from '#shared/model/agents/agent.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { canAssign, canTakeOver } from '../task/allowed-actions.ts'

export const verbs = ['cancel', 'retry', 'assign', 'priority'] as const
export type Verb = (typeof verbs)[number]

/** Selected tasks that each action can apply to. The engine makes the final decision. */
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

/** Removes tasks whose group is also selected, because an action on a group includes its members. */
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

/** Skills needed to do all of the tasks. */
export const skillsOfAll = (tasks: readonly TaskView[]): string[] => [
  ...new Set(tasks.flatMap(({ requiredSkills }) => requiredSkills)),
]

/** Tasks that an agent can do despite its missing skills. */
export function listDoable(
  tasks: readonly TaskView[],
  { missingSkills, qualified }: Pick<Verdict, 'missingSkills' | 'qualified'>,
): readonly TaskView[] {
  // The agent has all the skills, but something else disqualifies it from any work.
  if (!qualified && missingSkills.length === 0) return []
  const missing = new Set(missingSkills)
  return tasks.filter(({ requiredSkills }) => !requiredSkills.some((skill) => missing.has(skill)))
}
