import type { EventBody } from '#shared/events.ts'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import type { Store } from '../store/store.ts'
import { project } from './apply-event.ts'
import { createTouched } from './projections/changed-rows.ts'
import { emptyState } from './state.ts'
import { writeTouched } from './tables.ts'

/** Events per page. Small, so that an app that replays its own log can answer requests in between. */
const pageSize = 200

/** Replays a log into an empty store. The resulting tables must equal those of the first store byte for byte (E8). */
export function replay(from: Store, into: Store): void {
  for (const _events of replayPages(from, into));
}

/** Same as `replay`, page by page; yields the number of events of each page. */
function* replayPages(from: Store, into: Store): Generator<number> {
  const state = emptyState()
  for (let after = 0; ; ) {
    const events = from.events.listAfter(after, pageSize)
    if (events.length === 0) return
    into.transact(() => {
      for (const event of events) {
        const touched = createTouched()
        project(state, { ...event, body: upcast(event.body) }, touched)
        writeTouched(into, touched)
        for (const run of touched.runs) if (isRunOver(run.status)) state.runs.delete(run.id)
      }
      into.events.appendAll(events)
    })
    after = events.at(-1)?.seq ?? after
    yield events.length
  }
}

export interface Difference {
  readonly table: string
  /**
   * The first differing row as canonical text: `stored` in the tables, `replayed` from the log; null if the row is
   * missing.
   */
  readonly stored: string | null
  readonly replayed: string | null
}

export interface ReplayVerdict {
  readonly equal: boolean
  readonly events: number
  readonly rows: number
  readonly difference: Difference | null
}

export interface CompareOptions {
  /** A snapshot, so that log and tables are from the same instant. */
  readonly from: Store
  readonly into: Store
  /** Yields the processor to other work; called between pages. */
  readonly breathe: () => Promise<void>
}

/** Replays a log into an empty store and finds the first differing row (E8). Keeps no table in memory. */
export async function compareReplay({ from, into, breathe }: CompareOptions): Promise<ReplayVerdict> {
  let events = 0
  for (const count of replayPages(from, into)) {
    events += count
    await breathe()
  }
  let rows = 0
  for (const table of from.projectionNames) {
    for (const pair of inPairs(from.iterateProjection(table), into.iterateProjection(table))) {
      rows += 1
      if (pair.stored !== pair.replayed) return { equal: false, events, rows, difference: { table, ...pair } }
      if (rows % pageSize === 0) await breathe()
    }
  }
  return { equal: true, events, rows, difference: null }
}

type Pair = Pick<Difference, 'stored' | 'replayed'>

/**
 * Iterates over both sides in step. Stopping early closes both generators; otherwise their statements would stay busy.
 */
function* inPairs(stored: Generator<string>, replayed: Generator<string>): Generator<Pair> {
  try {
    for (;;) {
      const [a, b] = [stored.next(), replayed.next()]
      if (a.done && b.done) return
      yield { stored: a.done ? null : a.value, replayed: b.done ? null : b.value }
    }
  } finally {
    stored.return(undefined)
    replayed.return(undefined)
  }
}

/**
 * Defaults for fields that older versions of the log did not have, such as those of money, leases and reviews. Texts
 * are those of the tables that these versions wrote.
 */
const absent: { readonly [Type in EventBody['type']]?: object } = {
  'plan.published': { replaces: null, label: null },
  'run.created': {
    planId: null,
    workspace: 'folder',
    reviewLimit: null,
    timeZone: null,
    budget: null,
    goal: null,
    leftOut: [],
    isSimulated: false,
  },
  // The projection derives the outcome of a run that ended before outcomes were stored.
  'run.settled': { outcome: null, gaps: [], gapCount: null },
  'task.edited': { before: null },
  'task.skipped': { code: 'failed_dependency' },
  'task.carried': { message: 'Its result was taken over from an earlier run.' },
  'task.done_before': { message: 'Done before this run, as its plan says.' },
  'group.closed': { result: { text: '', data: null }, message: null },
  'attempt.started': { reserved: null, leaseUntil: null },
  'attempt.progressed': { message: null, metadata: null, leaseUntil: null },
  'attempt.finished': { spent: null, review: false },
  'attempt.failed': { spent: null, next: 'fail', retryAt: null },
  'attempt.interrupted': { spent: null },
  'attempt.cancelled': { spent: null },
  'approval.answered': { by: null, response: null },
}

/** Converts an approval of the first version, with fields in the current order: tables are compared byte for byte. */
function approvalOf(posted: Approval): Approval {
  const { id, kind, runId, taskKey, question, postedAt, answer, note, answeredAt } = posted
  const allows: ApprovalAnswer[] =
    kind === 'task_gate' ? ['approve', 'reject'] : ['happened', 'run_again', 'fail']
  return {
    ...{ id, kind, runId, taskKey, question, description: '', subject: null, allows, form: [], quorum: 1 },
    ...{ votes: [], assignee: null, hash: '', postedAt, expiresAt: null, escalateTo: null },
    ...{ remindEveryMs: null, remindAt: null, answer, note, response: null, answeredBy: null },
    ...{ answeredAt, closed: null },
  }
}

/** The reason to wait that older versions derived from the failure. */
const waitOf = ({ next, failure }: EventBody & { readonly type: 'attempt.failed' }) => ({
  waitMessage: next === 'retry' ? `Waits before it tries again. It failed with: ${failure.message}` : null,
})

/** Converts an event of any log version to the current version. */
export function upcast(body: EventBody): EventBody {
  if (body.type === 'approval.posted') {
    return 'hash' in body.approval ? body : Object.assign({}, body, { approval: approvalOf(body.approval) })
  }
  if (body.type === 'memory.remembered') {
    return { ...body, entry: { ...body.entry, taskKey: body.entry.taskKey ?? null } }
  }
  if (body.type === 'decision.made') {
    // In older events, `isBooked` is missing: a decision was booked exactly if it has a token count.
    const { isBooked = body.tokens !== undefined } = body
    return { ...body, isBooked }
  }
  if (body.type === 'attempt.failed') return { ...waitOf(body), ...absent[body.type], ...body }
  const defaults = absent[body.type]
  return defaults === undefined ? body : { ...defaults, ...body }
}
