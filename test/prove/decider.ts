import type { Decider, DeciderAnswer } from '../../src-main/engine/goals/decider.ts'
import type { Decision } from '../../src-shared/model/decisions/decision.ts'
import { decisionOf } from '../decisions/scene.ts'
import { skills } from './life-plan.ts'

/** After this number of decisions, the decider always ends the goal. */
const maxWork = 8

/**
 * Replaces rules and models. Returns any valid or invalid decision, selected by the state of the run, so that equal
 * lives get equal decisions.
 */
export const sayAnything: Decider = async ({ finished, decisions }) => {
  const by = [...finished.key].reduce((sum, letter) => sum + letter.charCodeAt(0), decisions * 7) % 11
  if (by === 10 && decisions < maxWork) throw new Error('the decider broke')
  const proposed =
    decisions >= maxWork ? decisionOf({ action: 'project_complete' }) : decisionBy(by, decisions)
  return answerOf(proposed)
}

function decisionBy(by: number, decisions: number): Decision | null {
  const doIt = (type: string, what: number) =>
    decisionOf({
      action: 'create_task',
      next_agent_type: type,
      task_description: `Do ${what}`,
      urgency: 'high',
    })
  switch (by) {
    case 4:
      return doIt('sailing', decisions)
    case 5:
      return doIt('cooking', 0)
    case 6:
      return decisionOf({ action: 'escalate_to_human', question: `What after ${decisions}?` })
    case 7:
      return decisionOf({ action: 'wait_for_more_tasks' })
    case 8:
      return decisionOf({ action: 'project_complete' })
    case 9:
      return null
    default:
      return doIt(skills[by % skills.length] ?? 'cooking', decisions)
  }
}

const answerOf = (proposed: Decision | null): DeciderAnswer => ({
  prompt: 'What next?',
  raw: '',
  proposed,
  failure: proposed === null ? 'It said nothing.' : null,
  model: null,
  spent: null,
})
