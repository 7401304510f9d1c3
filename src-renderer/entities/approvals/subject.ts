import { z } from 'zod'
import type { Approval } from '#shared/model/approval.ts'
import { taskResultSchema } from '#shared/model/runs/attempt.ts'

/**
 * `command`: the start command of a program; `model`: a language model and the tools it may use. `remote`: the remote
 * agent that would get the texts; `rest`: fields unknown to this version.
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
  /** True if the task was running when its budget was exhausted. */
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

/** The subject of an approval by kind. Unknown forms become `other` and are shown unchanged. */
export function readSubject({ kind, subject }: Pick<Approval, 'kind' | 'subject'>): Subject {
  const task = kind === 'task_gate' ? taskSchema.safeParse(subject) : null
  if (task?.success) return { type: 'task', ...task.data }
  const result = kind === 'result_review' ? taskResultSchema.safeParse(subject) : null
  if (result?.success) return { type: 'result', ...result.data }
  const money = kind === 'budget_top_up' ? moneySchema.safeParse(subject) : null
  if (money?.success) return { type: 'money', ...money.data }
  return { type: kind === 'permission' ? 'permission' : 'other', value: subject }
}
