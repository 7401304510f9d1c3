import { present } from '#shared/assert.ts'
import type { ApprovalEvent, AttemptEvent, StoredEvent, TaskEvent } from '#shared/events.ts'
import { projectApproval } from './projections/approvals.ts'
import { projectAttempt } from './projections/attempts.ts'
import { type Touched, touch } from './projections/changed-rows.ts'
import { chargeAccounts, closeAccount, holdGrant, refuseClaim, setCap } from './projections/money.ts'
import {
  addNewTasks,
  aliasSkill,
  createRun,
  holdRun,
  leaveOut,
  recordDecision,
  registerAgent,
  settleRun,
} from './projections/runs.ts'
import { makeAllReady, projectTask, promiseAll } from './projections/tasks.ts'
import type { EngineState } from './state.ts'

/**
 * Job: applies each event to the state and marks the rows that it makes stale. Live work, start-up after a crash and
 * replay all use this function, so replay gives the same tables (E8). Rules decide, not this function, and the store
 * writes, once per row and turn.
 */
export function project(state: EngineState, event: StoredEvent, touched: Touched): void {
  const { body } = event
  switch (body.type) {
    case 'agent.registered':
      return registerAgent(state, { event, body, touched })
    case 'skill.aliased':
      return aliasSkill(state, body, touched)
    case 'plan.published':
      touched.plans.push({ ...body, at: event.at })
      return
    case 'plan.removed':
    case 'plan.restored':
      touched.listedPlans.push({
        planId: body.planId,
        removedAt: body.type === 'plan.removed' ? event.at : null,
      })
      return
    case 'project.saved':
      touched.projects.set(body.project.id, { ...body.project, createdAt: event.at })
      return
    case 'memory.remembered':
      touched.memory.push({
        memoryId: body.memoryId,
        entry: { ...body.entry, eventSeq: event.seq },
      })
      return
    case 'memory.completed':
      touched.completedMemory.push({ memoryId: body.memoryId, result: body.result })
      return
    case 'memory.tagged':
      touched.memoryTags.set(body.memoryId, body.tags)
      return
    // Merge events concern the project and do not change the run.
    case 'merge.approved':
    case 'merge.settled':
      return
    case 'run.created':
      return createRun(state, { event, body, touched })
    case 'run.paused':
    case 'run.resumed':
    case 'run.stopping':
      return holdRun(state, { event, body, touched })
    case 'run.settled':
      return settleRun(state, { event, body, touched })
    case 'run.parts_left_out':
      return leaveOut(state, { event, body, touched })
    case 'tasks.added':
      return addNewTasks(state, { event, body, touched })
    case 'decision.made':
      return recordDecision(state, { event, body, touched })
    case 'tasks.assigned':
      return promiseAll(state, { event, body, touched })
    case 'tasks.ready':
      return makeAllReady(state, { event, body, touched })
    case 'budget.set':
      return setCap({ state, event, touched }, body)
    case 'budget.granted':
      return holdGrant({ state, event, touched }, body)
    case 'budget.closed':
      return closeAccount({ state, event, touched }, body)
    case 'budget.charged':
      return chargeAccounts({ state, event, touched }, body)
    default:
      return projectAboutTask(state, event, { body, touched })
  }
}

type AboutTask =
  | TaskEvent
  | AttemptEvent
  | ApprovalEvent
  | Extract<StoredEvent['body'], { type: 'budget.refused' }>

function projectAboutTask(
  state: EngineState,
  event: StoredEvent,
  { body, touched }: { body: AboutTask; touched: Touched },
): void {
  const run = present(state.runs.get(body.runId), `run ${body.runId}`)
  const task = present(run.tasks.get(body.taskKey), `task ${body.taskKey}`)
  const context = { state, event, run, task, touched }
  touch(context, task)
  if (body.type === 'budget.refused') return refuseClaim(context, body)
  if (isAttemptEvent(body)) return projectAttempt(context, body)
  if (isApprovalEvent(body)) return projectApproval(context, body)
  return projectTask(context, body)
}

const isAttemptEvent = (body: AboutTask): body is AttemptEvent => body.type.startsWith('attempt.')
const isApprovalEvent = (body: AboutTask): body is ApprovalEvent => body.type.startsWith('approval.')
