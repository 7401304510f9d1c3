import type { RunId } from '#shared/ids.ts'
import { isPlanningRole, newestOf } from '#shared/model/artifact.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import { readArtifacts } from '../../decisions/artifacts.ts'
import type { DecisionContext, MadeArtifact } from '../../decisions/context.ts'
import { readFacts } from '../../decisions/facts/read-facts.ts'
import { readRemainder } from '../../planning/requests/goal-demands.ts'
import { readScope } from '../../planning/scope/scope.ts'
import type { Store } from '../../store/store.ts'
import { findResult } from '../execution/attempt-context.ts'
import type { EngineState, RunState } from '../state.ts'
import { contextOf } from './goal-context.ts'

/** What a decider is told, with the files and outcomes that the store keeps; null when there is nothing to decide. */
export function gatherContext(
  { state, store }: { readonly state: EngineState; readonly store: Store },
  run: RunState,
  after: string,
): DecisionContext | null {
  const outcomes = new Map<string, string>()
  const artifacts = [...run.tasks.values()].flatMap((task) => {
    const { key } = task.definition
    const result = findResult(store, task)
    outcomes.set(key, result?.text ?? task.reason?.message ?? failureOf(store, run.id, key))
    return result === null ? [] : readArtifacts(key, result)
  })
  const isOfPlanner = ({ taskKey }: MadeArtifact) =>
    isPlanningRole(run.tasks.get(taskKey)?.definition.requiredSkills[0])
  const demands = run.goal === null ? undefined : demandsOf(run.goal)
  const context = contextOf(state, run, {
    ...{ after, artifacts: newestOf(artifacts, isOfPlanner), outcomes },
    ...(demands !== undefined && { demands }),
  })
  return context === null ? null : { ...context, facts: readFacts(context) }
}

/** Only parts that nobody was asked about at the start are looked for at the end. */
function demandsOf({ text, decider, notUnderstood = [] }: Goal): NonNullable<DecisionContext['demands']> {
  const { approvals, notUnderstood: parts } = readRemainder(text, readScope(text))
  const isAsked = decider === 'rules' || notUnderstood.length > 0
  return { approvals, parts: isAsked ? [] : parts }
}

const failureOf = (store: Store, runId: RunId, key: string): string =>
  store.attempts.listOfTask(runId, key).at(-1)?.failure?.message ?? ''
