import type { AnsweredApproval, Consequences } from '#shared/contract/runs/runs.ts'
import { approvalIdSchema, runIdSchema } from '#shared/ids.ts'
import type { AnswerInput, Approval, ApprovalView } from '#shared/model/approval.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Engine } from '../../engine/engine.ts'
import { withMoneyNow } from '../../engine/money-now.ts'
import { workOutConsequences } from '../../engine/views/consequences.ts'
import type { Store } from '../../store/store.ts'
import { type InputOf, withId } from '../use-case.ts'

export interface ApprovalOptions {
  readonly engine: Engine
  readonly store: Pick<Store, 'approvals' | 'runs'>
}

type Delegation = InputOf<'runs', 'delegateApproval'>

export type Approvals = ReturnType<typeof createApprovals>

/** Questions to people, as they are seen now, and their answers. */
export function createApprovals(options: ApprovalOptions) {
  const { engine, store } = options
  const require = (approvalId: string) => requireApproval(options, approvalId)
  return {
    listOpen: (): ApprovalView[] =>
      store.approvals
        .listOpen()
        .map((approval) => approvalView(options, withMoneyNow(engine.state, approval))),
    get(approvalId: string): Result<{ approval: ApprovalView; consequences: Consequences | null }, Refusal> {
      const found = require(approvalId)
      if (!found.ok) return found
      const consequences = consequencesOf(options, found.value)
      return ok({ approval: approvalView(options, found.value), consequences })
    },
    async answer(input: AnswerInput, commandId: string | null): Promise<Result<Approval, Refusal>> {
      const answered = await answerOne(options, input, commandId)
      return answered.ok ? require(input.approvalId) : answered
    },
    answerMany: (answers: readonly AnswerInput[], commandId: string | null) =>
      answerMany(options, answers, commandId),
    async delegate({ approvalId: id, by, to }: Delegation, commandId: string | null) {
      const found = require(id)
      if (!found.ok) return found
      const approvalId = approvalIdSchema.parse(found.value.id)
      const command = { type: 'approval.delegate', approvalId, by, to } as const
      const outcome = await engine.dispatch(command, withId(commandId))
      return outcome.ok ? require(id) : outcome
    },
  }
}

/** As a person sees it now. */
export function requireApproval(
  { store, engine }: ApprovalOptions,
  approvalId: string,
): Result<Approval, Refusal> {
  const approval = store.approvals.find(approvalId)
  if (approval !== null) return ok(withMoneyNow(engine.state, approval))
  const message = `There is no gate ${approvalId}.`
  return err(refusal('E_APPROVAL_UNKNOWN', message, 'Check the id.', { field: 'approvalId' }))
}

export const findShown = (
  { store, engine }: Pick<ApprovalOptions, 'store'> & { readonly engine: Pick<Engine, 'state'> },
  approvalId: string | null,
): Approval | null => {
  const approval = approvalId === null ? null : store.approvals.find(approvalId)
  return approval === null ? null : withMoneyNow(engine.state, approval)
}

const approvalView = ({ store, engine }: ApprovalOptions, approval: Approval): ApprovalView => {
  const run = engine.state.runs.get(runIdSchema.parse(approval.runId)) ?? store.runs.find(approval.runId)
  return { ...approval, isSimulated: run?.isSimulated ?? false }
}

async function answerOne(
  options: ApprovalOptions,
  input: AnswerInput,
  id: string | null,
): Promise<Result<unknown, Refusal>> {
  const found = requireApproval(options, input.approvalId)
  if (!found.ok) return found
  const approvalId = approvalIdSchema.parse(found.value.id)
  const { hash, answer, by, note = null, response = null } = input
  const command = { type: 'approval.answer', approvalId, hash, answer, by, note, response } as const
  const outcome = await options.engine.dispatch(command, withId(id))
  if (outcome.ok) return outcome
  return err(inDetail(outcome.error, findShown(options, approvalId) ?? found.value))
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
async function answerMany(
  options: ApprovalOptions,
  answers: readonly AnswerInput[],
  commandId: string | null,
): Promise<AnsweredApproval[]> {
  const idOf = (index: number) => (commandId === null ? null : `${commandId}/${index}`)
  const outcomes = await Promise.all(
    answers.map((answer, index) => answerOne(options, answer, answer.commandId ?? idOf(index))),
  )
  return answers.map(({ approvalId }, index) => {
    const outcome = outcomes[index]
    const refused = outcome === undefined || outcome.ok ? null : outcome.error
    return { approvalId, approval: findShown(options, approvalId), refusal: refused }
  })
}

/** What follows from each answer; null once it is answered. */
export function consequencesOf(
  { engine }: ApprovalOptions,
  { runId, taskKey, answeredAt }: Approval,
): Consequences | null {
  const run = engine.state.runs.get(runIdSchema.parse(runId))
  const task = run?.tasks.get(taskKey)
  return run === undefined || task === undefined || answeredAt !== null
    ? null
    : workOutConsequences(engine.state, run, task)
}
