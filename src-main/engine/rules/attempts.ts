import type { Command } from '#shared/commands.ts'
import type { AttemptId } from '#shared/ids.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { AttemptState, EngineState, RunState, TaskState } from '../state.ts'
import { followEnd } from './flow.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

interface LiveAttempt {
  readonly run: RunState
  readonly task: TaskState
  readonly attempt: AttemptState
}

/**
 * The attempt, if it is the one that may speak for its task. Its id holds its number and is its fencing token (E2):
 * what an older attempt, a cancelled one or one of a run that is over still says is refused (E3).
 */
export function requireLive(state: EngineState, id: AttemptId): Result<LiveAttempt, Refusal> {
  const slash = id.indexOf('/')
  const hash = id.lastIndexOf('#')
  const run = findRun(state, id.slice(0, slash))
  const task = run?.tasks.get(id.slice(slash + 1, hash))
  if (run !== undefined && task?.live?.id === id) return ok({ run, task, attempt: task.live })
  const now = task === undefined ? 'its run is over' : `its task is ${task.status}`
  return err(refusal('E_STALE', `Attempt ${id} is not running any more: ${now}.`, 'Its result is not used.'))
}

function findRun(state: EngineState, id: string): RunState | undefined {
  return id.startsWith('run_') ? state.runs.get(`run_${id.slice(4)}`) : undefined
}

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

export function reportAttempt(rule: Rule, { attemptId, percent, lines }: Of<'attempt.report'>): Outcome {
  const live = requireLive(rule.state, attemptId)
  if (!live.ok) return live
  const { attempt } = live.value
  const about = { runId: attempt.runId, taskKey: attempt.taskKey, attemptId }
  if (lines.length > 0) rule.emit({ type: 'attempt.logged', ...about, number: attempt.number, lines })
  if (percent !== null) rule.emit({ type: 'attempt.progressed', ...about, percent })
  return ok(noAnswer)
}

export function finishAttempt(rule: Rule, { attemptId, result }: Of<'attempt.finish'>): Outcome {
  const live = requireLive(rule.state, attemptId)
  if (!live.ok) return live
  const { run, task, attempt } = live.value
  rule.emit({ type: 'attempt.finished', runId: run.id, taskKey: attempt.taskKey, attemptId, result })
  followEnd(rule, run, [task])
  return ok(noAnswer)
}

export function failAttempt(rule: Rule, { attemptId, failure }: Of<'attempt.fail'>): Outcome {
  const live = requireLive(rule.state, attemptId)
  if (!live.ok) return live
  const { run, task, attempt } = live.value
  rule.emit({ type: 'attempt.failed', runId: run.id, taskKey: attempt.taskKey, attemptId, failure })
  followEnd(rule, run, [task])
  return ok(noAnswer)
}
