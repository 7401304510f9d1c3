import type { Decision } from '#shared/model/decisions/decision.ts'
import type { DecisionContext } from '../context.ts'
import { writePrompt } from '../prompt.ts'
import { decideByRules } from './rules.ts'

interface Answer {
  readonly prompt: string
  readonly raw: string
  readonly proposed: Decision
  readonly failure: null
  readonly model: null
  readonly spent: null
}

/** The decision of the rules, with the prompt that a model would have got, so that a model can be asked later. */
export async function askRules(context: DecisionContext): Promise<Answer> {
  const proposed = decideByRules(context)
  const prompt = writePrompt(context)
  return { prompt, raw: JSON.stringify(proposed), proposed, failure: null, model: null, spent: null }
}
