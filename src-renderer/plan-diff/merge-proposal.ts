import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { DraftTask } from '../plan-edits/edit.ts'
import { freeKey, keysOf, renameKeys } from '../plan-edits/keys.ts'

/**
 * `current` with what was drafted without knowing it: a task of the same title says anew what to do and which skills
 * that needs, all others are added under keys that are free. Nothing is removed, and no task that is there waits for a
 * new one, so that no loop can come of it.
 */
export function mergeProposal(current: PlanDraft, proposed: PlanDraft): PlanDraft {
  const known = new Map(current.tasks.toReversed().map((task) => [sameness(task), task]))
  const taken = new Set(keysOf(current))
  const newKeys = new Map<string, string>()
  const said = new Map<string, DraftTask>()
  const added = new Set<DraftTask>()
  for (const task of proposed.tasks) {
    const same = known.get(sameness(task))
    if (same !== undefined && !said.has(same.key)) {
      newKeys.set(task.key, same.key)
      said.set(same.key, task)
      continue
    }
    const key = freeKey(taken, task.key)
    taken.add(key)
    newKeys.set(task.key, key)
    added.add(task)
  }
  const renamed = renameKeys(proposed, newKeys).tasks.filter((_, at) => isIn(added, proposed.tasks[at]))
  return {
    ...current,
    tasks: [...current.tasks.map((task) => restated(task, said.get(task.key))), ...renamed],
  }
}

const isIn = (added: ReadonlySet<DraftTask>, task: DraftTask | undefined): boolean =>
  task !== undefined && added.has(task)

const sameness = ({ kind, title }: DraftTask): string => `${kind} ${title.trim().toLowerCase()}`

const restated = (task: DraftTask, said: DraftTask | undefined): DraftTask =>
  said === undefined ? task : { ...task, description: said.description, requiredSkills: said.requiredSkills }
