import { ok } from '#shared/result.ts'
import type { Notifier } from '../../base/notifier.ts'
import type { Store } from '../../store/store.ts'
import { follow } from '../follow.ts'
import { readEntry, searchEntries } from '../memory/memory.ts'
import type { UseCases } from '../use-case.ts'

export interface LogOptions {
  readonly store: Pick<Store, 'events' | 'memory'>
  /** Notified after every commit. */
  readonly news: Notifier
}

const eventsAtOnce = 500

/** What was recorded, newest first: events and memory entries. */
export const createLog = ({ store, news }: LogOptions): UseCases<'log'> => ({
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
