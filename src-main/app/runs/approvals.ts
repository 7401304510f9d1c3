import { z } from 'zod'
import type {
  AnsweredApproval,
  ApprovalDetail,
  approvalsContract,
  Consequences,
  Upstream,
} from '#shared/contract/approvals.ts'
import type { AnswerInput, Approval, ApprovalView } from '#shared/model/approval.ts'
import type { AnsweredItem, InboxItem } from '#shared/model/inbox.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { withMoneyNow } from '../../engine/money-now.ts'
import { workOutConsequences } from '../../engine/views/consequences.ts'
import { describeItem, listInbox } from '../../engine/views/inbox.ts'
import type { AnsweredApproval as AnsweredRow } from '../../store/tables/approvals.ts'
import type { AppOptions } from '../options.ts'
import { type UseCases, withId } from '../use-case.ts'
import { requireTask } from './runs.ts'
import { findShown } from './views.ts'

/** Approvals: current requests to people, and their answers. */
export function createApprovals(options: AppOptions): UseCases<'runs', keyof typeof approvalsContract> {
  const { engine, store } = options
  const require = (approvalId: string) => requireApproval(options, approvalId)
  return {
    listApprovals() {
      const open = store.approvals.listOpen().map((approval) => withMoneyNow(engine.state, approval))
      return ok(open.map((approval) => approvalView(options, approval)))
    },
    getApproval({ approvalId }) {
      const found = require(approvalId)
      if (!found.ok) return found
      const consequences = consequencesOf(options, found.value)
      return ok({ approval: approvalView(options, found.value), consequences })
    },
    async answerApproval(input, { commandId }) {
      const answered = await answerOne(options, input, commandId)
      return answered.ok ? require(input.approvalId) : answered
    },
    answerApprovals: async ({ answers }, { commandId }) => ok(await answerMany(options, answers, commandId)),
    async delegateApproval({ approvalId: id, by, to }, { commandId }) {
      const found = require(id)
      if (!found.ok) return found
      const { id: approvalId } = found.value
      const command = { type: 'approval.delegate', approvalId, by, to } as const
      const outcome = await engine.dispatch(command, withId(commandId))
      return outcome.ok ? require(id) : outcome
    },
  }
}

/** The approval with the current amounts of money, as a person sees it. */
function requireApproval({ store, engine }: AppOptions, approvalId: string): Result<Approval, Refusal> {
  const approval = store.approvals.find(approvalId)
  if (approval !== null) return ok(withMoneyNow(engine.state, approval))
  return refuse('E_APPROVAL_UNKNOWN', 'approval_not_found', { approval: approvalId, field: 'approvalId' })
}

const approvalView = ({ store, engine }: AppOptions, approval: Approval): ApprovalView => {
  const run = engine.state.runs.get(approval.runId) ?? store.runs.find(approval.runId)
  return { ...approval, isSimulated: run?.isSimulated ?? false }
}

async function answerOne(
  options: AppOptions,
  input: AnswerInput,
  id: string | null,
): Promise<Result<unknown, Refusal>> {
  const found = requireApproval(options, input.approvalId)
  if (!found.ok) return found
  const { id: approvalId } = found.value
  const { hash, answer, by, note = null, response = null } = input
  const command = { type: 'approval.answer', approvalId, hash, answer, by, note, response } as const
  const outcome = await options.engine.dispatch(command, withId(id))
  if (outcome.ok) return outcome
  return err(inDetail(outcome.error, findShown(options, approvalId) ?? found.value))
}

/** Adds who answered and when, which only the table knows; the engine's rules do not read it. */
function inDetail(refused: Refusal, { id, answer, answeredBy, answeredAt, closed }: Approval): Refusal {
  if (refused.code !== 'E_APPROVAL_DECIDED' || answeredAt === null) return refused
  const facts = { approval: id, at: new Date(answeredAt).toISOString() }
  return answer === null
    ? refusal('E_APPROVAL_DECIDED', 'approval_closed_at', { ...facts, closed: closed ?? 'closed' })
    : refusal('E_APPROVAL_DECIDED', 'approval_answered_at', { ...facts, answer, person: answeredBy ?? '' })
}

/** Answers each approval separately, so that a refused answer does not block the others. */
async function answerMany(
  options: AppOptions,
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

/** Consequences of each possible answer; null once the approval is answered. */
function consequencesOf(
  { engine }: AppOptions,
  { runId, taskKey, answeredAt }: Approval,
): Consequences | null {
  const run = engine.state.runs.get(runId)
  const task = run?.tasks.get(taskKey)
  return run === undefined || task === undefined || answeredAt !== null
    ? null
    : workOutConsequences(engine.state, run, task)
}

/** Open items for people, and the history of answers. */
export const createInbox = (options: AppOptions): UseCases<'inbox'> => ({
  list: () => ok(listInbox(options.engine.state, options.clock.now())),
  get: ({ approvalId }) => describe(options, approvalId),
  history({ find, after, limit }) {
    const before = after === undefined ? newest : placeOf(after)
    const rows = options.store.approvals.listAnswered({ find, before, limit: limit + 1 })
    const items = rows.slice(0, limit).map(answeredItem)
    const last = items.at(-1)
    const next = rows.length > limit && last !== undefined ? `${last.answeredAt} ${last.approvalId}` : null
    return ok({ items, next })
  },
})

const newest = { answeredAt: Number.MAX_SAFE_INTEGER, id: '' }

/** Parses a position from `next`: an instant and an id. An invalid position starts again with the newest item. */
function placeOf(after: string): typeof newest {
  const space = after.indexOf(' ')
  const at = z.coerce.number().int().safeParse(after.slice(0, space))
  return space > 0 && at.success ? { answeredAt: at.data, id: after.slice(space + 1) } : newest
}

function answeredItem({ approval, ...place }: AnsweredRow): AnsweredItem {
  const { id: approvalId, kind, runId, taskKey, question, answer, closed, answeredBy, note } = approval
  return {
    ...{ approvalId, kind, runId, taskKey, question, answer, closed, answeredBy, note },
    ...place,
    answeredAt: approval.answeredAt ?? approval.postedAt,
  }
}

function describe(options: AppOptions, approvalId: string): Result<ApprovalDetail, Refusal> {
  const { engine } = options
  const open = requireApproval(options, approvalId)
  if (!open.ok) return open
  const approval = open.value
  const found = requireTask(options, approval)
  if (!found.ok) return found
  const { run, task } = found.value
  const consequences = consequencesOf(options, approval)
  return ok({
    approval,
    item: itemOf(options, approval),
    runTitle: engine.state.runs.get(approval.runId)?.title ?? run.title,
    taskTitle: task.definition.title,
    isSimulated: run.isSimulated,
    consequences,
    names: namesOf(options, approval.runId, [approval.taskKey, ...keysOf(approval, consequences)]),
    upstream: task.definition.dependsOn.slice(0, upstreamAtMost).flatMap((key) => {
      const before = upstreamOf(options, approval.runId, key)
      return before === null ? [] : [before]
    }),
  })
}

function itemOf(
  { engine: { state }, clock }: AppOptions,
  { id, runId, taskKey }: Approval,
): InboxItem | null {
  const approval = state.approvals.get(id)
  const run = state.runs.get(runId)
  const task = run?.tasks.get(taskKey)
  if (approval === undefined || run === undefined || task === undefined) return null
  return describeItem(state, { approval, run, task, at: clock.now() })
}

const upstreamAtMost = 20
const textAtMost = 4000

function upstreamOf({ store }: AppOptions, runId: string, taskKey: string): Upstream | null {
  const task = store.tasks.find(runId, taskKey)
  if (task === null) return null
  const { definition, status, agentId, result } = task
  const text = (result ?? store.attempts.findResult(runId, taskKey))?.text ?? ''
  const isCut = text.length > textAtMost
  return { taskKey, title: definition.title, status, agentId, text: text.slice(0, textAtMost), isCut }
}

/** Keys of the tasks that a card names. */
function keysOf({ subject }: Approval, consequences: Consequences | null): string[] {
  const account = accountSchema.safeParse(subject).data?.account ?? ''
  const branch = account.startsWith('branch:') ? [account.slice(account.indexOf('/') + 1)] : []
  return [...branch, ...(consequences?.approve.frees ?? []), ...(consequences?.reject.skips ?? [])]
}

const accountSchema = z.object({ account: z.string() })

function namesOf({ store }: AppOptions, runId: string, keys: readonly string[]): Record<string, string> {
  const names = [...new Set(keys)].flatMap((key) => {
    const task = store.tasks.find(runId, key)
    return task === null ? [] : [[key, task.definition.title] as const]
  })
  return Object.fromEntries(names)
}
