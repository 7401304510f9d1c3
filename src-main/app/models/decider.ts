import type { Decision, Tokens } from '#shared/model/decisions/decision.ts'
import { completeDecision, decisionAnswerSchema } from '../../decisions/answer-form.ts'
import { writePrompt } from '../../decisions/prompt.ts'
import type { Decider, DeciderAnswer } from '../../engine/goals/decider.ts'
import type { Models, Usage } from '../../models/port.ts'
import { decidingInstructions } from './instructions.ts'

const maxOutputTokens = 2000
const deadlineMs = 120_000

/** The model only proposes a decision; the guard decides what happens with it. */
export async function askModelOnce(
  models: Models,
  prompt: string,
  signal?: AbortSignal,
): Promise<DeciderAnswer> {
  const answer = await models.ask({
    purpose: 'deciding',
    instructions: decidingInstructions,
    // The text already has its own fences around quoted material (`decisions/prompt.ts`).
    prompt: [{ kind: 'text', text: prompt }],
    schema: decisionAnswerSchema,
    complete: completeDecision,
    maxOutputTokens,
    deadlineMs,
    ...(signal !== undefined && { abortSignal: signal }),
  })
  if (answer.ok) {
    const { value, text, model, cost, usage } = answer.value
    return {
      prompt,
      raw: text,
      proposed: value satisfies Decision,
      failure: null,
      model,
      spent: cost,
      tokens: tokensOf(usage),
    }
  }
  const { type, message, model, cost, usage, text: raw = '' } = answer.error
  const failed = {
    prompt,
    raw,
    proposed: null,
    failure: message,
    model,
    spent: cost,
    tokens: tokensOf(usage),
  }
  return type === 'not_in_form' ? { ...failed, isMalformed: true } : failed
}

const tokensOf = ({ input, output }: Usage): Tokens => ({ input, output })

/** Asks the model that is configured for deciding (document 002). */
export const createModelDecider =
  (models: Models): Decider =>
  (context, signal) =>
    askModelOnce(models, writePrompt(context), signal)
