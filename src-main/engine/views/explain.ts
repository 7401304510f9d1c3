import { present } from '#shared/assert.ts'
import type { WaitReason } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { describeHours, hoursOf } from '#shared/working-hours.ts'
import { verify } from '../../assignment/verify.ts'
import { nameAgent, nameTask, nameTasks } from '../names.ts'
import { describeReset } from '../resets.ts'
import { explainOpenJoin } from '../rules/joins.ts'
import type { Limits } from '../rules/rule.ts'
import { isReviewDue, needsSuccess } from '../run-state.ts'
import type { EngineState, Placed, RunState, TaskState } from '../state.ts'

const { waiting } = words

/** The first reason why a task waits (E7). A running or ended task returns its stored reason, or null. */
export function explainTask(state: EngineState, limits: Limits, of: Placed): WaitReason | null {
  const { run, task } = of
  switch (task.status) {
    case 'blocked':
      return task.reason?.code === 'reported' ? task.reason : explainBlocked(run, task)
    case 'awaiting_approval':
      return { code: 'approval', message: waiting.approval }
    case 'awaiting_input':
      return { code: 'question', message: explainQuestion(state, task) }
    case 'todo':
      return explainReady(state, limits, of)
    default:
      return task.reason
  }
}

function explainBlocked(run: RunState, task: TaskState): WaitReason {
  const { dependsOn, parent } = task.definition
  const missing = dependsOn.flatMap((key) => {
    const { status, endedAt, definition } = taskOf(run, key)
    return status !== 'done' && (needsSuccess(task) || endedAt === null) ? [definition] : []
  })
  if (missing.length > 0) return { code: 'dependency', message: waiting.dependency(nameTasks(missing)) }
  const open = explainOpenJoin(run, task)
  if (open !== null) return { code: 'failure_handler', message: open }
  const group = parent === null ? '' : nameTask(taskOf(run, parent).definition)
  return { code: 'group', message: waiting.group(group) }
}

const taskOf = (run: RunState, key: string): TaskState => present(run.tasks.get(key), `task ${key}`)

function explainReady(state: EngineState, limits: Limits, { run, task }: Placed): WaitReason {
  if (task.agentId === null) return present(task.reason, `reason of ${task.definition.key}`)
  if (run.isPaused) return { code: 'paused', message: waiting.paused }
  if (task.notBefore !== null) {
    // The task may have been reassigned since; that reason is newer and hides the backoff message.
    const why = task.reason?.code === 'backoff' ? task.reason.message : waiting.backoff
    return { code: 'backoff', message: waiting.nextTry(why, instantOf(task.notBefore)) }
  }
  if (task.reason?.code === 'budget') return task.reason
  if (isReviewDue(run)) {
    return { code: 'review_limit', message: waiting.reviewLimit(run.reviews) }
  }
  if (run.live >= run.parallelLimit) {
    return {
      code: 'run_limit',
      message: waiting.runLimit(run.parallelLimit),
    }
  }
  if (state.live >= limits.global) {
    return {
      code: 'global_limit',
      message: waiting.globalLimit(limits.global),
    }
  }
  const agent = state.agents.get(task.agentId)
  if (agent?.agent.kind === 'external') {
    const { qualified, available, reason } = verify(agent, task.definition.requiredSkills)
    if (!qualified) return { code: 'external', message: waiting.unfitWorker(reason) }
    if (available) return { code: 'external', message: waiting.worker(nameAgent(state, task.agentId)) }
  }
  if (agent !== undefined && agent.inbox.size > 0) {
    const message = waiting.inboxFull(nameAgent(state, task.agentId), agent.inbox.size, agent.agent.capacity)
    return { code: 'agent_busy', message }
  }
  const free = waiting.slot(nameAgent(state, task.agentId))
  return { code: 'agent_busy', message: describeReset(state, limits, task.agentId) ?? free }
}

/**
 * A person's availability changes by the hour, so the message gives working hours. The approval itself shows when the
 * person is next available.
 */
function explainQuestion({ agents }: EngineState, { agentId }: TaskState): string {
  const agent = agentId === null ? undefined : agents.get(agentId)?.agent
  if (agent?.kind !== 'person') return waiting.question
  return waiting.personInbox(agent.name, describeHours(hoursOf(agent)))
}

const instantOf = (at: number): string => new Date(at).toISOString()
