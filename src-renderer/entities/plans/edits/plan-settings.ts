import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { isEqual } from '../diff/diff-plans.ts'
import { type Edit, withFields } from './edit.ts'

export type PlanSettings = { readonly [Name in keyof Omit<PlanDraft, 'tasks'>]?: PlanDraft[Name] | undefined }

/** Settings of the plan itself; `undefined` takes one away. `field` names what is changed. */
export const setPlan = (settings: PlanSettings, field: string): Edit => ({
  label: words.edits.set(field, 0),
  burst: `plan ${field}`,
  change: (document) => withFields(document, settings),
})

/** Another document in place of this one: an edited source, a fix, an import, an earlier version. */
export const replaceDocument = (document: PlanDraft, label: string, burst?: string): Edit => ({
  label,
  ...(burst !== undefined && { burst }),
  change: (current) => withSameTasks(current, document),
})

/** The same, as exactly this object: for who has to know whether the plan is still what they put there. */
export const putDocument = (document: PlanDraft, label: string, burst?: string): Edit => ({
  label,
  ...(burst !== undefined && { burst }),
  change: () => document,
})

/** Tasks that are as they were stay the same objects, so that only what changed is drawn again. */
export function withSameTasks(before: PlanDraft, after: PlanDraft): PlanDraft {
  const known = new Map(before.tasks.map((task) => [task.key, task]))
  const tasks = after.tasks.map((task) => {
    const same = known.get(task.key)
    return same !== undefined && isEqual(same, task) ? same : task
  })
  return { ...after, tasks }
}
