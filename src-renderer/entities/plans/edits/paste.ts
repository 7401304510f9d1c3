import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import { type DraftTask, type Edit, listNewKeys } from './edit.ts'
import { freeKey, keysOf, renameKeys } from './keys.ts'
import { listOutermost, placeBelow } from './tree.ts'

/** The tasks with these keys and their parts, in plan order. */
export function pick({ tasks }: PlanDraft, keys: Iterable<string>): DraftTask[] {
  const picked = withParts(tasks, keys)
  return tasks.filter(({ key }) => picked.has(key))
}

export interface PastePlace {
  readonly beside: string | null
  readonly parent: string | null
}

/**
 * Pastes tasks of this or another plan. Keys already in use are replaced. Dependencies between pasted tasks stay;
 * other dependencies stay if this plan has a task with that key.
 */
export const pasteTasks = (pasted: readonly DraftTask[], place: PastePlace): Edit => ({
  label: words.edits.paste(pasted.length),
  change: (document) => withPasted(document, pasted, place),
  select: (after, before) => {
    const added = new Set(listNewKeys(after, before))
    return listOutermost(after.tasks, added)
  },
})

/** Copies each task and places the copies below the last original. */
export function duplicateTasks(document: PlanDraft, keys: ReadonlySet<string>): Edit {
  const outermost = listOutermost(document.tasks, keys)
  const last = outermost.at(-1) ?? null
  return {
    ...pasteTasks(pick(document, outermost), { beside: last, parent: null }),
    label: words.edits.duplicate(outermost.length),
  }
}

function withPasted(document: PlanDraft, pasted: readonly DraftTask[], place: PastePlace): PlanDraft {
  if (pasted.length === 0) return document
  const taken = new Set(keysOf(document))
  const renamed = new Map<string, string>()
  for (const { key } of pasted) {
    if (renamed.has(key)) continue
    const free = freeKey(taken, key)
    taken.add(free)
    renamed.set(key, free)
  }
  const here = keysOf(document)
  const beside = document.tasks.find(({ key }) => key === place.beside)
  const parent = beside === undefined ? place.parent : beside.parent
  const copies = renameKeys({ ...document, tasks: [...pasted] }, renamed).tasks.map(
    (task, at): DraftTask => ({
      ...task,
      dependsOn: task.dependsOn.filter((_, link) => {
        const wanted = pasted[at]?.dependsOn[link] ?? ''
        return renamed.has(wanted) || here.has(wanted)
      }),
      parent: pasted[at]?.parent != null && renamed.has(pasted[at].parent) ? task.parent : parent,
    }),
  )
  const at = beside === undefined ? document.tasks.length : placeBelow(document.tasks, beside.key)
  return { ...document, tasks: document.tasks.toSpliced(at, 0, ...copies) }
}
