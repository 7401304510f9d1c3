import { type MemoryId, memoryIdSchema } from '#shared/ids.ts'
import { type MemoryEntry, type NewMemory, simulationTag } from '#shared/model/memory.ts'
import { type Refusal, RefusalError, refusal } from '#shared/refusal.ts'
import { withId } from '../app/use-case.ts'
import { sha256 } from '../base/hash.ts'
import type { Services } from './wire/context.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

/** Beyond these a count takes longer than it takes to type the next letter. */
const countedAtMost = 5000
const valuesPerFacet = 12
const whole = { atMost: 100_000_000, perFacet: 200 }

export const createMemoryHandlers = (services: Services) => ({
  remember: procedures.memory.remember.handler(({ input, context }) =>
    remember(services, input, context.idempotencyKey),
  ),
  tag: procedures.memory.tag.handler(async ({ input: { memoryId: id, tags }, context }) => {
    const { engine, store } = services
    found(store.memory.find(id), `Memory entry ${id}`)
    const memoryId = memoryIdSchema.parse(id)
    unwrap(await engine.dispatch({ type: 'memory.tag', memoryId, tags }, withId(context.idempotencyKey)))
    return found(store.memory.find(memoryId), `Memory entry ${memoryId}`)
  }),
  find: procedures.memory.find.handler(({ input: { filter, ...page } }) =>
    services.store.memory.findPage(filter, page),
  ),
  count: procedures.memory.count.handler(({ input: { filter, isWhole } }) =>
    services.store.memory.count(
      filter,
      isWhole ? whole : { atMost: countedAtMost, perFacet: valuesPerFacet },
    ),
  ),
  readAll: procedures.memory.readAll.handler(({ input: { filter, ...page } }) => {
    const { memory } = services.store
    const found = memory.findPage(filter, page)
    const next = found.length < page.limit ? null : (found.at(-1)?.place ?? null)
    return { entries: found.flatMap(({ id }) => memory.find(id) ?? []), next }
  }),
})

const maxContentLength = 1_000_000

async function remember(
  services: Services,
  given: NewMemory,
  idempotencyKey: string | null,
): Promise<MemoryEntry> {
  const { engine, store } = services
  const entry = withProvenance(services, given)
  // The same request has the same id, so that its repetition finds the entry that the first one made.
  const unique = idempotencyKey === null ? services.newId() : sha256(idempotencyKey).slice(0, 32)
  const memoryId: MemoryId = `mem_${unique}`
  unwrap(await engine.dispatch({ type: 'memory.remember', memoryId, entry }, withId(idempotencyKey)))
  return found(store.memory.find(memoryId), `Memory entry ${memoryId}`)
}

/** What it says it comes from must be there. */
function withProvenance({ store }: Services, entry: NewMemory): NewMemory {
  const { runId, taskKey, projectId, content } = entry
  if (JSON.stringify(content).length > maxContentLength) {
    throw no('E_TOO_LARGE', 'content', ['The content is too long to be kept.', 'Keep a summary of it.'])
  }
  if (runId === null) {
    if (taskKey === null) return entry
    throw no('E_REQUIRED', 'runId', ['A task belongs to a run.', 'Name its run, too.'])
  }
  const run = found(store.runs.find(runId), `Run ${runId}`)
  if (taskKey !== null) found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  if (projectId !== null && projectId !== run.projectId) {
    const message = `Run ${runId} does not belong to the project ${projectId}.`
    throw no('E_STATE', 'projectId', [message, 'Leave the project out: it is that of the run.'])
  }
  const { tags } = entry
  const isUnmarked = run.isSimulated && !tags.includes(simulationTag)
  return { ...entry, projectId: run.projectId, tags: isUnmarked ? [...tags, simulationTag] : tags }
}

function no(code: Refusal['code'], field: string, [message, hint]: readonly [string, string]): RefusalError {
  return new RefusalError(refusal(code, message, hint, { field }))
}
