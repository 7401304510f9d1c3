import type { DecisionRecord, ShadowDecision } from '#shared/model/decisions/decision.ts'
import type { OtherAnswer } from '#shared/model/decisions/decision-search.ts'
import { askAgain, noModel } from './goals.ts'
import type { Services } from './wire/context.ts'
import { found, inOneTransaction, procedures } from './wire/procedure.ts'

/** Decisions of all runs: looked through, judged, and asked again. */
export const createDecisionDesk = (services: Services) => {
  const { store, clock, models } = services
  const { decisionSearch: search } = store
  const named = (runId: string, number: number) => `Decision ${number} of run ${runId}`
  const recordOf = (runId: string, number: number) =>
    found(store.decisions.find(runId, number), named(runId, number))
  const foundOf = (runId: string, number: number) =>
    found(search.findOne(runId, number), named(runId, number))

  return {
    findDecisions: procedures.goals.findDecisions.handler(({ input: { filter, ...page } }) =>
      search.find(filter, page),
    ),
    readDecision: procedures.goals.readDecision.handler(({ input: { runId, number } }) => {
      const record = recordOf(runId, number)
      const repeats = search.listRepeats(runId, number).map((each) => otherOf(record, 'again', each))
      const shadows = store.decisions
        .listShadows(runId)
        .filter((each) => each.number === number)
        .map((each) => otherOf(record, 'shadow', each))
      return { record, found: foundOf(runId, number), others: [...repeats, ...shadows] }
    }),
    askAgain: procedures.goals.askAgain.handler(
      async ({ input: { runId, number, model = null }, signal }) => {
        const record = recordOf(runId, number)
        const run = found(store.runs.find(runId), `Run ${runId}`)
        if (models.list().length === 0) throw noModel()
        const {
          now: proposed,
          failure,
          model: answered,
          spent,
        } = await askAgain(services, record, { run, model, signal })
        const answer = { number, at: clock.now(), model: answered ?? model, proposed, failure, spent }
        search.addRepeat(runId, answer)
        return otherOf(record, 'again', answer)
      },
    ),
    markDecision: procedures.goals.markDecision.handler(
      ({ input: { runId, number, mark, note }, context }) => {
        foundOf(runId, number)
        return inOneTransaction(store, context, () => {
          search.mark(runId, number, mark === null ? null : { mark, note, at: clock.now() })
          return foundOf(runId, number)
        })
      },
    ),
    exportDecisions: procedures.goals.exportDecisions.handler(({ input: { filter, ...page } }) => {
      const rows = search.find(filter, page)
      const last = rows.length < page.limit ? undefined : rows.at(-1)
      const next = last === undefined ? null : { at: last.at, runId: last.runId, number: last.number }
      return {
        decisions: rows.map(({ runId, number, mark }) => ({ ...recordOf(runId, number), mark })),
        next,
      }
    }),
  }
}

function otherOf(
  { decision: was }: DecisionRecord,
  kind: OtherAnswer['kind'],
  { at, model, proposed, failure, spent }: ShadowDecision,
): OtherAnswer {
  const isSame = proposed?.action === was.action && proposed.next_agent_type === was.next_agent_type
  return { kind, at, model, proposed, failure, spent, isSame }
}
