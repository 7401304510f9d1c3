import type { Database } from 'better-sqlite3'
import type { TaskDefinition, TaskStatus, WaitReason } from '#shared/model/task.ts'
import { readJson, readJsonOrNull, writeJson, writeJsonOrNull } from './json-column.ts'

interface Row {
  position: number
  definition: string
  status: TaskStatus
  reason: string | null
  unmet: number
  agent_id: string | null
  attempts: number
  progress: number | null
  approval_id: string | null
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
  readonly unmet: number
  readonly agentId: string | null
  readonly attempts: number
  readonly progress: number | null
  readonly approvalId: string | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly changedSeq: number
}

export function createTaskStore(db: Database) {
  const insert = db.prepare<[string, number, string, string, TaskStatus, number, number]>(
    `INSERT INTO tasks (run_id, position, key, definition, status, unmet, attempts, changed_seq)
     VALUES (?, ?, ?, ?, ?, ?, 0, ?)`,
  )
  const update = db.prepare<
    [
      TaskStatus,
      string | null,
      number,
      string | null,
      number,
      number | null,
      string | null,
      number | null,
      number | null,
      number,
      string,
      number,
    ]
  >(
    `UPDATE tasks SET status = ?, reason = ?, unmet = ?, agent_id = ?, attempts = ?, progress = ?, approval_id = ?,
       started_at = ?, ended_at = ?, changed_seq = ?
     WHERE run_id = ? AND position = ?`,
  )
  const ofRun = db.prepare<[string], Row>('SELECT * FROM tasks WHERE run_id = ? ORDER BY position')
  const changed = db.prepare<[string, number], Row>(
    'SELECT * FROM tasks WHERE run_id = ? AND changed_seq > ? ORDER BY position',
  )
  const byKey = db.prepare<[string, string], Row>('SELECT * FROM tasks WHERE run_id = ? AND key = ?')
  return {
    add(task: StoredTask): void {
      const { runId, position, definition, status, unmet, changedSeq } = task
      insert.run(runId, position, definition.key, writeJson(definition), status, unmet, changedSeq)
    },
    save(task: StoredTask): void {
      update.run(
        task.status,
        writeJsonOrNull(task.reason),
        task.unmet,
        task.agentId,
        task.attempts,
        task.progress,
        task.approvalId,
        task.startedAt,
        task.endedAt,
        task.changedSeq,
        task.runId,
        task.position,
      )
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
  unmet: row.unmet,
  agentId: row.agent_id,
  attempts: row.attempts,
  progress: row.progress,
  approvalId: row.approval_id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  changedSeq: row.changed_seq,
})
