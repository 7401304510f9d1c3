import type { WorkContext, WorkTask, WorkTaskDetail } from '#shared/contract/compat/work.ts'
import { runIdSchema } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { taskView } from '../../app/runs/views.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { isRelevant } from '../../engine/memory-relevance.ts'
import type { TaskState } from '../../engine/state.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { Services } from '../wire/context.ts'
import { found } from '../wire/procedure.ts'
import { failureTextOf } from './results.ts'
import { isoOf, isoOrNull, workPriorityOf, workStatusOf } from './seed-words.ts'

const maxRelated = 20
const maxMemory = 5
const maxWords = 24

const workIdOf = (runId: string, taskKey: string): string => `${runId}/${taskKey}`

/** The task behind `<run id>/<task key>`. */
export function requireTask({ store }: Services, taskId: string): StoredTask {
  const slash = taskId.indexOf('/')
  const row = slash < 0 ? null : store.tasks.find(taskId.slice(0, slash), taskId.slice(slash + 1))
  if (row !== null) return row
  const hint = 'Name it <run id>/<task key>, url-encoded in a path.'
  throw new RefusalError(refusal('E_NOT_FOUND', `Task not found: ${taskId}`, hint, { field: 'taskId' }))
}

export function requireAgent({ engine }: Services, agentId: string): Agent {
  const known = engine.state.agents.get(agentId)
  if (known !== undefined) return known.agent
  const message = `Agent not found: ${agentId}`
  throw new RefusalError(
    refusal('E_NOT_FOUND', message, 'Register it, or check its id.', { field: 'agentId' }),
  )
}

export function requireAssigned(row: StoredTask, taskId: string, agentId: string): void {
  if (row.agentId === agentId) return
  const message = `Task ${taskId} is not assigned to Agent ${agentId}`
  throw new RefusalError(refusal('E_STATE', message, 'Select a task of this agent.', { field: 'taskId' }))
}

export function workTask(services: Services, row: StoredTask): WorkTask {
  const view = taskView(services, row)
  const { runId, key } = view
  return {
    id: workIdOf(runId, key),
    title: view.title,
    description: view.description,
    status: workStatusOf[view.status],
    priority: workPriorityOf[view.priority],
    dueDate: isoOrNull(view.dueAt),
    tags: view.tags,
    requiredSkills: view.requiredSkills,
    dependsOn: view.dependsOn.map((each) => workIdOf(runId, each)),
    agentId: view.agentId,
    reason: failureTextOf(services, row) ?? view.reason?.message ?? null,
    createdAt: isoOf(view.createdAt),
  }
}

export function workTaskDetail(services: Services, row: StoredTask): WorkTaskDetail {
  const { runId, definition, changedSeq } = row
  const said =
    row.attempts === 0 ? null : services.store.taskRequests.findReport(runId, definition.key, changedSeq)
  return {
    ...workTask(services, row),
    progress: row.progress,
    message: said?.message ?? null,
    metadata: said?.metadata ?? null,
    result: findResult(services.store, row),
  }
}

/** What dependencies may fill of one context, in characters. */
const resultsLength = 4_000_000
const shortLength = 1000

function shortened(result: TaskResult | null, { runId, definition }: StoredTask): TaskResult | null {
  if (result === null) return null
  const place = `/api/v1/work/tasks/${encodeURIComponent(workIdOf(runId, definition.key))}`
  return { text: `${result.text.slice(0, shortLength)} … (the whole is at ${place})`, data: null }
}

/** Everything that document 004 names; texts in it are data. */
export function workContext(services: Services, row: StoredTask, agent: Agent): WorkContext {
  const { store } = services
  const { runId, definition } = row
  let room = resultsLength
  const run = found(store.runs.find(runId), `Run ${runId}`)
  const {
    id,
    name,
    role = null,
    discipline = null,
    endpoint = null,
    capabilities = [],
    charter = null,
  } = agent
  return {
    task: workTask(services, row),
    agent: { id, name, role, discipline, capabilities, endpoint },
    charter,
    dependencies: definition.dependsOn.flatMap((key) => {
      const dependency = store.tasks.find(runId, key)
      if (dependency === null) return []
      const result = findResult(store, dependency)
      const size = result === null ? 0 : JSON.stringify(result).length
      const fits = size <= room
      if (fits) room -= size
      // What does not fit is read by itself.
      return [{ ...summaryOf(dependency), result: fits ? result : shortened(result, dependency) }]
    }),
    relatedTasks: listRelated(services, row).map(summaryOf),
    project: { id: run.projectId, folder: run.projectFolder },
    channel: { id: runId, title: run.title },
    memory: listMemory(services, row, run).map(({ id, type, content, tags }) => ({
      id,
      type,
      content,
      tags,
    })),
  }
}

type Placed = Pick<StoredTask | TaskState, 'runId' | 'definition' | 'status'>

const summaryOf = ({ runId, definition: { key, title }, status }: Placed) => ({
  id: workIdOf(runId, key),
  title,
  status: workStatusOf[status],
})

function listRelated({ engine, store }: Services, { runId, definition }: StoredTask): Placed[] {
  const open = engine.state.runs.get(runIdSchema.parse(runId))
  const all: Iterable<Placed> = open?.tasks.values() ?? store.tasks.listOfRun(runId)
  const tags = new Set(definition.tags)
  const dependsOn = new Set(definition.dependsOn)
  const related: Placed[] = []
  for (const task of all) {
    const { key, parent, tags: others, dependsOn: theirs } = task.definition
    const isNear =
      (parent !== null && parent === definition.parent) ||
      others.some((tag) => tags.has(tag)) ||
      theirs.some((each) => dependsOn.has(each))
    if (isNear && key !== definition.key && !dependsOn.has(key)) related.push(task)
    if (related.length >= maxRelated) break
  }
  return related
}

/** Memory about the words of the task, of its project and of none. Results of simulations never reach a real run. */
function listMemory({ store }: Services, { definition }: StoredTask, run: StoredRun): MemoryEntry[] {
  const text = [definition.title, definition.description, ...definition.tags].join(' ').toLowerCase()
  const words = [...new Set(text.match(/[\p{L}\p{N}_]{4,}/gu) ?? [])].slice(0, maxWords)
  const { projectId, isSimulated } = run
  const query = { words, before: Number.MAX_SAFE_INTEGER, type: null, projectId, limit: maxMemory * 4 }
  return store.memory
    .search({ ...query, realOnly: !isSimulated })
    .filter(({ runId, type, taskKey }) => runId !== run.id || !isInContext(definition, { type, taskKey }))
    .filter((entry) => isRelevant(entry, words))
    .slice(0, maxMemory)
}

/** Whether an entry of the task's own run stands in its context already, as results of its dependencies do. */
const isInContext = (
  { dependsOn }: StoredTask['definition'],
  { type, taskKey }: Pick<MemoryEntry, 'type' | 'taskKey'>,
): boolean =>
  type === 'build_log' || (type === 'task_result' && taskKey !== null && dependsOn.includes(taskKey))
