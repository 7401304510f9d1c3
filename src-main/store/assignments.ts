import type { Database } from 'better-sqlite3'
import type { Scorecard } from '#shared/model/agent.ts'
import { readJson, writeJson } from './json-column.ts'

export function createAssignmentStore(db: Database) {
  const insert = db.prepare<[string, string, number, string | null, string]>(
    'INSERT INTO assignments (run_id, task_key, seq, agent_id, scorecard) VALUES (?, ?, ?, ?, ?)',
  )
  const newest = db.prepare<[string, string], { scorecard: string }>(
    'SELECT scorecard FROM assignments WHERE run_id = ? AND task_key = ? ORDER BY seq DESC LIMIT 1',
  )
  return {
    add(row: {
      runId: string
      taskKey: string
      seq: number
      agentId: string | null
      scorecard: Scorecard
    }): void {
      insert.run(row.runId, row.taskKey, row.seq, row.agentId, writeJson(row.scorecard))
    },
    findNewest(runId: string, taskKey: string): Scorecard | null {
      const row = newest.get(runId, taskKey)
      return row === undefined ? null : readJson<Scorecard>(row.scorecard)
    },
  }
}
