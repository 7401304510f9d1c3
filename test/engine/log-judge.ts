import { present } from '../../src-shared/assert.ts'
import type { EventBody, RunEvent, StoredEvent } from '../../src-shared/events.ts'
import { escalationSkill } from '../../src-shared/model/decisions/decision.ts'
import { hearAttempt } from '../prove/judge-attempts.ts'
import { closeGroup, hearEnd, hearReady, openGroup } from '../prove/judge-flow.ts'
import { hearGate } from '../prove/judge-gates.ts'
import { isHandled } from '../prove/judge-joins.ts'
import {
  type AboutTask,
  breach,
  count,
  createModel,
  createTask,
  isOver,
  type Model,
  type Of,
  type Run,
  type Step,
  type Task,
} from '../prove/judge-model.ts'
import { openAccount } from '../prove/judge-money.ts'

/**
 * Reads a log and reports each violation of the engine's invariants (E1–E10). The judge uses only the events, so its
 * model can be compared with the tables.
 */
export interface Judge {
  readonly model: Model
  hear(event: StoredEvent): void
  /** Simulates a restart: the log must contain the fate of every running attempt (E9). */
  restart(): void
  /** Attempts without a later event. Attempts of external workers continue by themselves. */
  listFateless(): string[]
}

export function judgeLog(events: readonly StoredEvent[], limits: { global: number }): string[] {
  const judge = createJudge(limits)
  for (const event of events) judge.hear(event)
  return judge.model.breaches
}

export function createJudge(limits: { readonly global: number }): Judge {
  const model = createModel(limits)
  let seq = 0
  return {
    model,
    hear(event) {
      seq += 1
      if (event.seq !== seq) breach({ model, event }, `is at place ${seq}`)
      hear(model, event)
    },
    restart() {
      for (const attempt of model.live.values()) attempt.hasFate = false
    },
    listFateless: () =>
      [...model.live.values()]
        .filter((each) => !each.hasFate && each.leaseUntil === null)
        .map(({ id }) => id),
  }
}

function hear(model: Model, event: StoredEvent): void {
  const { body } = event
  count(model, body.type)
  switch (body.type) {
    case 'agent.registered':
      model.agents.set(body.agent.id, body.agent)
      return
    case 'run.created':
      return createRun(model, body)
    case 'budget.set':
      return openAccount(model, body.account, body.cap)
    case 'skill.aliased':
    case 'plan.published':
    case 'plan.removed':
    case 'plan.restored':
    case 'memory.remembered':
    case 'memory.tagged':
    case 'budget.closed':
    case 'budget.charged':
    case 'merge.approved':
    case 'merge.settled':
    case 'memory.completed':
    case 'project.saved':
      return
    case 'run.paused':
    case 'run.resumed':
    case 'run.stopping':
    case 'run.settled':
    case 'run.parts_left_out':
    case 'tasks.added':
    case 'tasks.assigned':
    case 'decision.made':
      return hearRun(model, event, body)
    case 'tasks.ready':
      for (const taskKey of body.taskKeys)
        hearTask(model, event, { type: 'task.ready', runId: body.runId, taskKey })
      return
    default:
      return hearTask(model, event, body)
  }
}

function createRun(model: Model, body: Of<'run.created'>): void {
  const { runId: id, parallelLimit: limit, reviewLimit, crew, projectId, budget, tasks } = body
  model.runs.set(id, {
    id,
    projectId,
    limit,
    reviewLimit,
    crew,
    tasks: new Map(tasks.map((definition) => [definition.key, createTask(definition)])),
    goal: body.goal === null ? null : { undecided: new Set(), decisions: 0, followUps: [], end: null },
    isPaused: false,
    isStopping: false,
    status: 'running',
    isOver: false,
  })
  if (budget !== null) openAccount(model, `run:${id}`, budget)
  openBranches(model, id, tasks)
}

function openBranches(model: Model, runId: string, tasks: Of<'run.created'>['tasks']): void {
  for (const { key, budget } of tasks) {
    if (budget !== undefined) openAccount(model, `branch:${runId}/${key}`, budget)
  }
}

function hearRun(
  model: Model,
  event: StoredEvent,
  body: Exclude<RunEvent, { type: 'run.created' | 'tasks.ready' }>,
): void {
  const run = present(model.runs.get(body.runId), body.runId)
  if (run.isOver) breach({ model, event }, `${body.type} of ${run.id}, which is over`)
  switch (body.type) {
    case 'run.paused':
    case 'run.resumed':
      run.isPaused = body.type === 'run.paused'
      return
    case 'run.stopping':
      run.isStopping = true
      run.status = 'stopping'
      return
    case 'run.settled':
      return settleRun(model, event, { run, body })
    case 'run.parts_left_out':
      return
    case 'tasks.added':
      for (const definition of body.tasks) run.tasks.set(definition.key, createTask(definition))
      openBranches(model, run.id, body.tasks)
      for (const { taskKey, dependsOn } of body.links) link(run, taskKey, dependsOn)
      return
    case 'tasks.assigned':
      for (const { taskKey, agentId } of body.assignments) {
        const task = present(run.tasks.get(taskKey), taskKey)
        if (task.status !== 'blocked')
          breach({ model, event }, `${run.id}/${taskKey} was promised as new twice`)
        task.agentId = agentId
      }
      return
    case 'decision.made':
      return hearDecision(model, event, { run, body })
  }
}

/** G1: one decision for each finished task, in a run with a goal that has not ended. */
function hearDecision(
  model: Model,
  event: StoredEvent,
  { run: { id, goal, tasks }, body }: { run: Run; body: Of<'decision.made'> },
): void {
  const name = `decision ${body.number} of ${id}`
  if (goal === null) return breach({ model, event }, `${name}, which has no goal`)
  if (goal.end !== null) breach({ model, event }, `${name} after its goal was ${goal.end}`)
  if (body.number !== goal.decisions + 1) breach({ model, event }, `${name} after ${goal.decisions}`)
  if (!goal.undecided.delete(body.after))
    breach({ model, event }, `${name} after ${body.after}, uncalled for`)
  goal.decisions = body.number
  goal.followUps.push({ after: body.after, created: body.createdTask })
  count(model, body.decision.action)
  if (body.decision.action !== 'project_complete') return
  if (![...tasks.values()].every(isOver)) breach({ model, event }, `${name} ends it with open tasks`)
  goal.end = 'reached'
}

/**
 * Adds the end of a task to the undecided ends. Groups and skipped tasks need a decision only if no other task is open
 * or undecided.
 */
function noteEnd({ goal, tasks }: Run, { definition, status }: Task): void {
  if (goal === null || goal.end !== null) return
  if (definition.kind === 'group' || status === 'skipped') {
    const isLast = goal.undecided.size === 0 && [...tasks.values()].every(isOver)
    if (isLast) goal.undecided.add(definition.key)
  } else if (status !== 'done' && definition.requiredSkills.includes(escalationSkill)) goal.end = 'given up'
  else goal.undecided.add(definition.key)
}

function link(run: Run, taskKey: string, dependsOn: string): void {
  const task = present(run.tasks.get(taskKey), taskKey)
  task.definition = { ...task.definition, dependsOn: [...task.definition.dependsOn, dependsOn] }
  if (task.status === 'todo') task.status = 'blocked'
}

function settleRun(
  model: Model,
  event: StoredEvent,
  { run, body: { status, outcome } }: { run: Run; body: Of<'run.settled'> },
): void {
  run.status = status
  const isEnd = status === 'done' || status === 'failed' || status === 'cancelled'
  if (isEnd !== (outcome !== null)) breach({ model, event }, `${run.id} is ${status} with ${outcome}`)
  if (!isEnd) return
  run.isOver = true
  count(model, `run ${outcome}`)
  const tasks = [...run.tasks.values()]
  if (!tasks.every(isOver)) breach({ model, event }, `${run.id} is ${status} with open tasks`)
  if (run.goal?.end === null && !run.isStopping)
    breach({ model, event }, `${run.id} is ${status} before its goal ended`)
  const isBad = tasks.some((task) => isFailure(task) && !isAnswered(run, task))
  const should = run.isStopping ? 'cancelled' : isBad || run.goal?.end === 'given up' ? 'failed' : 'done'
  if (status !== should) breach({ model, event }, `${run.id} is ${status} and should be ${should}`)
}

/** A group fails only through its children. */
const isFailure = ({ status, definition: { kind } }: Task): boolean =>
  status === 'cancelled' || (status === 'failed' && kind === 'task')

/** A handler covered the failure, or a follow-up task of a decider succeeded. */
function isAnswered(run: Run, task: Task): boolean {
  if (isHandled(run, task, () => true)) return true
  const followUps = run.goal?.followUps ?? []
  const from = followUps.findIndex(({ after }) => after === task.definition.key)
  const isDone = (created: string | null) => created !== null && run.tasks.get(created)?.status === 'done'
  return from >= 0 && followUps.slice(from).some(({ created }) => isDone(created))
}

function hearTask(model: Model, event: StoredEvent, body: AboutTask): void {
  const run = present(model.runs.get(body.runId), body.runId)
  const task = present(run.tasks.get(body.taskKey), body.taskKey)
  const name = `${body.runId}/${body.taskKey}`
  const step = { model, event, run, task, name }
  if (run.isOver) breach(step, `${body.type} of ${name} after its run was over`)
  if (isOver(task)) breach(step, `E3 ${body.type} of ${name}, which is ${task.status}`)
  if (isAttempt(body)) hearAttempt({ ...step, body })
  else if (isGate(body)) hearGate({ ...step, body })
  else hearPlace({ ...step, body })
  if (isOver(task)) noteEnd(run, task)
  if (isOver(task) && task.gate?.end === null) breach(step, `${name} is over and its gate is open`)
}

type Attempts = Extract<EventBody, { type: `attempt.${string}` }>
type Gates = Extract<EventBody, { type: `approval.${string}` }>
const isAttempt = (body: AboutTask): body is Attempts => body.type.startsWith('attempt.')
const isGate = (body: AboutTask): body is Gates => body.type.startsWith('approval.')

/** Checks only the assigned agent in the definition. */
function hearPin({ task, model, name, event }: Step<AboutTask>, pin: string | null | undefined): void {
  // The same assigned agent changes nothing: a task that was refused for its cost stays refused.
  if (pin === undefined || pin === (task.definition.pin ?? null)) return
  if (task.live !== null) breach({ model, event }, `${name} is given to another while it is worked on`)
  const { pin: _, ...rest } = task.definition
  task.definition = pin === null ? rest : { ...rest, pin }
  task.isRefused = false
  count(model, 'changes of a pin')
}

function hearPlace(step: Step<Exclude<AboutTask, Attempts | Gates>>): void {
  const { body, task, model } = step
  switch (body.type) {
    case 'task.assigned':
      task.agentId = body.agentId
      return
    case 'task.unassigned':
      task.agentId = null
      return
    case 'task.edited':
      return hearPin(step, body.changes.pin)
    case 'budget.charged':
    case 'budget.granted':
      return
    case 'task.ready':
      return hearReady(step)
    case 'group.opened':
      return openGroup(step)
    case 'group.closed':
      task.data = body.result.data
      return closeGroup(step, body.status)
    case 'budget.refused':
      task.isRefused = true
      count(model, 'refusals of money')
      return
    default:
      return hearEnd({ ...step, body })
  }
}
