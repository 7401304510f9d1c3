import { z } from 'zod'

/** `task_gate`: may this task start? `uncertain_outcome`: a crash cut off work that must not be repeated blindly. */
export const approvalKinds = ['task_gate', 'uncertain_outcome'] as const
export const approvalAnswers = ['approve', 'reject', 'happened', 'run_again', 'fail'] as const
export const approvalAnswerSchema = z.enum(approvalAnswers)
export type ApprovalAnswer = z.infer<typeof approvalAnswerSchema>

export const allowedAnswers: Record<(typeof approvalKinds)[number], readonly ApprovalAnswer[]> = {
  task_gate: ['approve', 'reject'],
  uncertain_outcome: ['happened', 'run_again', 'fail'],
}

export const approvalSchema = z.object({
  id: z.string(),
  kind: z.enum(approvalKinds),
  runId: z.string(),
  taskKey: z.string(),
  question: z.string(),
  postedAt: z.number(),
  answer: approvalAnswerSchema.nullable(),
  note: z.string().nullable(),
  answeredAt: z.number().nullable(),
})
export type Approval = z.infer<typeof approvalSchema>
