import { z } from 'zod'
import type { Approval } from '#shared/model/approval.ts'
import { taskResultSchema } from '#shared/model/runs/attempt.ts'

/**
 * `command`: what a program would be started with; `model`: what a model may use; `remote`: where its texts would
 * be sent; `rest`: what this version does not know.
 */
const taskSchema = z
  .looseObject({
    title: z.string(),
    description: z.string(),
    command: z.json().default(null),
    model: z.json().default(null),
    remote: z.json().default(null),
  })
  .transform(({ title, description, command, model, remote, ...rest }) => ({
    ...{ title, description, command, model, remote },
    rest: z.json().parse(rest),
  }))
const moneySchema = z.object({
  account: z.string(),
  currency: z.string(),
  capMinor: z.number(),
  settledMinor: z.number(),
  reservedMinor: z.number(),
  suggestedMinor: z.number(),
  /** It was at work when its money was spent. */
  isStopped: z.boolean().default(false),
})

export type TaskSubject = z.infer<typeof taskSchema> & { readonly type: 'task' }
export type ResultSubject = z.infer<typeof taskResultSchema> & { readonly type: 'result' }
export type MoneySubject = z.infer<typeof moneySchema> & { readonly type: 'money' }
export type Subject =
  | TaskSubject
  | ResultSubject
  | MoneySubject
  | { readonly type: 'permission'; readonly value: Approval['subject'] }
  | { readonly type: 'other'; readonly value: Approval['subject'] }

/** The subject of an approval by its kind; `other` for an unknown form, shown unchanged. */
export function readSubject({ kind, subject }: Pick<Approval, 'kind' | 'subject'>): Subject {
  const task = kind === 'task_gate' ? taskSchema.safeParse(subject) : null
  if (task?.success) return { type: 'task', ...task.data }
  const result = kind === 'result_review' ? taskResultSchema.safeParse(subject) : null
  if (result?.success) return { type: 'result', ...result.data }
  const money = kind === 'budget_top_up' ? moneySchema.safeParse(subject) : null
  if (money?.success) return { type: 'money', ...money.data }
  return { type: kind === 'permission' ? 'permission' : 'other', value: subject }
}
