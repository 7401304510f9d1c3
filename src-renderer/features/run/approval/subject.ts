import { z } from 'zod'
import type { Approval } from '#shared/model/approval.ts'
import { taskResultSchema } from '#shared/model/attempt.ts'

/** `command`: what a program would be started with; `model`: what it may use; `remote`: where its texts would be sent. */
const taskSchema = z.object({
  title: z.string(),
  description: z.string(),
  command: z.json().default(null),
  model: z.json().default(null),
  remote: z.json().default(null),
})
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

/** Of a task, what is known of who would do it; each with its words. */
export const doersOf = ({ command, model, remote }: z.infer<typeof taskSchema>) =>
  [
    { label: 'Starts a program', name: 'Program', copyLabel: 'Copy the command', value: command },
    {
      label: 'Asks a language model, which may use',
      name: 'Model',
      copyLabel: 'Copy the model',
      value: model,
    },
    {
      label: 'Sends the task, with the results and files that it builds on, to a remote agent',
      ...{ name: 'Remote agent', copyLabel: 'Copy the address', value: remote },
    },
  ].filter(({ value }) => value !== null)

export type TaskSubject = z.infer<typeof taskSchema> & { readonly type: 'task' }
export type ResultSubject = z.infer<typeof taskResultSchema> & { readonly type: 'result' }
export type MoneySubject = z.infer<typeof moneySchema> & { readonly type: 'money' }
export type Subject =
  | TaskSubject
  | ResultSubject
  | MoneySubject
  | { readonly type: 'other'; readonly value: Approval['subject'] }

/** What a gate decides on, by its kind; `other` for what this version does not know, shown as it came. */
export function readSubject({ kind, subject }: Pick<Approval, 'kind' | 'subject'>): Subject {
  const task = kind === 'task_gate' ? taskSchema.safeParse(subject) : null
  if (task?.success) return { type: 'task', ...task.data }
  const result = kind === 'result_review' ? taskResultSchema.safeParse(subject) : null
  if (result?.success) return { type: 'result', ...result.data }
  const money = kind === 'budget_top_up' ? moneySchema.safeParse(subject) : null
  if (money?.success) return { type: 'money', ...money.data }
  return { type: 'other', value: subject }
}

/** Every character as what it is: none that is invisible, moves the cursor or turns the direction of what follows. */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (each) =>
    each === '\n' ? each : `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`,
  )
