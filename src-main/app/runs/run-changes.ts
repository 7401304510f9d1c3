import type { RunChange } from '#shared/contract/runs/runs.ts'
import type { RunId } from '#shared/ids.ts'
import type { TaskView } from '#shared/model/task.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { explainTask } from '../../engine/views/explain.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import { follow, type Page } from '../follow.ts'
import type { AppOptions } from '../options.ts'
import { records, requireFound, type UseCases } from '../use-case.ts'
import { runView, taskView } from './views.ts'

const linesAtOnce = 500

/** The run, with its tasks that changed after sequence number `after`. */
export function readChange(options: AppOptions, row: StoredRun, after: number): RunChange {
  const { engine, store } = options
  const run = runView(options, row)
  const open = engine.state.runs.get(row.id)
  // An active run is in memory, so a window need not read all of its rows at every commit.
  const rows =
    open === undefined
      ? store.tasks.listChanged(row.id, after)
      : [...open.tasks.values()].filter(({ changedSeq }) => changedSeq > after)
  return { seq: run.changedSeq, run, tasks: rows.map((task) => taskView(options, task)) }
}

/** Live changes and log lines of a run. */
export const createRunStreams = (options: AppOptions): UseCases<'runs', 'watch' | 'watchLog'> => ({
  watch({ runId, after }, { signal }) {
    const read = openChanges(options, runId)
    return read.ok ? ok(follow({ news: options.news, after, signal, read: read.value })) : read
  },
  watchLog({ runId, taskKey = null, after }, { signal }) {
    const { store, news } = options
    const run = requireFound(store.runs.find(runId), records.run(runId))
    if (!run.ok) return run
    const read = (from: number) => {
      const items = store.logLines.listAfter({ runId, taskKey, after: from, limit: linesAtOnce })
      return { items, seq: items.at(-1)?.seq ?? from, isFull: items.length >= linesAtOnce }
    }
    return ok(follow({ news, after, signal, read }))
  },
})

/**
 * The reason why a ready task waits depends on other tasks and agents, not only on its own row. A task is sent again
 * when its reason differs from the last one in this stream (E7).
 */
function openChanges(
  options: AppOptions,
  runId: string,
): Result<(after: number) => Page<RunChange>, Refusal> {
  const { store } = options
  const run = requireFound(store.runs.find(runId), records.run(runId))
  if (!run.ok) return run
  const said = new Map<string, string | undefined>()
  let slots = ''
  return ok((after) => {
    const change = readChange(options, store.runs.find(runId) ?? run.value, after)
    const sent = new Set(change.tasks.map(({ key }) => key))
    const now = slotsOf(options, run.value.id)
    const changing =
      now === slots && change.tasks.length === 0 ? [] : readRestless(options, run.value.id, { sent, said })
    slots = now
    const tasks = [...change.tasks, ...changing]
    for (const { key, reason } of tasks) said.set(key, reason?.message)
    const items = change.seq > after || changing.length > 0 ? [jsonOnly({ ...change, tasks })] : []
    return { items, seq: Math.max(after, change.seq), isFull: false }
  })
}

/**
 * State beyond a task's own row that determines why a ready task waits. While this state is unchanged, no waiting
 * reasons are sent.
 */
function slotsOf({ engine: { state }, limits }: AppOptions, runId: RunId): string {
  const run = state.runs.get(runId)
  if (run === undefined) return ''
  const isFull = [run.isPaused, run.reviews, run.live >= run.parallelLimit, state.live >= limits.global]
  const agents = [...state.agents.values()].map(
    ({ agent, running }) => `${agent.availability}${running >= agent.capacity}`,
  )
  return [...isFull, ...agents].join()
}

interface Said {
  readonly sent: ReadonlySet<string>
  readonly said: ReadonlyMap<string, string | undefined>
}

/** Ready tasks whose waiting reason differs from the last one sent. */
function readRestless(options: AppOptions, runId: RunId, { sent, said }: Said): TaskView[] {
  const { engine, limits } = options
  const run = engine.state.runs.get(runId)
  if (run === undefined) return []
  return [...run.todo]
    .filter((task) => {
      const { key } = task.definition
      return !sent.has(key) && said.get(key) !== explainTask(engine.state, limits, { run, task })?.message
    })
    .map((task) => taskView(options, task))
}

class JsonOnly {}

/**
 * The same value with a class of its own. The wires search plain objects for dates and similar values and copy them;
 * other objects are passed to JSON unchanged. Use it for large values that contain only JSON.
 */
export const jsonOnly = <Value extends object>(value: Value): Value => Object.assign(new JsonOnly(), value)
