import { isRunOver } from '#shared/model/run.ts'
import type { Store } from '../store/store.ts'
import { project } from './project.ts'
import { createTouched } from './projections/touched.ts'
import { emptyState } from './state.ts'
import { writeTouched } from './tables.ts'

/** Small, so that an app that replays its own log answers others in between. */
const pageSize = 200

/** Plays a log into an empty store: its tables must come out as the first store's are, byte for byte (E8). */
export function replay(from: Store, into: Store): void {
  for (const _events of replayPages(from, into));
}

/** The same, page by page; yields how many events each page held. */
function* replayPages(from: Store, into: Store): Generator<number> {
  const state = emptyState()
  for (let after = 0; ; ) {
    const events = from.events.listAfter(after, pageSize)
    if (events.length === 0) return
    into.transact(() => {
      for (const event of events) {
        const touched = createTouched()
        project(state, event, touched)
        writeTouched(into, touched)
        for (const run of touched.runs) if (isRunOver(run.status)) state.runs.delete(run.id)
      }
      into.events.appendAll(events)
    })
    after = events.at(-1)?.seq ?? after
    yield events.length
  }
}
