import type { GoalPreview } from '#shared/contract/goals.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import { clip } from '#shared/text/clip.ts'
import { readRemainder } from '../../planning/requests/goal-demands.ts'
import { readScope } from '../../planning/scope/scope.ts'
import type { ModelService } from '../models/model-settings.ts'

const maxNamed = 200

const checkedLater = 'Switchyard checks later that the work covers it.'

/** Expectations of a goal before it starts, based on the configured models. */
export function previewGoal(
  { models }: { readonly models: Pick<ModelService, 'list'> },
  goal: string,
  decider: Goal['decider'] = 'model',
): GoalPreview {
  const scope = readScope(goal)
  const used = new Set(models.list().flatMap(({ usedFor }) => usedFor))
  const { approvals, notUnderstood: uncoveredParts } = readRemainder(goal, scope)
  // A planning model receives the entire goal.
  const isModelled = used.has('planning') || (decider === 'model' && used.has('deciding'))
  const notUnderstood = isModelled ? [] : uncoveredParts
  const titles = [...new Set(scope.items.map(({ title }) => title.toLowerCase()))]
  const quoted = (text: string): string => `"${clip(text.replaceAll(/\s+/g, ' '), maxNamed)}"`
  const without =
    used.has('working') || used.has('planning')
      ? []
      : [
          titles.length === 0
            ? 'No model is set: Switchyard asks you what to make.'
            : `No model is set: Switchyard writes an incomplete first version of: ${titles.join(', ')}.`,
          ...scope.unclear.map((part) => `Unclear, you are asked: ${quoted(part)}.`),
          ...scope.unsupportedActions.map((part) => `No agent does this, you are asked: ${quoted(part)}.`),
        ]
  return {
    expectations: [
      ...without,
      ...approvals.map((each) => `You approve the result: ${quoted(each)}.`),
      ...(isModelled
        ? uncoveredParts.map((part) => `The model decides about ${quoted(part)}: ${checkedLater}`)
        : []),
      ...notUnderstood.map((part) => `No task covers ${quoted(part)}: you are asked before work starts.`),
    ],
    approvals: [...approvals],
    notUnderstood: [...notUnderstood],
  }
}
