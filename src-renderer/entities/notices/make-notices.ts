import { z } from 'zod'
import type { EventView } from '#shared/contract/log.ts'
import { type Approval, approvalSchema } from '#shared/model/approval.ts'
import { type RunOutcome, type RunView, runOutcomeSchema, runStatusSchema } from '#shared/model/runs/run.ts'
import type { Notice } from './notice.ts'
import { askedId } from './notice-list.ts'
import { describeQuestion, describeRunEnd } from './notice-words.ts'

/** Titles of runs and tasks, looked up when a notice needs them. */
export interface Names {
  run(runId: string): Promise<string>
  task(runId: string, taskKey: string): Promise<string>
}

type Asked = Pick<Approval, 'id' | 'kind' | 'runId' | 'taskKey' | 'postedAt'>

const postedSchema = z.object({
  approval: approvalSchema.pick({ id: true, kind: true, runId: true, taskKey: true, postedAt: true }),
})
const settledSchema = z.object({
  runId: z.string(),
  status: runStatusSchema,
  outcome: runOutcomeSchema.nullable().default(null),
})
const endedApprovalSchema = z.object({ approvalId: z.string() })

/** The notice for an event; null if the event needs none. */
export async function noticeOf({ type, at, body }: EventView, names: Names): Promise<Notice | null> {
  if (type === 'approval.posted') {
    const posted = postedSchema.safeParse(body)
    return posted.success ? askedNotice(posted.data.approval, names) : null
  }
  if (type !== 'run.settled') return null
  const settled = settledSchema.safeParse(body)
  if (!settled.success) return null
  const { runId, status, outcome } = settled.data
  return endedNotice({ id: runId, title: await names.run(runId), status, outcome, endedAt: at })
}

/** The notice for an approval that waits for a person. */
export async function askedNotice(
  { id, kind, runId, taskKey, postedAt }: Asked,
  names: Names,
): Promise<Notice> {
  const [runTitle, task] = await Promise.all([names.run(runId), names.task(runId, taskKey)])
  return {
    ...{ id: askedId(id), kind: 'needs_you', runId, runTitle, taskKey, at: postedAt },
    ...{ title: describeQuestion(kind, task, runTitle), isRead: false, approvalIds: [id] },
  }
}

type EndedRun = Pick<RunView, 'title' | 'status' | 'outcome' | 'endedAt'> & { readonly id: string }

/** The notice for an ended run; null if the run is unfinished or was cancelled by a person. */
export function endedNotice({ id, title, status, outcome, endedAt }: EndedRun): Notice | null {
  if (endedAt === null || (status !== 'done' && status !== 'failed')) return null
  const kind = noticeKinds[outcome ?? (status === 'done' ? 'succeeded' : 'failed')]
  return {
    ...{ id: `run:${id}:${endedAt}`, kind, runId: id, runTitle: title, taskKey: null, at: endedAt },
    ...{ title: describeRunEnd(kind, title), isRead: false, approvalIds: [] },
  }
}

const noticeKinds = {
  succeeded: 'run_done',
  succeeded_with_gaps: 'run_gaps',
  failed: 'run_failed',
  rejected: 'run_rejected',
  cancelled: 'run_failed',
} as const satisfies Record<RunOutcome, Notice['kind']>

/** Ids of approvals that these events answered or closed. */
export const answeredIn = (events: readonly EventView[]): ReadonlySet<string> =>
  new Set(
    events.flatMap(({ type, body }) => {
      if (type !== 'approval.answered' && type !== 'approval.closed') return []
      const ended = endedApprovalSchema.safeParse(body)
      return ended.success ? [ended.data.approvalId] : []
    }),
  )
