import { ok } from '#shared/result.ts'
import { follow } from '../follow.ts'
import { readEntry, searchEntries } from '../memory/memory.ts'
import type { AppOptions } from '../options.ts'
import type { UseCases } from '../use-case.ts'

const eventsAtOnce = 500

/** Recorded events and memory entries, newest first. */
export const createLog = ({ store, news }: AppOptions): UseCases<'log'> => ({
  listEvents: ({ before = Number.MAX_SAFE_INTEGER, limit, runId = null }) =>
    ok(store.events.listNewest({ before, limit, runId })),
  watchEvents({ after }, { signal }) {
    const read = (from: number) => {
      const items = store.events.listViewsAfter(from, eventsAtOnce)
      return { items, seq: items.at(-1)?.seq ?? from, isFull: items.length === eventsAtOnce }
    }
    return ok(follow({ news, after, signal, read }))
  },
  listMemory: (query) => searchEntries(store, query),
  getMemory: ({ memoryId }) => readEntry(store, memoryId),
})
