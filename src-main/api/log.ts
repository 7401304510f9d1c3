import type { Services } from './context.ts'
import { follow } from './follow.ts'
import { found, procedures } from './procedure.ts'

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
    const query = {
      before: input.before ?? Number.MAX_SAFE_INTEGER,
      type: input.type ?? null,
      limit: input.limit,
    }
    const words = (input.query ?? '').split(/\s+/).filter((word) => word !== '')
    return words.length === 0 ? store.memory.listNewest(query) : store.memory.search({ ...query, words })
  }),
  getMemory: procedures.log.getMemory.handler(({ input }) =>
    found(store.memory.find(input.memoryId), `Memory entry ${input.memoryId}`),
  ),
})
