import { z } from 'zod'
import type { ApprovalDetail, Upstream } from '#shared/contract/inbox.ts'
import type { Consequences } from '#shared/contract/runs/runs.ts'
import { approvalIdSchema, runIdSchema } from '#shared/ids.ts'
import type { Approval } from '#shared/model/approval.ts'
import type { AnsweredItem, InboxItem } from '#shared/model/inbox.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../base/clock.ts'
import { describeItem, listInbox } from '../../engine/views/inbox.ts'
import type { Store } from '../../store/store.ts'
import type { AnsweredApproval } from '../../store/tables/approvals.ts'
import type { InputOf } from '../use-case.ts'
import { type ApprovalOptions, consequencesOf, requireApproval } from './approvals.ts'
import { requireTask } from './runs.ts'

export interface InboxOptions extends ApprovalOptions {
  readonly store: Pick<Store, 'approvals' | 'attempts' | 'runs' | 'tasks'>
  readonly clock: Clock
}

type HistoryQuery = InputOf<'inbox', 'history'>

export type Inbox = ReturnType<typeof createInbox>

/** What waits for people, and what they answered. */
export const createInbox = (options: InboxOptions) => ({
  list: () => listInbox(options.engine.state, options.clock.now()),
  get: (approvalId: string) => describe(options, approvalId),
  history({ find, after, limit }: HistoryQuery): { items: AnsweredItem[]; next: string | null } {
    const before = after === undefined ? newest : placeOf(after)
    const rows = options.store.approvals.listAnswered({ find, before, limit: limit + 1 })
    const items = rows.slice(0, limit).map(answeredItem)
    const last = items.at(-1)
    const next = rows.length > limit && last !== undefined ? `${last.answeredAt} ${last.approvalId}` : null
    return { items, next }
  },
})

const newest = { answeredAt: Number.MAX_SAFE_INTEGER, id: '' }

/** Of a `next`, which is an instant and an id; what is none begins anew. */
function placeOf(after: string): typeof newest {
  const space = after.indexOf(' ')
  const at = z.coerce.number().int().safeParse(after.slice(0, space))
  return space > 0 && at.success ? { answeredAt: at.data, id: after.slice(space + 1) } : newest
}

function answeredItem({ approval, ...place }: AnsweredApproval): AnsweredItem {
  const { id: approvalId, kind, runId, taskKey, question, answer, closed, answeredBy, note } = approval
  return {
    ...{ approvalId, kind, runId, taskKey, question, answer, closed, answeredBy, note },
    ...place,
    answeredAt: approval.answeredAt ?? approval.postedAt,
  }
}

function describe(options: InboxOptions, approvalId: string): Result<ApprovalDetail, Refusal> {
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
    runTitle: engine.state.runs.get(runIdSchema.parse(run.id))?.title ?? run.title,
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
  { engine: { state }, clock }: InboxOptions,
  { id, runId, taskKey }: Approval,
): InboxItem | null {
  const approval = state.approvals.get(approvalIdSchema.parse(id))
  const run = state.runs.get(runIdSchema.parse(runId))
  const task = run?.tasks.get(taskKey)
  if (approval === undefined || run === undefined || task === undefined) return null
  return describeItem(state, { approval, run, task, at: clock.now() })
}

const upstreamAtMost = 20
const textAtMost = 4000

function upstreamOf({ store }: InboxOptions, runId: string, taskKey: string): Upstream | null {
  const task = store.tasks.find(runId, taskKey)
  if (task === null) return null
  const { definition, status, agentId, result } = task
  const text = (result ?? store.attempts.findResult(runId, taskKey))?.text ?? ''
  const isCut = text.length > textAtMost
  return { taskKey, title: definition.title, status, agentId, text: text.slice(0, textAtMost), isCut }
}

/** Keys of tasks that a card would name. */
function keysOf({ subject }: Approval, consequences: Consequences | null): string[] {
  const account = accountSchema.safeParse(subject).data?.account ?? ''
  const branch = account.startsWith('branch:') ? [account.slice(account.indexOf('/') + 1)] : []
  return [...branch, ...(consequences?.approve.frees ?? []), ...(consequences?.reject.skips ?? [])]
}

const accountSchema = z.object({ account: z.string() })

function namesOf({ store }: InboxOptions, runId: string, keys: readonly string[]): Record<string, string> {
  const names = [...new Set(keys)].flatMap((key) => {
    const task = store.tasks.find(runId, key)
    return task === null ? [] : [[key, task.definition.title] as const]
  })
  return Object.fromEntries(names)
}
