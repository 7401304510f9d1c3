import type { z } from 'zod'
import { type Decision, decisionSchema } from '#shared/model/decisions/decision.ts'
import { noFields } from './no-fields.ts'

const isFilled = (text: string | null): boolean => text === null || text.trim() !== ''
const blank = 'must not be blank'
const { reasoning, next_agent_type, task_description, question, recommended_answer } = decisionSchema.shape

/** Schema for a new decision from a model. Older stored decisions may have blank texts; new ones may not. */
export const decisionAnswerSchema: z.ZodType<Decision> = decisionSchema.extend({
  reasoning: reasoning.refine(isFilled, blank),
  next_agent_type: next_agent_type.refine(isFilled, blank),
  task_description: task_description.refine(isFilled, blank),
  question: question.refine(isFilled, blank),
  recommended_answer: recommended_answer.refine(isFilled, blank),
})

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Fills in the absent fields of an answer. `action`, `reasoning`, `next_agent_type`, `task_description`,
 * `context_to_pass` and `urgency` form a complete decision; fields without meaning for the action may be omitted. An
 * escalation without `question` uses its description, or else its reasoning.
 */
export function completeDecision(answer: unknown): unknown {
  if (!isObject(answer)) return answer
  const passed = answer.context_to_pass
  const whole: Readonly<Record<string, unknown>> = {
    ...noFields,
    ...answer,
    ...(isObject(passed) && {
      context_to_pass: { files_to_reference: [], key_information: '', ...passed },
    }),
  }
  if (whole.action !== 'escalate_to_human' || 'question' in answer) return whole
  const asked = typeof whole.task_description === 'string' ? whole.task_description : answer.reasoning
  return { ...whole, question: typeof asked === 'string' ? asked.slice(0, 2000) : null }
}
