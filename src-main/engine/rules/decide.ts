import type { Command, CommandOf } from '#shared/commands.ts'
import { ok } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { dropResets } from '../resets.ts'
import { isReviewDue } from '../run-state.ts'
import type { RunState, TaskState, Timer } from '../state.ts'
import { answerApproval, delegateApproval, watchApproval } from './approvals.ts'
import {
  askPerson,
  blockAttempt,
  endInFailure,
  failAttempt,
  finishAttempt,
  giveAttempt,
  meterAttempt,
  reportAttempt,
  stoppedAttempt,
} from './attempts.ts'
import { chargeBudget, setBudget } from './budgets.ts'
import { build } from './build.ts'
import { recordDecision } from './decisions.ts'
import { followEnd } from './flow.ts'
import { completeMemory, remember, tagMemory } from './memory.ts'
import { recover } from './recovery.ts'
import { noAnswer, type Outcome, type Rule, type Ruling } from './rule.ts'
import {
  addTasks,
  aliasSkill,
  cancelRun,
  enableAgent,
  leaveOut,
  pauseRun,
  publishPlans,
  registerAgents,
  removePlan,
  restorePlan,
  resumeRun,
} from './runs.ts'
import { cancelTask, claimTask, editTask, retryNow, unblockTask } from './tasks.ts'

type Rules = {
  readonly [Type in Command['type']]: (rule: Rule, command: Extract<Command, { type: Type }>) => Ruling
}

/** The rule for each command. */
const rules: Rules = {
  'agents.register': registerAgents,
  'agents.enable': enableAgent,
  'skills.alias': aliasSkill,
  'plans.publish': publishPlans,
  'plans.remove': removePlan,
  'plans.restore': restorePlan,
  'memory.remember': remember,
  'memory.tag': tagMemory,
  'memory.complete': completeMemory,
  'project.save': saveProject,
  'run.build': build,
  'run.cancel': cancelRun,
  'run.leave_out': leaveOut,
  'run.pause': pauseRun,
  'run.resume': resumeRun,
  'tasks.add': addTasks,
  'merge.approve': approveMerge,
  'merge.settle': settleMerge,
  'decision.record': recordDecision,
  'task.edit': editTask,
  'task.cancel': cancelTask,
  'task.hurry': retryNow,
  'task.unblock': unblockTask,
  'task.claim': claimTask,
  'approval.answer': answerApproval,
  'approval.delegate': delegateApproval,
  'attempt.report': reportAttempt,
  'attempt.give': giveAttempt,
  'attempt.meter': meterAttempt,
  'attempt.finish': finishAttempt,
  'attempt.fail': failAttempt,
  'attempt.block': blockAttempt,
  'attempt.ask': askPerson,
  'attempt.stopped': stoppedAttempt,
  'budget.set': setBudget,
  'budget.charge': chargeBudget,
  'engine.recover': recover,
  'engine.tick': tick,
}

export function decide<Type extends Command['type']>(
  rule: Rule,
  command: Extract<Command, { type: Type }>,
): Outcome {
  const carryOut: (rule: Rule, command: Extract<Command, { type: Type }>) => Ruling = rules[command.type]
  const runId = 'runId' in command ? command.runId : null
  return carryOut(rule, command) ?? ok({ ...noAnswer, runId })
}

/** Stores a project as given; there is nothing to decide. */
function saveProject(rule: Rule, { project }: CommandOf<'project.save'>): undefined {
  rule.emit({ type: 'project.saved', project })
}

/**
 * Records a merge approval. The repository was checked before. No check of the run, because an ended run is not in the
 * state.
 */
function approveMerge(rule: Rule, { type: _, ...merge }: CommandOf<'merge.approve'>): undefined {
  rule.emit({ type: 'merge.approved', ...merge })
}

function settleMerge(rule: Rule, { type: _, ...merge }: CommandOf<'merge.settle'>): undefined {
  rule.emit({ type: 'merge.settled', ...merge })
}

/** Handles due timers. A timer may be outdated, so each handler checks its condition again. */
function tick(rule: Rule): undefined {
  for (const timer of rule.state.timers.takeDue(rule.at)) ring(rule, timer)
}

function ring(rule: Rule, timer: Timer): void {
  // The scheduler claims waiting tasks at the end of the turn.
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
  const message = words.failures.leaseEnded(new Date(attempt.leaseUntil).toISOString())
  endInFailure(rule, { run, task, attempt }, { reason: 'lease_expired', message })
}

function endQueueing(rule: Rule, run: RunState, task: TaskState): void {
  const { queuedMs } = task.definition.timeouts ?? {}
  if (task.status !== 'todo' || queuedMs === undefined || task.readyAt === null) return
  if (run.isPaused || isReviewDue(run)) {
    // A person holds the run, so the time does not count as queue time: restart the timeout.
    const ref = { kind: 'queued', runId: run.id, taskKey: task.definition.key } as const
    return rule.state.timers.add({ at: rule.at + queuedMs, ref })
  }
  if (task.readyAt + queuedMs > rule.at) return
  const failure = {
    reason: 'queue_timeout',
    message: words.failures.queueTimeout(queuedMs),
  } as const
  rule.emit({ type: 'task.failed', runId: run.id, taskKey: task.definition.key, failure })
  followEnd(rule, run, [task])
}
