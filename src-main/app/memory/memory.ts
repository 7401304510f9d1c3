import { type MemoryId, memoryIdSchema } from '#shared/ids.ts'
import { type MemoryEntry, type NewMemory, simulationTag } from '#shared/model/memory.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { sha256 } from '../../base/hash.ts'
import type { Store } from '../../store/store.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound, type UseCases, withId } from '../use-case.ts'

/** Limits of a quick count, which must finish before the next letter is typed. */
const partly = { atMost: 5000, perFacet: 12 }
const whole = { atMost: 100_000_000, perFacet: 200 }
const maxContentLength = 1_000_000

/** Memory entries of agents and people: storage and search. */
export function createMemory(options: AppOptions): UseCases<'memory'> {
  const { engine, store } = options
  const table = store.memory
  return {
    remember: (entry, { commandId }) => remember(options, entry, commandId),
    async tag({ memoryId: id, tags }, { commandId }) {
      const known = readEntry(store, id)
      if (!known.ok) return known
      const memoryId = memoryIdSchema.parse(id)
      const outcome = await engine.dispatch({ type: 'memory.tag', memoryId, tags }, withId(commandId))
      return outcome.ok ? readEntry(store, id) : outcome
    },
    find: ({ filter, ...page }) => ok(table.findPage(filter, page)),
    count: ({ filter, isWhole }) => ok(table.count(filter, isWhole ? whole : partly)),
    readAll({ filter, ...page }) {
      const found = table.findPage(filter, page)
      const next = found.length < page.limit ? null : (found.at(-1)?.place ?? null)
      return ok({ entries: found.flatMap(({ id }) => table.find(id) ?? []), next })
    },
  }
}

type Stores = Pick<Store, 'memory'>

export const readEntry = ({ memory }: Stores, id: string): Result<MemoryEntry, Refusal> =>
  requireFound(memory.find(id), records.memoryEntry(id))

/** The entries that match the words best; without words, the newest. */
export function searchEntries(
  { memory }: Stores,
  { query = '', offset, limit, ...asked }: InputOf<'log', 'listMemory'>,
): Result<MemoryEntry[], Refusal> {
  const { before = Number.MAX_SAFE_INTEGER, type = null, runId = null, tag = null } = asked
  const filter = { before, limit, type, runId, ofProject: asked.projectId ?? null, tag }
  const words = query.split(/\s+/).filter((word) => word !== '')
  if (words.length > 0) return ok(memory.search({ ...filter, words, offset }))
  if (offset === 0) return ok(memory.listNewest(filter))
  return refuse('E_PAGE', 'offset_without_search')
}

async function remember(
  options: AppOptions,
  given: NewMemory,
  commandId: string | null,
): Promise<Result<MemoryEntry, Refusal>> {
  const entry = withProvenance(options, given)
  if (!entry.ok) return entry
  // The same request gets the same id, so that a repeat finds the entry of the first request.
  const unique = commandId === null ? options.newId() : sha256(commandId).slice(0, 32)
  const memoryId: MemoryId = `mem_${unique}`
  const command = { type: 'memory.remember', memoryId, entry: entry.value } as const
  const outcome = await options.engine.dispatch(command, withId(commandId))
  return outcome.ok
    ? requireFound(options.store.memory.find(memoryId), records.memoryEntry(memoryId))
    : outcome
}

/**
 * Adds the project and the simulation tag of the entry's run. Refuses an unknown run or task, and a project other than
 * the run's.
 */
function withProvenance({ store }: AppOptions, entry: NewMemory): Result<NewMemory, Refusal> {
  const { runId, taskKey, projectId, content, tags } = entry
  if (JSON.stringify(content).length > maxContentLength) {
    return refuse('E_TOO_LARGE', 'memory_too_large', { field: 'content', limit: maxContentLength })
  }
  if (runId === null) {
    if (taskKey === null) return ok(entry)
    return refuse('E_REQUIRED', 'memory_task_without_run', { field: 'runId' })
  }
  const run = requireFound(store.runs.find(runId), records.run(runId))
  if (!run.ok) return run
  const task = taskKey === null ? null : requireFound(store.tasks.find(runId, taskKey), records.task(taskKey))
  if (task?.ok === false) return task
  const { projectId: own, isSimulated } = run.value
  if (projectId !== null && projectId !== own) {
    return refuse('E_STATE', 'run_of_other_project', { run: runId, project: projectId, field: 'projectId' })
  }
  const isUnmarked = isSimulated && !tags.includes(simulationTag)
  return ok({ ...entry, projectId: own, tags: isUnmarked ? [...tags, simulationTag] : tags })
}
