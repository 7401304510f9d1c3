import { words } from '#shared/words/words.ts'
import { costOf, endStopped, type LiveAttempt } from './attempts.ts'
import { askWhatHappened } from './gates.ts'
import type { Rule } from './rule.ts'

/** Maximum interruptions of a task before a person is asked. Such a task may be the cause of the crashes. */
const maxRecoveries = 3

/**
 * Decides about every attempt that was running before a start (E9). The processes of these attempts ended with the
 * owner of the lock, so no report can follow. Only a worker that pulls tasks continues; its lease limits the wait.
 */
export function recover(rule: Rule): undefined {
  for (const run of rule.state.runs.values()) {
    for (const task of run.tasks.values()) {
      if (task.live !== null) recoverAttempt(rule, { run, task, attempt: task.live })
    }
  }
}

function recoverAttempt(rule: Rule, inFlight: LiveAttempt): void {
  const { run, task, attempt } = inFlight
  if (attempt.status === 'stopping') return endStopped(rule, inFlight, false)
  if (attempt.leaseUntil !== null) return
  const about = { runId: run.id, taskKey: attempt.taskKey, attemptId: attempt.id }
  const effectClass = rule.state.agents.get(attempt.agentId)?.agent.effectClass ?? 'once'
  const isPoison = task.recoveries + 1 >= maxRecoveries
  if (effectClass === 'resumable' && !isPoison) return rule.emit({ type: 'attempt.resumed', ...about })
  const fate = effectClass === 'once' || isPoison ? 'ask' : 'run_again'
  rule.emit({ type: 'attempt.interrupted', ...about, fate, spent: costOf(rule, attempt) })
  if (fate === 'run_again') return
  const why = isPoison ? words.failures.cutShortOften(task.recoveries) : words.failures.cutShort
  askWhatHappened(rule, task, why)
}
