import { present } from '#shared/assert.ts'
import type { EventOf, EventType, StoredEvent } from '#shared/events.ts'
import type { RunId } from '#shared/ids.ts'
import type { AccountKey, Money } from '#shared/model/money.ts'
import { isRunOver, type RunOutcome } from '#shared/model/runs/run.ts'
import { heldSkills } from '../../assignment/held-skills.ts'
import {
  addTasks,
  createRunState,
  linkDependency,
  measureJoins,
  measurePaths,
  requeue,
} from '../run-state.ts'
import { createAgentState, type EngineState, type RunState } from '../state.ts'
import { moveTask } from '../transitions.ts'
import type { Touched } from './changed-rows.ts'
import { holdAgain, openAccount, reconsider, settle } from './money.ts'

interface About<Type extends EventType> {
  readonly event: StoredEvent
  readonly body: EventOf<Type>
  readonly touched: Touched
}

export function registerAgent(state: EngineState, { event, body, touched }: About<'agent.registered'>): void {
  const { agent } = body
  const next = createAgentState(agent, state.aliases, state.agents.get(agent.id))
  state.agents.set(agent.id, next)
  touched.agents.add(next)
  // The agent may have a new price.
  for (const account of state.accounts.values()) reconsider({ state, event, touched }, account, 'all')
}

export function aliasSkill(
  state: EngineState,
  { alias, skill }: EventOf<'skill.aliased'>,
  touched: Touched,
): void {
  if (skill === null) state.aliases.delete(alias)
  else state.aliases.set(alias, skill)
  for (const each of state.agents.values()) each.held = heldSkills(each.agent, state.aliases)
  touched.aliases.push({ alias, skill })
}

export function createRun(state: EngineState, { event, body, touched }: About<'run.created'>): void {
  const run = createRunState({ ...body, id: body.runId, createdAt: event.at, createdSeq: event.seq })
  run.changedSeq = event.seq
  run.ownSeq = event.seq
  const tasks = [...run.tasks.values()]
  for (const task of tasks) task.changedSeq = event.seq
  touched.newTasks.push(tasks)
  state.runs.set(run.id, run)
  touched.newRuns.add(run)
  touched.moved.add(run)
  if (body.budget !== null) capOf(state, `run:${run.id}`, { cap: body.budget, touched })
  for (const { key, budget } of body.tasks) {
    if (budget !== undefined) capOf(state, `branch:${run.id}/${key}`, { cap: budget, touched })
  }
}

export function holdRun(
  state: EngineState,
  { event, body, touched }: About<'run.paused' | 'run.resumed' | 'run.stopping'>,
): void {
  const run = runOf(state, body.runId)
  if (body.type === 'run.stopping') run.status = 'stopping'
  else run.isPaused = body.type === 'run.paused'
  noteChange(run, { event, touched })
}

export function recordDecision(state: EngineState, { event, body, touched }: About<'decision.made'>): void {
  const run = runOf(state, body.runId)
  const goal = present(run.goal, `goal of ${run.id}`)
  const { type: _, isBooked, ...record } = body
  touched.decisions.push({ ...record, at: event.at })
  goal.decisions = body.number
  goal.undecided.delete(body.after)
  goal.followUps.push({ after: body.after, created: body.createdTask })
  if (body.decision.action === 'project_complete') goal.end = 'reached'
  // The cost of a decision is booked on the task that it followed, but on no attempt.
  const task = present(run.tasks.get(body.after), `task ${body.after}`)
  if (isBooked) {
    const payee = { attempt: 0, agentId: null, model: body.model }
    settle({ state, event, run, task, touched }, { reserved: null, spent: body.spent }, payee)
  }
  noteChange(run, { event, touched })
}

export function settleRun(state: EngineState, { event, body, touched }: About<'run.settled'>): void {
  const run = runOf(state, body.runId)
  run.status = body.status
  if (isRunOver(body.status)) {
    run.endedAt = event.at
    run.outcome = body.outcome ?? outcomeBefore(run)
    run.gaps = body.gaps
    run.gapCount = body.gapCount
  }
  noteChange(run, { event, touched })
}

/**
 * Outcome of a run that ended before outcomes were stored; gaps were not recorded then. Same logic as migration 0020.
 */
function outcomeBefore({ status, counts, groupCounts, tasks }: RunState): RunOutcome | null {
  if (status === 'done') return 'succeeded'
  if (status === 'cancelled') return status
  if (status !== 'failed') return null
  const isRejected = [...tasks.values()].some(({ reason }) => reason?.code === 'rejected')
  return isRejected && counts.failed === groupCounts.failed ? 'rejected' : 'failed'
}

export function leaveOut(state: EngineState, { event, body, touched }: About<'run.parts_left_out'>): void {
  const run = runOf(state, body.runId)
  run.leftOut = [...run.leftOut, ...body.parts]
  noteChange(run, { event, touched })
}

export function addNewTasks(state: EngineState, { event, body, touched }: About<'tasks.added'>): void {
  const run = runOf(state, body.runId)
  const added = addTasks(run, body.tasks, event.at)
  touched.newTasks.push(added)
  for (const task of added) {
    task.changedSeq = event.seq
    const { key, budget } = task.definition
    if (budget !== undefined) capOf(state, `branch:${run.id}/${key}`, { cap: budget, touched })
  }
  for (const { taskKey, dependsOn } of body.links) {
    const task = present(run.tasks.get(taskKey), `task ${taskKey}`)
    const known = new Set(task.definition.dependsOn)
    task.definition = { ...task.definition, dependsOn: [...known.add(dependsOn)] }
  }
  if (body.links.length > 0) measureJoins(run)
  for (const { taskKey, dependsOn } of body.links) {
    const task = present(run.tasks.get(taskKey), `task ${taskKey}`)
    linkDependency(run, task, dependsOn)
    if (task.status === 'todo' && task.unmet > 0) moveTask(run, task, 'blocked')
    task.changedSeq = event.seq
    touched.tasks.add(task)
    touched.definitions.add(task)
  }
  measurePaths(run)
  for (const task of run.tasks.values()) {
    if (task.status !== 'todo') continue
    requeue(run, task)
    holdAgain(state, task)
  }
  noteChange(run, { event, touched })
}

function capOf(
  state: EngineState,
  key: AccountKey,
  { cap, touched }: { readonly cap: Money; readonly touched: Touched },
): void {
  openAccount(state, { key, capMinor: cap.amountMinor, currency: cap.currency }, touched)
}

const runOf = (state: EngineState, id: RunId): RunState => present(state.runs.get(id), `run ${id}`)

function noteChange(
  run: RunState,
  { event, touched }: Pick<About<'run.settled'>, 'event' | 'touched'>,
): void {
  run.changedSeq = event.seq
  run.ownSeq = event.seq
  touched.runs.add(run)
  touched.moved.add(run)
}
