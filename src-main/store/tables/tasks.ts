import type { Database } from 'better-sqlite3'
import type { RunId } from '#shared/ids.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptStatus, TaskResult } from '#shared/model/runs/attempt.ts'
import type { cancelCodes, TaskStatus, WaitReason } from '#shared/model/task.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'

/** A running attempt, which gets its own row when it ends. */
export interface StoredLiveAttempt {
  readonly number: number
  readonly agentId: string
  readonly status: AttemptStatus
  readonly startedAt: number
  readonly reserved: Money | null
  readonly spent: Money | null
  readonly leaseUntil: number | null
  /** The next step once the stopped agent has confirmed; null if no stop was requested. */
  readonly stop: {
    readonly purpose: 'cancel' | 'top_up' | 'fail'
    readonly code: (typeof cancelCodes)[number]
    readonly message: string
  } | null
}

export interface StoredTask {
  readonly runId: RunId
  readonly position: number
  readonly definition: TaskDefinition
  readonly status: TaskStatus
  /** Set only by a decision (unassigned, refused, skipped, cancelled). Other reasons are derived from the state. */
  readonly reason: WaitReason | null
  readonly agentId: string | null
  /** Sequence number of the newest scorecard event. */
  readonly assignedSeq: number | null
  readonly attempts: number
  /** Failed attempts, counted against the maximum attempts of the plan. */
  readonly failures: number
  /** Attempts interrupted by a crash. */
  readonly recoveries: number
  readonly live: StoredLiveAttempt | null
  readonly progress: number | null
  readonly approvalId: string | null
  /** Number of approvals posted for the task so far. */
  readonly gates: number
  /** Result of a group, or a result confirmed by a person. Other results are stored in the attempts. */
  readonly result: TaskResult | null
  readonly createdAt: number
  readonly readyAt: number | null
  readonly notBefore: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly changedSeq: number
}

/** Fields of an attempt that the row of its task does not store. */
type Live = Partial<StoredLiveAttempt>
type Row = Omit<StoredTask, 'live'> & { readonly live: Live | null }

/** Task columns that can change after the insert. */
const changing =
  'status reason agentId assignedSeq attempts failures recoveries live progress approvalId gates result readyAt notBefore startedAt endedAt changedSeq' as const
const rows = rowsOf<Row>()(`runId position definition createdAt ${changing}`, {
  json: ['definition', 'reason', 'live', 'result'],
})
const newRows = rowsOf<Omit<Row, 'definition'> & { readonly key: string }>()(
  `runId position key createdAt ${changing}`,
  { json: ['reason', 'live', 'result'] },
)

const rowOf = ({ live, ...task }: StoredTask): Row => ({ ...task, live: live && besideOf(live) })

/** Usually empty, since only values that differ from the defaults are stored. */
const besideOf = ({ status, reserved, spent, leaseUntil, stop }: StoredLiveAttempt): Live => ({
  ...(status !== 'running' && { status }),
  ...(reserved !== null && { reserved }),
  ...(spent !== null && { spent }),
  ...(leaseUntil !== null && { leaseUntil }),
  ...(stop !== null && { stop }),
})

function liveOf({ live, attempts, agentId, startedAt }: Row): StoredLiveAttempt | null {
  if (live === null) return null
  const none = { status: 'running', reserved: null, spent: null, leaseUntil: null, stop: null } as const
  return { number: attempts, agentId: agentId ?? '', startedAt: startedAt ?? 0, ...none, ...live }
}

const taskOf = (row: Row): StoredTask => Object.assign(row, { live: liveOf(row) })

export function createTaskStore(db: Database) {
  const insert = newRows.insert(db, 'tasks')
  const update = rows.update<[runId: string, position: number]>(db, changing, {
    ...{ table: 'tasks', where: 'run_id = ? AND position = ?' },
  })
  const define = db.prepare<[string, number, string]>(
    `INSERT INTO task_definitions (run_id, position, definition)
     SELECT ?, ? + list.key, list.value FROM json_each(?) AS list`,
  )
  const redefine = db.prepare<[string, string, number]>(
    'UPDATE task_definitions SET definition = ? WHERE run_id = ? AND position = ?',
  )
  const all = 'tasks JOIN task_definitions USING (run_id, position) WHERE run_id = ?'
  const ofRun = rows.list<[string]>(db, `${all} ORDER BY position`)
  const changed = rows.list<[string, number]>(db, `${all} AND changed_seq > ? ORDER BY position`)
  const byKey = rows.find<[string, string]>(db, `${all} AND key = ?`)
  return {
    /** Adds tasks of one run with consecutive positions. */
    addAll(tasks: readonly StoredTask[]): void {
      const [first] = tasks
      if (first === undefined) return
      for (const task of tasks) insert({ ...rowOf(task), key: task.definition.key })
      const definitions = tasks.map(({ definition }) => definition)
      define.run(first.runId, first.position, writeJson(definitions))
    },
    save(task: StoredTask): void {
      update(rowOf(task), task.runId, task.position)
    },
    saveDefinition({ runId, position, definition }: StoredTask): void {
      redefine.run(writeJson(definition), runId, position)
    },
    listOfRun: (runId: string): StoredTask[] => ofRun(runId).map(taskOf),
    listChanged: (runId: string, after: number): StoredTask[] => changed(runId, after).map(taskOf),
    find(runId: string, key: string): StoredTask | null {
      const row = byKey(runId, key)
      return row === null ? null : taskOf(row)
    },
  }
}
