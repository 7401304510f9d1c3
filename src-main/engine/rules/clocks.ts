import { ok } from '#shared/result.ts'
import { dropResets } from '../resets.ts'
import { isReviewDue } from '../run-state.ts'
import type { RunState, TaskState, Timer } from '../state.ts'
import { watchApproval } from './approvals.ts'
import { endInFailure } from './attempts.ts'
import { followEnd } from './flow.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

/** What has become due. A timer may be outdated: each looks whether what it was set for is still so. */
export function tick(rule: Rule): Outcome {
  for (const timer of rule.state.timers.takeDue(rule.at)) ring(rule, timer)
  return ok(noAnswer)
}

function ring(rule: Rule, timer: Timer): void {
  // The claims at the end of the turn are what it is for.
  if (timer.kind === 'reset') return dropResets(rule.state, rule.at)
  if (timer.kind === 'approval') return watchApproval(rule, timer.approvalId)
  const run = rule.state.runs.get(timer.runId)
  const task = run?.tasks.get(timer.taskKey)
  if (run === undefined || task === undefined) return
  if (timer.kind === 'retry') return tryAgain(rule, run, task)
  if (timer.kind === 'lease') return endLease(rule, run, task)
  return endQueueing(rule, run, task)
}

function tryAgain(rule: Rule, run: RunState, task: TaskState): void {
  if (task.status !== 'todo' || task.notBefore === null || task.notBefore > rule.at) return
  rule.emit({ type: 'task.ready', runId: run.id, taskKey: task.definition.key })
}

function endLease(rule: Rule, run: RunState, task: TaskState): void {
  const attempt = task.live
  if (attempt?.status !== 'running' || attempt.leaseUntil === null) return
  if (attempt.leaseUntil > rule.at) {
    const ref = { kind: 'lease', runId: run.id, taskKey: task.definition.key } as const
    return rule.state.timers.add({ at: attempt.leaseUntil, ref })
  }
  const message = `Its worker said nothing until ${new Date(attempt.leaseUntil).toISOString()}.`
  endInFailure(rule, { run, task, attempt }, { reason: 'lease_expired', message })
}

function endQueueing(rule: Rule, run: RunState, task: TaskState): void {
  const { queuedMs } = task.definition.timeouts ?? {}
  if (task.status !== 'todo' || queuedMs === undefined || task.readyAt === null) return
  if (run.isPaused || isReviewDue(run)) {
    // A person holds it: that is no fault of the queue.
    const ref = { kind: 'queued', runId: run.id, taskKey: task.definition.key } as const
    return rule.state.timers.add({ at: rule.at + queuedMs, ref })
  }
  if (task.readyAt + queuedMs > rule.at) return
  const failure = {
    reason: 'queue_timeout',
    message: `It was ready for ${queuedMs} ms and did not start.`,
  } as const
  rule.emit({ type: 'task.failed', runId: run.id, taskKey: task.definition.key, failure })
  followEnd(rule, run, [task])
}
