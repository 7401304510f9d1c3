import { approvalIdSchema } from '#shared/ids.ts'
import { isWaiting } from '#shared/model/task.ts'
import type { Store } from '../store/store.ts'
import type { StoredRun } from '../store/tables/runs.ts'
import type { StoredLiveAttempt, StoredTask } from '../store/tables/tasks.ts'
import { noteInbox, watchApproval } from './projections/approvals.ts'
import type { Touched } from './projections/changed-rows.ts'
import { isQuiet, noteEnd } from './projections/tasks.ts'
import { noteReset } from './resets.ts'
import {
  countUnmet,
  createRefused,
  createRunState,
  filesOf,
  isResultKept,
  keptOf,
  noteJoining,
  requeue,
} from './run-state.ts'
import {
  attemptOf,
  createAgentState,
  type EngineState,
  emptyState,
  type Placed,
  type RunState,
  type TaskState,
} from './state.ts'

/**
 * Writes changed state to the tables, once per row and turn, in final form. `loadState` reads only open runs, so that
 * startup does not slow down with history.
 */
export function writeTouched(store: Store, touched: Touched): void {
  for (const { agent } of touched.agents) store.agents.save(agent)
  for (const { alias, skill } of touched.aliases) store.skills.saveAlias(alias, skill)
  for (const plan of touched.plans) store.plans.add(plan)
  for (const { planId, removedAt } of touched.listedPlans) store.plans.setRemoved(planId, removedAt)
  for (const run of touched.newRuns) store.runs.add(rowOf(run))
  for (const tasks of touched.newTasks) {
    store.tasks.addAll(tasks)
    for (const task of tasks) touched.tasks.delete(task)
  }
  for (const run of touched.runs) {
    if (!touched.newRuns.has(run)) store.runs.save(rowOf(run))
  }
  for (const task of touched.tasks) store.tasks.save(task)
  for (const task of touched.definitions) store.tasks.saveDefinition(task)
  for (const attempt of touched.endedAttempts) store.attempts.add(attempt)
  for (const charge of touched.chargedAttempts) store.attempts.charge(charge)
  for (const approval of touched.approvals.values()) store.approvals.save(approval)
  for (const account of touched.accounts) {
    store.budgets.save({ ...account, grants: Object.fromEntries([...account.grants].sort()) })
  }
  for (const movement of touched.transactions) store.budgets.record(movement)
  for (const settlement of touched.settlements) store.spending.add(settlement)
  for (const competence of touched.competences.values()) store.skills.saveCompetence(competence)
  for (const project of touched.projects.values()) store.projects.save(project)
  for (const { entry } of touched.memory) store.memory.add(entry)
  for (const { memoryId, result } of touched.completedMemory) store.memory.complete(memoryId, result)
  for (const [memoryId, tags] of touched.memoryTags) store.memory.setTags(memoryId, tags)
  for (const line of touched.lines) store.logLines.add(line)
  for (const input of touched.inputs) store.attemptInputs.add(input)
  for (const decision of touched.decisions) store.decisions.add(decision)
}

const rowOf = (run: RunState) => ({ ...run, taskCount: run.tasks.size, changedSeq: run.ownSeq })

export function loadState(store: Store, now = 0): EngineState {
  const state = emptyState()
  for (const { alias, skill } of store.skills.listAliases()) state.aliases.set(alias, skill)
  for (const agent of store.agents.list()) {
    state.agents.set(agent.id, createAgentState(agent, state.aliases))
  }
  for (const { agentId, skill, ...competence } of store.skills.listCompetences()) {
    state.agents.get(agentId)?.competences.set(skill, competence)
  }
  for (const account of store.budgets.listAccounts()) {
    const grants = new Map(Object.entries(account.grants))
    const grantedMinor = [...grants.values()].reduce((sum, each) => sum + each, 0)
    state.accounts.set(account.key, { ...account, grants, grantedMinor, refused: createRefused() })
  }
  for (const { agentId, resetAt } of store.attempts.listResets(now)) noteReset(state, agentId, resetAt)
  for (const row of store.runs.listOpen()) loadRun(store, state, row)
  for (const approval of store.approvals.listOpen()) {
    state.approvals.set(approval.id, approval)
    watchApproval(state, approval)
    const run = state.runs.get(approval.runId)
    if (run !== undefined && approval.kind === 'result_review') run.reviews += 1
    const task = run?.tasks.get(approval.taskKey)
    if (task !== undefined) noteInbox(state, task, approval)
  }
  return state
}

function loadRun(store: Store, state: EngineState, row: StoredRun): void {
  const rows = store.tasks.listOfRun(row.id)
  const { id } = row
  const run = createRunState({ ...row, tasks: rows.map((task) => task.definition) })
  run.status = row.status
  run.isPaused = row.isPaused
  run.ownSeq = row.changedSeq
  run.changedSeq = row.changedSeq
  run.counts.blocked = 0
  run.groupCounts.blocked = 0
  for (const task of rows) loadTask(state, run, task)
  for (const { taskKey, agentId } of store.attempts.listHandedBack(row.id)) {
    const task = run.tasks.get(taskKey)
    if (task !== undefined) task.handedBack = [...task.handedBack, agentId]
  }
  for (const task of run.tasks.values()) {
    if (isAnswered(store, state, task)) {
      task.isAnswered = true
      requeue(run, task)
    }
    task.unmet = countUnmet(run, task)
    noteJoining(run, task)
    if (task.status === 'done' && isResultKept(task)) {
      const result = task.result ?? store.attempts.findResult(id, task.definition.key)
      task.kept = result === null ? null : keptOf(task, result)
    }
  }
  for (const { taskKey, failure } of store.attempts.listLastFailures(id)) {
    const task = run.tasks.get(taskKey)
    if (task !== undefined) task.lastFailure = failure
  }
  for (const { taskKey, result } of store.attempts.listMakers(id)) {
    const task = run.tasks.get(taskKey)
    if (task !== undefined) task.files = filesOf(task.result ?? result)
  }
  for (const task of run.tasks.values()) if (task.result !== null) task.files = filesOf(task.result)
  loadGoal(store, run)
  state.runs.set(id, run)
}

/** True when a person has answered the task's question and the task has not started again since. */
function isAnswered(store: Store, { agents }: EngineState, task: TaskState): boolean {
  const { runId, definition, status, agentId, approvalId } = task
  const isTheirs = agentId !== null && agents.get(agentId)?.agent.kind === 'person'
  if (status !== 'todo' || !isTheirs || approvalId === null) return false
  const approval = store.approvals.find(approvalId)
  if (approval?.kind !== 'agent_question' || approval.answer !== 'respond') return false
  return store.attempts.listOfTask(runId, definition.key).at(-1)?.status === 'parked'
}

/** Restores which ended tasks were followed by a decision, and whether a decision is still due. */
function loadGoal(store: Store, run: RunState): void {
  const { goal } = run
  if (goal === null) return
  const ended = [...run.tasks.values()]
    .filter(({ endedAt }) => endedAt !== null)
    .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0) || a.changedSeq - b.changedSeq)
  for (const task of ended) if (!isQuiet(task)) noteEnd(run, task)
  const decided = new Set<string>()
  for (const { number, after, decision, createdTask } of store.decisions.listOfRun(run.id)) {
    goal.decisions = number
    goal.undecided.delete(after)
    goal.followUps.push({ after, created: createdTask })
    decided.add(after)
    if (decision.action === 'project_complete') goal.end = 'reached'
  }
  const last = ended.at(-1)
  if (last !== undefined && isQuiet(last) && !decided.has(last.definition.key)) noteEnd(run, last)
}

function loadTask(state: EngineState, run: RunState, row: StoredTask): void {
  const task = run.tasks.get(row.definition.key)
  if (task === undefined) return
  const { live, approvalId, ...facts } = row
  Object.assign(task, facts, {
    approvalId: approvalId === null ? null : approvalIdSchema.parse(approvalId),
    live: null,
  })
  run.counts[task.status] += 1
  if (task.definition.kind === 'group') run.groupCounts[task.status] += 1
  run.changedSeq = Math.max(run.changedSeq, task.changedSeq)
  if (live !== null) loadAttempt(state, { run, task }, live)
  loadTimers(state, run, task)
  const holder = task.reason?.account === undefined ? undefined : state.accounts.get(task.reason.account)
  if (task.status === 'todo') holder?.refused.add(task, '')
  requeue(run, task)
  const agent = task.agentId === null ? undefined : state.agents.get(task.agentId)
  if (agent !== undefined && isWaiting(task)) agent.promised += 1
}

function loadTimers(state: EngineState, run: RunState, task: TaskState): void {
  const about = { runId: run.id, taskKey: task.definition.key }
  if (task.notBefore !== null) state.timers.add({ at: task.notBefore, ref: { kind: 'retry', ...about } })
  if (task.live?.leaseUntil) state.timers.add({ at: task.live.leaseUntil, ref: { kind: 'lease', ...about } })
  const { queuedMs } = task.definition.timeouts ?? {}
  if (task.status === 'todo' && queuedMs !== undefined && task.readyAt !== null) {
    state.timers.add({ at: task.readyAt + queuedMs, ref: { kind: 'queued', ...about } })
  }
}

function loadAttempt(state: EngineState, { run, task }: Placed, live: StoredLiveAttempt): void {
  task.live = attemptOf(run.id, task.definition.key, live)
  run.live += 1
  state.live += 1
  const agent = state.agents.get(live.agentId)
  if (agent !== undefined) agent.running += 1
}
