import type { Database } from 'better-sqlite3'
import type { Money } from '#shared/model/money.ts'
import type { AttemptStatus, TaskResult } from '#shared/model/runs/attempt.ts'
import type { cancelCodes, TaskDefinition, TaskStatus, WaitReason } from '#shared/model/task.ts'
import { readJson, readJsonOrNull, writeJson, writeJsonOrNull } from '../db/json-column.ts'

/** An attempt in flight; it becomes a row of its own when it ends. */
export interface StoredLiveAttempt {
  readonly number: number
  readonly agentId: string
  readonly status: AttemptStatus
  readonly startedAt: number
  readonly reserved: Money | null
  readonly spent: Money | null
  readonly leaseUntil: number | null
  /** What follows when its agent has stopped, of one that was told to. */
  readonly stop: {
    readonly purpose: 'cancel' | 'top_up' | 'fail'
    readonly code: (typeof cancelCodes)[number]
    readonly message: string
  } | null
}

interface Row {
  position: number
  definition: string
  status: TaskStatus
  reason: string | null
  agent_id: string | null
  assigned_seq: number | null
  attempts: number
  failures: number
  recoveries: number
  live: string | null
  progress: number | null
  approval_id: string | null
  gates: number
  result: string | null
  created_at: number
  ready_at: number | null
  not_before: number | null
  started_at: number | null
  ended_at: number | null
  changed_seq: number
}

export interface StoredTask {
  readonly runId: string
  readonly position: number
  readonly definition: TaskDefinition
  readonly status: TaskStatus
  readonly reason: WaitReason | null
  readonly agentId: string | null
  readonly assignedSeq: number | null
  readonly attempts: number
  readonly failures: number
  readonly recoveries: number
  readonly live: StoredLiveAttempt | null
  readonly progress: number | null
  readonly approvalId: string | null
  readonly gates: number
  readonly result: TaskResult | null
  readonly createdAt: number
  readonly readyAt: number | null
  readonly notBefore: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly changedSeq: number
}

type Column = string | number | null

/** What of a task changes while it lives, in the order of both statements. */
const changing = [
  'status',
  'reason',
  'agent_id',
  'assigned_seq',
  'attempts',
  'failures',
  'recoveries',
  'live',
  'progress',
  'approval_id',
  'gates',
  'result',
  'ready_at',
  'not_before',
  'started_at',
  'ended_at',
  'changed_seq',
] as const

const changingOf = (task: StoredTask): Column[] => [
  task.status,
  writeJsonOrNull(task.reason),
  task.agentId,
  task.assignedSeq,
  task.attempts,
  task.failures,
  task.recoveries,
  writeLive(task.live),
  task.progress,
  task.approvalId,
  task.gates,
  writeJsonOrNull(task.result),
  task.readyAt,
  task.notBefore,
  task.startedAt,
  task.endedAt,
  task.changedSeq,
]

/** What the row does not say of its attempt; nothing, mostly. */
function writeLive(live: StoredLiveAttempt | null): string | null {
  if (live === null) return null
  const { status, reserved, spent, leaseUntil, stop } = live
  return writeJson({
    ...(status !== 'running' && { status }),
    ...(reserved !== null && { reserved }),
    ...(spent !== null && { spent }),
    ...(leaseUntil !== null && { leaseUntil }),
    ...(stop !== null && { stop }),
  })
}

function liveOf({ live, attempts, agent_id, started_at }: Row): StoredLiveAttempt | null {
  if (live === null) return null
  const beside = readJson<Partial<StoredLiveAttempt>>(live)
  return {
    number: attempts,
    agentId: agent_id ?? '',
    startedAt: started_at ?? 0,
    status: beside.status ?? 'running',
    reserved: beside.reserved ?? null,
    spent: beside.spent ?? null,
    leaseUntil: beside.leaseUntil ?? null,
    stop: beside.stop ?? null,
  }
}

export function createTaskStore(db: Database) {
  const insert = db.prepare<Column[]>(
    `INSERT INTO tasks (run_id, position, key, created_at, ${changing.join(', ')})
     VALUES (?, ?, ?, ?, ${changing.map(() => '?').join(', ')})`,
  )
  const update = db.prepare<Column[]>(
    `UPDATE tasks SET ${changing.map((name) => `${name} = ?`).join(', ')} WHERE run_id = ? AND position = ?`,
  )
  const define = db.prepare<[string, number, string]>(
    `INSERT INTO task_definitions (run_id, position, definition)
     SELECT ?, ? + list.key, list.value FROM json_each(?) AS list`,
  )
  const redefine = db.prepare<[string, string, number]>(
    'UPDATE task_definitions SET definition = ? WHERE run_id = ? AND position = ?',
  )
  const all = 'SELECT * FROM tasks JOIN task_definitions USING (run_id, position) WHERE run_id = ?'
  const ofRun = db.prepare<[string], Row>(`${all} ORDER BY position`)
  const changed = db.prepare<[string, number], Row>(`${all} AND changed_seq > ? ORDER BY position`)
  const byKey = db.prepare<[string, string], Row>(`${all} AND key = ?`)
  return {
    /** Tasks of one run that follow each other. */
    addAll(tasks: readonly StoredTask[]): void {
      const [first] = tasks
      if (first === undefined) return
      for (const task of tasks) {
        const { runId, position, definition, createdAt } = task
        insert.run(runId, position, definition.key, createdAt, ...changingOf(task))
      }
      const definitions = tasks.map(({ definition }) => definition)
      define.run(first.runId, first.position, writeJson(definitions))
    },
    save(task: StoredTask): void {
      update.run(...changingOf(task), task.runId, task.position)
    },
    saveDefinition({ runId, position, definition }: StoredTask): void {
      redefine.run(writeJson(definition), runId, position)
    },
    listOfRun: (runId: string): StoredTask[] => ofRun.all(runId).map((row) => taskOf(runId, row)),
    listChanged: (runId: string, after: number): StoredTask[] =>
      changed.all(runId, after).map((row) => taskOf(runId, row)),
    find(runId: string, key: string): StoredTask | null {
      const row = byKey.get(runId, key)
      return row === undefined ? null : taskOf(runId, row)
    },
  }
}

const taskOf = (runId: string, row: Row): StoredTask => ({
  runId,
  position: row.position,
  definition: readJson(row.definition),
  status: row.status,
  reason: readJsonOrNull(row.reason),
  agentId: row.agent_id,
  assignedSeq: row.assigned_seq,
  attempts: row.attempts,
  failures: row.failures,
  recoveries: row.recoveries,
  live: liveOf(row),
  progress: row.progress,
  approvalId: row.approval_id,
  gates: row.gates,
  result: readJsonOrNull(row.result),
  createdAt: row.created_at,
  readyAt: row.ready_at,
  notBefore: row.not_before,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  changedSeq: row.changed_seq,
})
