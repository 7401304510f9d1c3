import type { GoalPreview } from '#shared/contract/goals.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { readRemainder } from '../../planning/requests/goal-demands.ts'
import { readScope } from '../../planning/scope/scope.ts'
import type { ModelService } from '../models/model-settings.ts'

const maxNamed = 200

const text = words.goalPreview

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
  const quoted = (part: string): string => `"${clip(part.replaceAll(/\s+/g, ' '), maxNamed)}"`
  const without =
    used.has('working') || used.has('planning')
      ? []
      : [
          titles.length === 0 ? text.asksForTask : text.firstVersion(titles.join(', ')),
          ...scope.unclear.map((part) => text.unclear(quoted(part))),
          ...scope.unsupportedActions.map((part) => text.noAgent(quoted(part))),
        ]
  return {
    expectations: [
      ...without,
      ...approvals.map((each) => text.approval(quoted(each))),
      ...(isModelled ? uncoveredParts.map((part) => text.modelDecides(quoted(part))) : []),
      ...notUnderstood.map((part) => text.notCovered(quoted(part))),
    ],
    approvals: [...approvals],
    notUnderstood: [...notUnderstood],
  }
}
