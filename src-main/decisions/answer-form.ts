import type { z } from 'zod'
import { type Decision, decisionSchema } from '#shared/model/decisions/decision.ts'
import { noFields } from './no-fields.ts'

const isFilled = (text: string | null): boolean => text === null || text.trim() !== ''
const blank = 'must not be blank'
const { reasoning, next_agent_type, task_description, question, recommended_answer } = decisionSchema.shape

/** A decision as a model is to answer it: stored ones of earlier times may be blank, a new one may not. */
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
 * An answer with its absent fields: `action`, `reasoning`, `next_agent_type`, `task_description`, `context_to_pass` and
 * `urgency` are a whole decision, and what has no meaning for the action may be left out. An escalation without that field
 * asks with its description, else with its reasoning.
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
