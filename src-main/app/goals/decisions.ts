import type { DecisionRecord, ShadowDecision } from '#shared/model/decisions/decision.ts'
import type { FoundDecision, OtherAnswer } from '#shared/model/decisions/decision-search.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound, transact, type UseCases } from '../use-case.ts'
import { askAgain, noModel } from './ask-again.ts'

type Named = InputOf<'goals', 'readDecision'>

type DecisionNames = 'findDecisions' | 'readDecision' | 'askAgain' | 'markDecision' | 'exportDecisions'

/** Decisions of all runs: search, marks and repeated questions. */
export function createDecisions(options: AppOptions): UseCases<'goals', DecisionNames> {
  const { store, clock } = options
  const search = store.decisionSearch
  const nameOf = ({ runId, number }: Named) => records.decision(number, runId)
  const requireRecord = (named: Named): Result<DecisionRecord, Refusal> =>
    requireFound(store.decisions.find(named.runId, named.number), nameOf(named))
  const requireOne = (named: Named): Result<FoundDecision, Refusal> =>
    requireFound(search.findOne(named.runId, named.number), nameOf(named))
  return {
    findDecisions: ({ filter, ...page }) => ok(search.find(filter, page)),
    readDecision(named) {
      const record = requireRecord(named)
      if (!record.ok) return record
      const found = requireOne(named)
      if (!found.ok) return found
      const { runId, number } = named
      const repeats = search.listRepeats(runId, number)
      const shadows = store.decisions.listShadows(runId).filter((each) => each.number === number)
      const others = [
        ...repeats.map((each) => otherOf(record.value, 'again', each)),
        ...shadows.map((each) => otherOf(record.value, 'shadow', each)),
      ]
      return ok({ record: record.value, found: found.value, others })
    },
    async askAgain({ model = null, ...named }, { signal }) {
      const record = requireRecord(named)
      if (!record.ok) return record
      const run = requireFound(store.runs.find(named.runId), records.run(named.runId))
      if (!run.ok) return run
      if (options.models.list().length === 0) return err(noModel)
      const asked = await askAgain(options, record.value, { run: run.value, model, signal })
      const { now: proposed, failure, spent } = asked
      const { number } = named
      const answer = { number, at: clock.now(), model: asked.model ?? model, proposed, failure, spent }
      search.addRepeat(named.runId, answer)
      return ok(otherOf(record.value, 'again', answer))
    },
    markDecision({ mark, note, ...named }, call) {
      const found = requireOne(named)
      if (!found.ok) return found
      const kept = mark === null ? null : { mark, note, at: clock.now() }
      return transact(store, call, () => {
        search.mark(named.runId, named.number, kept)
        return requireOne(named)
      })
    },
    exportDecisions({ filter, ...page }) {
      const rows = search.find(filter, page)
      const decisions = rows.flatMap(({ runId, number, mark }) => {
        const record = store.decisions.find(runId, number)
        return record === null ? [] : [{ ...record, mark }]
      })
      const last = rows.length < page.limit ? undefined : rows.at(-1)
      const next = last === undefined ? null : { at: last.at, runId: last.runId, number: last.number }
      return ok({ decisions, next })
    },
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
