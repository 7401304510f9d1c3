import { styleText } from 'node:util'
import type { BuildResponse } from '#shared/contract/compat/seed.ts'
import { delegationKey } from '#shared/ids.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import type { TaskStatus, TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { shellWord } from './approval-output.ts'
import type { SessionContext } from './command.ts'
import type { Client } from './connect.ts'
import { exitCodes, type Output, plain, plainLines } from './output.ts'
import { exitCodeOfOutcome, printGaps } from './run-outcome.ts'

const text = words.cli.run

/**
 * Follows a run until it ends, is blocked, or the person presses Ctrl+C. Prints each change and returns the exit code.
 */
export async function watchRun(
  { client, output, stop }: Pick<SessionContext, 'client' | 'output' | 'stop'>,
  started: { runId: string; build: BuildResponse | null },
): Promise<number> {
  const { runId } = started
  const tasks = new Map<string, TaskView>()
  let run: RunView | null = null
  const leave = new AbortController()
  stop.addEventListener('abort', () => leave.abort())
  // Ctrl+C aborts the stream; any other error is a failure of the command.
  try {
    for await (const change of await client.runs.watch({ runId }, { signal: leave.signal })) {
      run = change.run
      for (const task of change.tasks) {
        if (tasks.get(task.key)?.status !== task.status) printTask(output, task)
        tasks.set(task.key, task)
      }
      if (isRunOver(run.status) || isHeld(run, [...tasks.values()]) || stop.aborted) break
    }
  } catch (error) {
    if (!stop.aborted) throw error
  }
  leave.abort()
  const ended = run ?? (await client.runs.get({ runId })).run
  const list = [...tasks.values()].sort((a, b) => a.position - b.position)
  if (output.isJson) {
    const outcome = ended.goal === null ? {} : { outcome: await client.goals.getOutcome({ runId }) }
    output.document({ build: started.build, run: await describeRun(client, ended, list), ...outcome })
  }
  printEnd(output, ended, list)
  await printGaps({ client, output }, ended)
  if (!output.isJson) await printFailures({ client, output }, runId, list)
  return stop.aborted && !isRunOver(ended.status) ? exitCodes.stopped : exitCodeOf(ended, list)
}

/** True if the run cannot continue until a person acts. */
const isHeld = ({ status }: RunView, tasks: readonly TaskView[]): boolean =>
  status === 'waiting' ||
  (status === 'paused' && !tasks.some((task) => task.kind === 'task' && task.status === 'in_progress'))

const marks: Record<
  TaskStatus,
  { mark: string; color: 'green' | 'red' | 'blue' | 'magenta' | 'yellow' | 'gray' }
> = {
  blocked: { mark: '○', color: 'gray' },
  todo: { mark: '●', color: 'gray' },
  awaiting_approval: { mark: '✋', color: 'magenta' },
  in_progress: { mark: '▶', color: 'blue' },
  awaiting_input: { mark: '✋', color: 'magenta' },
  done: { mark: '✓', color: 'green' },
  failed: { mark: '✗', color: 'red' },
  skipped: { mark: '»', color: 'gray' },
  cancelled: { mark: '⊘', color: 'gray' },
}

function printTask(output: Output, task: TaskView): void {
  if (task.status === 'blocked' || task.status === 'todo') return
  const { mark, color } = marks[task.status]
  const who = task.agentId === null ? '' : styleText('gray', `  ${task.agentId}`)
  const time =
    task.endedAt !== null && task.startedAt !== null ? secondsOf(task.endedAt - task.startedAt) : ''
  output.line(
    `  ${styleText(color, mark)} ${plain(`${task.key}  ${task.title}`)}${who}${styleText('gray', time && `  ${time}`)}`,
  )
}

const secondsOf = (ms: number): string => text.seconds((ms / 1000).toFixed(1))

function printEnd(output: Output, run: RunView, tasks: readonly TaskView[]): void {
  const state = styleText('bold', describeRunState(run))
  const seconds = run.endedAt === null ? null : secondsOf(run.endedAt - run.createdAt)
  output.line()
  output.line(
    `${run.isSimulated ? `${text.isSimulation} ` : ''}${text.end(state, run.counts.done ?? 0, run.taskCount, seconds)}`,
  )
  for (const line of tasks.map((task) => describeWait(run, task))) if (line !== null) output.line(`  ${line}`)
  if (run.buildLogId !== null) output.line(text.buildLog(run.buildLogId))
  if (!isRunOver(run.status)) output.line(text.resume(run.id))
}

/** Reason why a task waits, if a person can act on it; otherwise null. */
function describeWait({ id, status: runStatus }: RunView, { key, status, reason }: TaskView): string | null {
  const message = reason?.message ?? ''
  if (status === 'awaiting_approval' || status === 'awaiting_input') {
    return plain(text.needsAnswer(key))
  }
  if (status === 'blocked' && reason?.code === 'reported') {
    return plain(text.blocked(key, message, id, shellWord(key)))
  }
  if (status !== 'todo' || runStatus === 'paused') return null
  return plain(reason?.code === 'no_agent' ? text.unassigned(key, message) : text.waits(key, message))
}

const failuresShown = 20

/** Prints the failure message of each failed task, up to a limit. */
async function printFailures(
  { client, output }: Pick<SessionContext, 'client' | 'output'>,
  runId: string,
  tasks: readonly TaskView[],
) {
  const failed = tasks.filter(({ kind, status }) => kind === 'task' && status === 'failed')
  for (const { key } of failed.slice(0, failuresShown)) {
    const { attempts } = await client.runs.getTask({ runId, taskKey: key })
    const why = attempts.at(-1)?.failure?.message ?? ''
    output.line(`  ${text.failed(plain(key), plainLines(why, '    '))}`)
  }
  if (failed.length > failuresShown) output.line(`  ${text.moreFailed(failed.length - failuresShown)}`)
}

function exitCodeOf(run: RunView, tasks: readonly TaskView[]): number {
  if (run.outcome !== null) return exitCodeOfOutcome(run.outcome)
  const isForPerson = run.status !== 'waiting' || tasks.some(waitsForPerson)
  return isForPerson ? exitCodes.waiting : exitCodes.unassigned
}

const waitsForPerson = ({ status, reason }: TaskView): boolean =>
  status === 'awaiting_approval' || status === 'awaiting_input' || reason?.code === 'reported'

async function describeRun(client: Client, run: RunView, tasks: readonly TaskView[]) {
  const described = []
  for (const task of tasks) {
    const { attempts } = await client.runs.getTask({ runId: run.id, taskKey: task.key })
    const last = attempts.at(-1)
    described.push({
      task_id: task.key,
      title: task.title,
      status: task.status,
      assigned_agent: task.agentId,
      delegation_task_id: last === undefined ? null : delegationKey(task.key, last.number),
      depends_on: task.dependsOn,
      parent: task.parent,
      attempts: task.attempts,
      started_at: task.startedAt,
      ended_at: task.endedAt,
      reason: task.reason?.message ?? null,
      result: last?.result ?? null,
      failure: last?.failure ?? null,
    })
  }
  const { gaps } = (run.gapCount ?? 0) === 0 ? { gaps: [] } : await client.runs.getSummary({ runId: run.id })
  const { id, status, outcome } = run
  return { id, status, outcome, is_simulated: run.isSimulated, gaps, tasks: described }
}
