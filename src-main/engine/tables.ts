import type { RunId } from '#shared/ids.ts'
import { approvalIdSchema, attemptId, runIdSchema } from '#shared/ids.ts'
import type { StoredAttempt } from '../store/attempts.ts'
import type { StoredRun } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { StoredTask } from '../store/tasks.ts'
import type { Touched } from './project.ts'
import {
  type AttemptState,
  createRunState,
  type EngineState,
  emptyState,
  type RunState,
  type TaskState,
} from './state.ts'

/**
 * Job: the state to rows and back. Each row is written once per turn, whole, in its last form; loading is the inverse
 * and reads only runs that are not over, so that start-up does not grow with history.
 */
export function writeTouched(store: Store, touched: Touched): void {
  for (const { agent } of touched.agents) store.agents.save(agent)
  for (const plan of touched.plans) store.plans.add(plan)
  for (const run of touched.newRuns) {
    store.runs.add({ ...run, taskCount: run.tasks.size })
    for (const task of run.tasks.values()) store.tasks.add(task)
  }
  for (const run of touched.runs) store.runs.save(run)
  for (const task of touched.tasks) store.tasks.save(task)
  for (const attempt of touched.newAttempts) store.attempts.add(attempt)
  for (const attempt of touched.attempts) store.attempts.save(attempt)
  for (const approval of touched.approvals) store.approvals.save(approval)
  for (const assignment of touched.assignments) store.assignments.add(assignment)
  for (const { entry } of touched.memory) store.memory.add(entry)
  for (const line of touched.lines) store.logLines.add(line)
}

export function loadState(store: Store): EngineState {
  const state = emptyState()
  for (const agent of store.agents.list()) state.agents.set(agent.id, { agent, running: 0, promised: 0 })
  for (const row of store.runs.listOpen()) loadRun(store, state, row)
  for (const approval of store.approvals.listOpen()) {
    state.approvals.set(approvalIdSchema.parse(approval.id), approval)
  }
  return state
}

function loadRun(store: Store, state: EngineState, row: StoredRun): void {
  const rows = store.tasks.listOfRun(row.id)
  const id = runIdSchema.parse(row.id)
  const run = createRunState({ ...row, id, tasks: rows.map((task) => task.definition) })
  Object.assign(run.counts, row.counts)
  run.status = row.status
  run.changedSeq = row.changedSeq
  for (const task of rows) loadTask(state, run, task)
  for (const attempt of store.attempts.listRunning(row.id)) loadAttempt(state, run, attempt)
  state.runs.set(id, run)
}

function loadTask(state: EngineState, run: RunState, row: StoredTask): void {
  const task = run.tasks.get(row.definition.key)
  if (task === undefined) return
  task.status = row.status
  task.reason = row.reason
  task.unmet = row.unmet
  task.agentId = row.agentId
  task.attempts = row.attempts
  task.progress = row.progress
  task.approvalId = row.approvalId === null ? null : approvalIdSchema.parse(row.approvalId)
  task.startedAt = row.startedAt
  task.endedAt = row.endedAt
  task.changedSeq = row.changedSeq
  if (row.status === 'todo') run.ready.add(task)
  const agent = row.agentId === null ? undefined : state.agents.get(row.agentId)
  if (agent !== undefined && isPromise(task)) agent.promised += 1
}

const isPromise = ({ status }: TaskState): boolean =>
  status === 'blocked' || status === 'todo' || status === 'awaiting_approval'

function loadAttempt(state: EngineState, run: RunState, row: StoredAttempt): void {
  const task = run.tasks.get(row.taskKey)
  if (task === undefined) return
  task.live = attemptOf(run.id, row)
  run.live += 1
  state.live += 1
  const agent = state.agents.get(row.agentId)
  if (agent !== undefined) agent.running += 1
}

const attemptOf = (runId: RunId, row: StoredAttempt): AttemptState => ({
  ...row,
  runId,
  id: attemptId(runId, row.taskKey, row.number),
})
