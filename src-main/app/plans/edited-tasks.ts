import type { PlanDocument } from '#shared/model/plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'

interface Edit {
  readonly taskKey: string
  readonly title?: string | undefined
  readonly description?: string | undefined
}

/** The plan with other words for what is to be done, as a person wants it for this run. */
export function withEdits(plan: PlanDocument, edits: readonly Edit[] = []): PlanDocument {
  if (edits.length === 0) return plan
  const editOf = new Map(edits.map((edit) => [edit.taskKey, edit]))
  const tasks = plan.tasks.map((task) => {
    const { title = task.title, description = task.description } = editOf.get(task.key) ?? {}
    editOf.delete(task.key)
    return { ...task, title, description }
  })
  const [stray] = editOf.keys()
  if (stray === undefined) return { ...plan, tasks }
  const message = `There is no task ${stray} that could be changed.`
  throw new RefusalError(refusal('E_NOT_FOUND', message, 'Check its key.', { field: 'edits' }))
}
