import { isPlanningRole } from '#shared/model/artifact.ts'
import type { DecisionFacts } from '#shared/model/decision-facts.ts'
import type { ContextTask, DecisionContext, MadeArtifact } from '../context.ts'
import { escalations, isDeclined, isEnough } from '../deciders/answers.ts'
import { isAbout } from '../deciders/proposals.ts'
import { type Deliverable, readDeliverables, readScopeDeliverables } from '../deliverables.ts'
import { asksForApproval, listOpenApprovals } from './approvals.ts'
import { isWork, listUnmade } from './made.ts'
import { listUnanswered } from './questions.ts'
import { listRedVerdicts } from './verdicts.ts'

/**
 * Facts of a goal that texts hold: computed by code, never by whoever decides. A person has the last word: what a person
 * left out is not open, and after "nothing more" no fact keeps a goal from its end.
 */
export function readFacts(context: DecisionContext): DecisionFacts {
  const { tasks, artifacts, finished } = context
  const types = context.agentTypes.map(({ type }) => type)
  const scope = planningFile(context, 'scope.md')
  const plan = planningFile(context, 'plan.md')
  const isEnded =
    finished.isEscalation &&
    finished.status === 'done' &&
    isEnough(finished.outcome) &&
    !asksForApproval(finished)
  const answers = escalations(context)
  const planned = plan === null ? [] : readDeliverables(plan.text, types)
  const open = listUnmade(planned, { tasks, artifacts }).filter((each) => !isLeftOut(each, answers))
  const done = tasks.filter(({ status, isEscalation }) => status === 'done' && !isEscalation)
  const isSettled = planned.length > 0 && open.length === 0
  return {
    openDeliverables: isEnded ? [] : open.map(({ text }) => text),
    isPlanMissing:
      !isEnded && plan === null && scope !== null && readScopeDeliverables(scope.text, types).length > 0,
    isOnlyPlanned: !isEnded && done.length > 0 && !done.some(isWork) && !isSettled,
    redVerdicts: isEnded ? [] : listRedVerdicts(context),
    openQuestions: isEnded ? [] : listUnanswered(listAsking(context), answers),
    openApprovals: isEnded || scope === null ? [] : listOpenApprovals(scope.text, answers),
  }
}

const isLeftOut = ({ text }: Deliverable, answers: readonly ContextTask[]): boolean => {
  const answer = answers.findLast(({ description }) => isAbout(description, text))
  return answer !== undefined && isDeclined.test(answer.outcome)
}

/** The newest scope or plan of a planning agent; without one, a file of another agent that is called so. */
function planningFile({ artifacts, tasks }: DecisionContext, name: string): MadeArtifact | null {
  const isPlanner = ({ taskKey }: MadeArtifact) =>
    isPlanningRole(tasks.find(({ key }) => key === taskKey)?.agentType)
  const word = name.replace(/\.md$/, '')
  const similar = new RegExp(`(?:^|/)(?:project[-_ ]?)?${word}\\.(?:md|markdown|txt)$`, 'i')
  const files = artifacts.filter(({ text }) => text.trim() !== '')
  return (
    files.findLast((file) => file.name === name && isPlanner(file)) ??
    files.findLast((file) => similar.test(file.name)) ??
    null
  )
}

/** Files whose questions are to the owner: the scope, the plan, and reports. Code and documents that were asked for are none. */
function listAsking(context: DecisionContext): MadeArtifact[] {
  const planning = ['scope.md', 'plan.md'].flatMap((name) => planningFile(context, name) ?? [])
  const notes = context.artifacts.filter(({ name }) =>
    /^(?:open[-_ ])?questions?\b.*\.(?:md|txt)$/i.test(name),
  )
  return [...planning, ...notes]
}
