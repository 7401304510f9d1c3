import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { isEqual } from '../diff/diff-plans.ts'
import { type Edit, withFields } from './edit.ts'

export type PlanSettings = { readonly [Name in keyof Omit<PlanDraft, 'tasks'>]?: PlanDraft[Name] | undefined }

/** Sets settings of the plan; `undefined` removes a setting. `field` is the name in the history. */
export const setPlan = (settings: PlanSettings, field: string): Edit => ({
  label: words.edits.set(field, 0),
  burst: `plan ${field}`,
  change: (document) => withFields(document, settings),
})

/** Replaces the document: an edited source, a fix, an import or an earlier version. */
export const replaceDocument = (document: PlanDraft, label: string, burst?: string): Edit => ({
  label,
  ...(burst !== undefined && { burst }),
  change: (current) => withSameTasks(current, document),
})

/**
 * Like `replaceDocument`, but keeps the object identity. Callers can then check by identity whether the plan has
 * changed since.
 */
export const putDocument = (document: PlanDraft, label: string, burst?: string): Edit => ({
  label,
  ...(burst !== undefined && { burst }),
  change: () => document,
})

/** Reuses the objects of unchanged tasks, so that only changed tasks render again. */
export function withSameTasks(before: PlanDraft, after: PlanDraft): PlanDraft {
  const known = new Map(before.tasks.map((task) => [task.key, task]))
  const tasks = after.tasks.map((task) => {
    const same = known.get(task.key)
    return same !== undefined && isEqual(same, task) ? same : task
  })
  return { ...after, tasks }
}
