import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from './wire/context.ts'
import { follow } from './wire/follow.ts'
import { found, procedures } from './wire/procedure.ts'

const eventsAtOnce = 500

export const createLogHandlers = ({ store, news }: Services) => ({
  listEvents: procedures.log.listEvents.handler(({ input }) =>
    store.events.listNewest({
      before: input.before ?? Number.MAX_SAFE_INTEGER,
      limit: input.limit,
      runId: input.runId ?? null,
    }),
  ),
  watchEvents: procedures.log.watchEvents.handler(({ input, signal }) => {
    const read = (after: number) => {
      const items = store.events.listViewsAfter(after, eventsAtOnce)
      return { items, seq: items.at(-1)?.seq ?? after, isFull: items.length === eventsAtOnce }
    }
    return follow({ news, after: input.after, signal, read })
  }),
  listMemory: procedures.log.listMemory.handler(({ input }) => {
    const { before = Number.MAX_SAFE_INTEGER, limit, offset } = input
    const { type = null, runId = null, projectId: ofProject = null, tag = null } = input
    const filter = { before, limit, type, runId, ofProject, tag }
    const words = (input.query ?? '').split(/\s+/).filter((word) => word !== '')
    if (words.length > 0) return store.memory.search({ ...filter, words, offset })
    if (offset === 0) return store.memory.listNewest(filter)
    const message = 'A list that is not a search goes on with before, not with offset.'
    throw new RefusalError(refusal('E_PAGE', message, 'Give the createdAt of the last entry as before.'))
  }),
  getMemory: procedures.log.getMemory.handler(({ input }) =>
    found(store.memory.find(input.memoryId), `Memory entry ${input.memoryId}`),
  ),
})
