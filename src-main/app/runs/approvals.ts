import type { AnsweredApproval, Consequences } from '#shared/contract/runs/runs.ts'
import { approvalIdSchema, runIdSchema } from '#shared/ids.ts'
import type { AnswerInput, Approval, ApprovalView } from '#shared/model/approval.ts'
import { type Refusal, RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from '../../api/wire/context.ts'
import { unwrap } from '../../api/wire/procedure.ts'
import { withMoneyNow } from '../../engine/money-now.ts'
import type { Outcome } from '../../engine/rules/rule.ts'
import { workOutConsequences } from '../../engine/views/consequences.ts'
import { withId } from '../use-case.ts'

/** As a person sees it now. */
export function findApproval({ store, engine }: Services, approvalId: string): Approval {
  const approval = store.approvals.find(approvalId)
  if (approval !== null) return withMoneyNow(engine.state, approval)
  const message = `There is no gate ${approvalId}.`
  throw new RefusalError(refusal('E_APPROVAL_UNKNOWN', message, 'Check the id.', { field: 'approvalId' }))
}

/** Null where there is none. */
export const findShown = ({ store, engine }: Services, approvalId: string | null): Approval | null => {
  const approval = approvalId === null ? null : store.approvals.find(approvalId)
  return approval === null ? null : withMoneyNow(engine.state, approval)
}

export const listShown = (services: Services): ApprovalView[] =>
  services.store.approvals
    .listOpen()
    .map((approval) => approvalView(services, withMoneyNow(services.engine.state, approval)))

export const approvalView = ({ store, engine }: Services, approval: Approval): ApprovalView => {
  const run = engine.state.runs.get(runIdSchema.parse(approval.runId)) ?? store.runs.find(approval.runId)
  return { ...approval, isSimulated: run?.isSimulated ?? false }
}

export async function answerApproval(
  services: Services,
  input: AnswerInput,
  id: string | null,
): Promise<void> {
  unwrap(await dispatchAnswer(services, input, id))
}

async function dispatchAnswer(services: Services, input: AnswerInput, id: string | null): Promise<Outcome> {
  const approvalId = approvalIdSchema.parse(findApproval(services, input.approvalId).id)
  const { hash, answer, by, note = null, response = null } = input
  const command = { type: 'approval.answer', approvalId, hash, answer, by, note, response } as const
  const outcome = await services.engine.dispatch(command, withId(id))
  if (outcome.ok) return outcome
  return { ok: false, error: inDetail(outcome.error, findApproval(services, approvalId)) }
}

const nameOf = (by: string | null): string => (by === 'me' ? 'You' : (by ?? 'Somebody'))

/** Who decided it and when is in the table, where rules do not look. */
function inDetail(refused: Refusal, { answer, answeredBy, answeredAt, closed }: Approval): Refusal {
  if (refused.code !== 'E_APPROVAL_DECIDED' || answeredAt === null) return refused
  const when = new Date(answeredAt).toISOString()
  const how = answer === null ? `It was ${closed ?? 'closed'}` : `${nameOf(answeredBy)} answered “${answer}”`
  return { ...refused, message: `${refused.message} ${how} at ${when}.` }
}

/** Each by itself: one that is refused does not keep the others back. */
export async function answerMany(
  services: Services,
  answers: readonly AnswerInput[],
  commandId: string | null,
): Promise<AnsweredApproval[]> {
  const idOf = (index: number) => (commandId === null ? null : `${commandId}/${index}`)
  const outcomes = await Promise.all(
    answers.map((answer, index) => answerOne(services, answer, answer.commandId ?? idOf(index))),
  )
  return outcomes.map(({ approvalId, refused }) => ({
    approvalId,
    approval: findShown(services, approvalId),
    refusal: refused,
  }))
}

async function answerOne(
  services: Services,
  input: AnswerInput,
  commandId: string | null,
): Promise<{ approvalId: string; refused: Refusal | null }> {
  const { approvalId } = input
  if (services.store.approvals.find(approvalId) === null) {
    const message = `There is no gate ${approvalId}.`
    return { approvalId, refused: refusal('E_APPROVAL_UNKNOWN', message, 'Check the id.') }
  }
  const outcome = await dispatchAnswer(services, input, commandId)
  return { approvalId, refused: outcome.ok ? null : outcome.error }
}

/** What follows from each answer; null once it is answered. */
export function consequencesOf(
  { engine }: Services,
  { runId, taskKey, answeredAt }: Approval,
): Consequences | null {
  const run = engine.state.runs.get(runIdSchema.parse(runId))
  const task = run?.tasks.get(taskKey)
  return run === undefined || task === undefined || answeredAt !== null
    ? null
    : workOutConsequences(engine.state, run, task)
}
