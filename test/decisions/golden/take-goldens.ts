import type { DecisionContext } from '../../../src-main/decisions/context.ts'
import { decideByRules } from '../../../src-main/decisions/deciders/rules.ts'
import { judge } from '../../../src-main/decisions/verdict.ts'
import { project } from '../../../src-main/engine/apply-event.ts'
import { gatherContext } from '../../../src-main/engine/goals/decider.ts'
import { createTouched } from '../../../src-main/engine/projections/changed-rows.ts'
import { upcast } from '../../../src-main/engine/replay.ts'
import { type EngineState, emptyState } from '../../../src-main/engine/state.ts'
import { writeTouched } from '../../../src-main/engine/tables.ts'
import type { Store } from '../../../src-main/store/store.ts'
import { present } from '../../../src-shared/assert.ts'
import type { StoredEvent } from '../../../src-shared/events.ts'
import { isRunOver } from '../../../src-shared/model/runs/run.ts'
import { type Golden, goldenSchema, outcomeOf } from './golden.ts'

/**
 * Creates a golden for each decision of a run. The function replays the log into an empty store and gathers the
 * decider's context before each decision. The expected outcome is the current answer of the rules; the answer of a
 * model is stored next to the expectation.
 */
export function takeGoldens({ from, into, runId }: { from: Store; into: Store; runId: string }): Golden[] {
  const state = emptyState()
  const goldens: Golden[] = []
  for (const event of listEvents(from)) {
    const { body } = event
    if (body.type === 'decision.made' && body.runId === runId) {
      const run = present(state.runs.get(body.runId), `run ${runId}`)
      const context = gatherContext({ state, store: into }, run, body.after)
      goldens.push(goldenOf(present(context, `context after ${body.after}`), body))
    }
    playInto(into, state, event)
  }
  return goldens
}

function* listEvents(store: Store): Generator<StoredEvent> {
  for (let after = 0; ; ) {
    const page = store.events.listAfter(after, 200)
    for (const event of page) yield { ...event, body: upcast(event.body) }
    const last = page.at(-1)
    if (last === undefined) return
    after = last.seq
  }
}

function playInto(store: Store, state: EngineState, event: StoredEvent): void {
  const touched = createTouched()
  store.transact(() => {
    project(state, event, touched)
    writeTouched(store, touched)
  })
  for (const run of touched.runs) if (isRunOver(run.status)) state.runs.delete(run.id)
}

type Made = Extract<StoredEvent['body'], { type: 'decision.made' }>

function goldenOf(context: DecisionContext, { number, proposed, decision, findings, model }: Made): Golden {
  const byRules = decideByRules(context)
  const answer = proposed === null || model === null ? null : proposed
  return goldenSchema.parse({
    title: `${context.goal.split('\n', 1)[0]}: decision ${number}, after ${context.finished.key}`,
    context,
    expected: outcomeOf(byRules, judge({ proposed: byRules, failure: null }, context)),
    answers:
      answer === null
        ? []
        : [
            {
              title: `What ${model} answered`,
              answer: outcomeOf(answer, { decision: answer, findings: [] }).decision,
              expected: outcomeOf(answer, { decision, findings }),
            },
          ],
  })
}
