import { isDeepStrictEqual } from 'node:util'
import { replay } from '../../src-main/engine/replay.ts'
import { explainTask } from '../../src-main/engine/views/explain.ts'
import { present } from '../../src-shared/assert.ts'
import type { EventBody } from '../../src-shared/events.ts'
import type { Money } from '../../src-shared/model/money.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'
import { canonicalState, stateFromTables } from './canonical-state.ts'
import type { Harness } from './test-run.ts'

const waiting = new Set(['blocked', 'todo', 'awaiting_approval', 'awaiting_input'])

/** Throws at the first violated invariant. The invariants hold after every turn. */
export function requireSound(harness: Harness): void {
  for (const fault of [...findUnexplained(harness), ...findLooseGates(harness), ...judgeLedger(harness)]) {
    throw new Error(fault)
  }
  if (!isDeepStrictEqual(stateFromTables(harness), canonicalState(harness.engine.state))) {
    throw new Error('the tables say another state than the engine has in mind')
  }
}

/** E8: a replay of the log gives equal tables. */
export function requireReplayable({ store }: Pick<Harness, 'store'>): void {
  const copy = openTestStore(createTempDir())
  replay(store, copy)
  const isSame = isDeepStrictEqual(copy.dumpProjections(), store.dumpProjections())
  copy.close()
  if (!isSame) throw new Error('E8 the log replayed gives other tables')
}

/** E7: each waiting task has a reason, and each task that waits for a dependency has an unfinished dependency. */
function findUnexplained({ engine, limits }: Harness): string[] {
  return [...engine.state.runs.values()].flatMap((run) =>
    [...run.tasks.values()].flatMap((task) => {
      const { status, definition } = task
      if (!waiting.has(status)) return []
      const reason = explainTask(engine.state, limits, { run, task })
      if (reason === null || reason.message === '') return [`E7 ${definition.key} is ${status} for no reason`]
      const isHeldByDependency = status === 'blocked' && reason.code === 'dependency'
      const isMovable = definition.dependsOn.some((key) => run.tasks.get(key)?.endedAt === null)
      if (isHeldByDependency && !isMovable)
        return [`E7 ${definition.key} waits for ${definition.dependsOn}, which are over`]
      return []
    }),
  )
}

/** Each open gate has a waiting task, and each task that waits for a gate has an open gate. */
function findLooseGates({ engine, store }: Harness): string[] {
  const open = new Map(store.approvals.listOpen().map((gate) => [gate.id, gate]))
  const tasks = [...engine.state.runs.values()].flatMap((run) => [...run.tasks.values()])
  const held = tasks.filter(({ status }) => status === 'awaiting_approval' || status === 'awaiting_input')
  const shut = held.filter(({ approvalId }) => approvalId === null || !open.has(approvalId))
  const loose = [...open.values()].filter(({ id }) => !held.some(({ approvalId }) => approvalId === id))
  return [
    ...shut.map(({ definition }) => `${definition.key} waits for a gate that is not open`),
    ...loose.map(({ id, taskKey }) => `the gate ${id} is open and ${taskKey} does not wait for it`),
  ]
}

interface Sums {
  reserved: number
  settled: number
  /** Reported cost above the reservation. */
  overrun: number
}

/** E5 and the ledger, calculated from the log alone: reserved, spent and limits after each event. */
export function judgeLedger({ store }: Pick<Harness, 'store'>): string[] {
  const runs = new Map<string, { projectId: string | null; parents: Map<string, string | null> }>()
  const caps = new Map<string, Money>()
  const sums = new Map<string, Sums>()
  const held = new Map<string, number>()
  const faults: string[] = []

  function learn(runId: string, tasks: readonly TaskDefinition[]): void {
    for (const { key, parent, budget } of tasks) {
      present(runs.get(runId), runId).parents.set(key, parent)
      if (budget !== undefined) caps.set(`branch:${runId}/${key}`, budget)
    }
  }
  function keysOf(runId: string, taskKey: string): string[] {
    const { projectId, parents } = present(runs.get(runId), runId)
    const keys = [`run:${runId}`, ...(projectId === null ? [] : [`project:${projectId}`])]
    for (let key = parents.get(taskKey) ?? null; key !== null; key = parents.get(key) ?? null) {
      keys.push(`branch:${runId}/${key}`)
    }
    return keys
  }
  function add(body: { runId: string; taskKey: string }, change: Sums): void {
    for (const key of keysOf(body.runId, body.taskKey)) {
      const { reserved, settled, overrun } = sums.get(key) ?? nothing
      sums.set(key, {
        reserved: reserved + change.reserved,
        settled: settled + change.settled,
        overrun: overrun + change.overrun,
      })
    }
  }
  function hear(body: EventBody): void {
    if (body.type === 'run.created') {
      runs.set(body.runId, { projectId: body.projectId, parents: new Map() })
      if (body.budget !== null) caps.set(`run:${body.runId}`, body.budget)
    }
    if (body.type === 'run.created' || body.type === 'tasks.added') learn(body.runId, body.tasks)
    if (body.type === 'budget.set') caps.set(body.account, body.cap)
    if (!('attemptId' in body)) return
    const before = held.get(body.attemptId) ?? 0
    if (body.type === 'attempt.started' || body.type === 'attempt.metered') {
      const after = body.reserved?.amountMinor ?? 0
      held.set(body.attemptId, after)
      add(body, { ...nothing, reserved: after - before })
    } else if ('spent' in body) {
      const spent = body.spent?.amountMinor ?? 0
      held.delete(body.attemptId)
      add(body, { reserved: -before, settled: spent, overrun: Math.max(0, spent - before) })
    }
  }

  for (const { seq, body } of store.events.listAfter(0, 1_000_000)) {
    hear(body)
    for (const [key, cap] of caps) {
      const { reserved, settled, overrun } = sums.get(key) ?? nothing
      const used = reserved + settled - overrun
      if (used > cap.amountMinor) faults.push(`E5 ${key} at ${seq}: ${used} of ${cap.amountMinor}`)
    }
  }
  return [...faults, ...compareAccounts(store, sums), ...compareMovements(store, held)]
}

const nothing: Sums = { reserved: 0, settled: 0, overrun: 0 }

function compareAccounts(store: Harness['store'], sums: ReadonlyMap<string, Sums>): string[] {
  return store.budgets.listAccounts().flatMap(({ key, reservedMinor, settledMinor }) => {
    const { reserved, settled } = sums.get(key) ?? nothing
    if (reservedMinor === reserved && settledMinor === settled) return []
    return [
      `${key} holds ${reservedMinor} and spent ${settledMinor}; the log says ${reserved} and ${settled}`,
    ]
  })
}

/** For a finished attempt: reserved = settled + released - overrun. For a running attempt: the open reservation. */
function compareMovements(store: Harness['store'], held: ReadonlyMap<string, number>): string[] {
  const sign = { reserve: 1, settle: -1, release: -1, overrun: 1 } as const
  const open = new Map<string, number>()
  const query = { before: Number.MAX_SAFE_INTEGER, runId: null, projectId: null, limit: 1_000_000 }
  for (const { runId, taskKey, attempt, kind, amountMinor } of store.budgets.listTransactions(query)) {
    const id = `${runId}/${taskKey}#${attempt}`
    open.set(id, (open.get(id) ?? 0) + sign[kind] * amountMinor)
  }
  return [...open].flatMap(([id, amount]) =>
    amount === (held.get(id) ?? 0)
      ? []
      : [`the movements of ${id} leave ${amount}, and it holds ${held.get(id)}`],
  )
}
