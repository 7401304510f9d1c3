import type { Agent } from '#shared/model/agents/agent.ts'
import type { Json } from '#shared/model/json.ts'
import { type Priority, priorities } from '#shared/model/task-definition.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { verify } from '../../assignment/verify.ts'
import { listStartable } from '../../engine/select-next.ts'
import type { TaskState } from '../../engine/state.ts'
import type { AppOptions } from '../options.ts'
import { readTask, type TaskReading } from '../runs/task-reading.ts'
import type { InputOf } from '../use-case.ts'
import { claimTask } from './claim.ts'
import { requireAgent, requireAssigned, requireTask } from './common.ts'
import { readContext } from './context.ts'
import { completeTask, reportProgress } from './report.ts'
import { measureAgent } from './stats.ts'

type Wanted = InputOf<'work', 'selectNextTask'>

type Named = InputOf<'work', 'prepareTaskContext'>

export type Work = ReturnType<typeof createWork>

/**
 * The API for agents that pull their tasks: select, claim, report, complete. Task ids have the form `<run id>/<task
 * key>`.
 */
export const createWork = (options: AppOptions) => ({
  select: (wanted: Wanted) => selectTasks(options, wanted),
  readContext({ agentId, taskId }: Named) {
    const agent = requireAgent(options, agentId)
    if (!agent.ok) return agent
    const row = requireTask(options, taskId)
    if (!row.ok) return row
    const refused = requireAssigned(row.value, taskId, agentId)
    return refused === null ? readContext(options, row.value, agent.value) : refused
  },
  claim: claimTask.bind(null, options),
  getTask(taskId: string): Result<ReportedTask, Refusal> {
    const row = requireTask(options, taskId)
    if (!row.ok) return row
    const { runId, definition, changedSeq, attempts } = row.value
    const { taskRequests } = options.store
    const report = attempts === 0 ? null : taskRequests.findReport(runId, definition.key, changedSeq)
    return ok({ reading: readTask(options, row.value), report })
  },
  report: reportProgress.bind(null, options),
  complete: completeTask.bind(null, options),
  measureAgent: measureAgent.bind(null, options),
})

interface ReportedTask {
  readonly reading: TaskReading
  /** The worker's newest report. */
  readonly report: { readonly message: string | null; readonly metadata: Json } | null
}

interface Selection {
  /** Best first. */
  readonly tasks: TaskReading[]
  /** Why `tasks` is empty; null if it is not. */
  readonly reason: string | null
}

function selectTasks(options: AppOptions, wanted: Wanted): Result<Selection, Refusal> {
  const { engine, limits, clock, store } = options
  const { agentId, limit, requireTags } = wanted
  const agent = requireAgent(options, agentId)
  if (!agent.ok) return agent
  const isPriorityWanted = within(wanted)
  const isWanted = ({ definition: { tags, priority } }: TaskState) =>
    isPriorityWanted(priority) && requireTags.every((tag) => tags.includes(tag))
  const best = listStartable(engine.state, limits, { agentId, isWanted, limit, at: clock.now() })
  const tasks = best.flatMap(({ runId, definition }) => {
    const row = store.tasks.find(runId, definition.key)
    return row === null ? [] : [readTask(options, row)]
  })
  return ok({ tasks, reason: tasks.length === 0 ? reasonForNone(options, agent.value) : null })
}

/** `priorities` is ordered from most to least urgent. */
function within({ maxPriority = 'critical', minPriority = 'low' }: Wanted) {
  const [from, to] = [priorities.indexOf(maxPriority), priorities.indexOf(minPriority)]
  return (priority: Priority): boolean => {
    const position = priorities.indexOf(priority)
    return position >= from && position <= to
  }
}

function reasonForNone({ engine, limits }: AppOptions, agent: Agent): string {
  const known = engine.state.agents.get(agent.id)
  const verdict = known === undefined ? null : verify(known, [])
  if (verdict !== null && !verdict.available) return verdict.reason
  if (engine.state.live >= limits.global) return words.waiting.globalLimit(limits.global)
  return words.waiting.nothingReady(agent.id)
}
