import type { ReplayedDecision } from '#shared/contract/goals.ts'
import type { DecisionRecord, ShadowDecision } from '#shared/model/decisions/decision.ts'
import { refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { findUnpaid } from '../../engine/views/balances.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { AppOptions } from '../options.ts'

export const noModel = refusal('E_STATE', 'decision_model_missing')

interface Again {
  readonly run: StoredRun
  readonly model: string | null
  readonly signal: AbortSignal | undefined
}

/** Asks a model the question of a past decision, if the run's budget allows it, and books the cost. */
export async function askAgain(
  { engine, askDecider, readTariff }: AppOptions,
  record: DecisionRecord,
  { run: { id, projectId }, model, signal }: Again,
): Promise<ReplayedDecision> {
  if (record.prompt === '') return compared(record, unasked)
  const runId = id
  const unpaid = findUnpaid(engine.state, { id: runId, projectId }, await readTariff(model))
  if (unpaid !== null) return compared(record, { ...unasked, failure: words.goalNotes.modelNotAsked(unpaid) })
  const answer = await askDecider(record.prompt, model, signal)
  if (answer.model !== null && answer.spent !== null) {
    const about = { runId, taskKey: record.after, projectId, reason: 'asked_again' } as const
    await engine.dispatch({ type: 'budget.charge', ...about, model: answer.model, spent: answer.spent })
  }
  return compared(record, answer)
}

/** A decision without a question, such as one without budget, cannot be asked again. */
const unasked = { proposed: null, failure: words.goalNotes.noQuestion, model: null, spent: null }

/** The original decision next to another answer to its question. */
export function compared(
  { number, after, decision: was }: DecisionRecord,
  { proposed: now, failure, model, spent }: Pick<ShadowDecision, 'proposed' | 'failure' | 'model' | 'spent'>,
): ReplayedDecision {
  const isSame = now?.action === was.action && now.next_agent_type === was.next_agent_type
  return { number, after, was, now, failure, model, isSame, spent }
}
