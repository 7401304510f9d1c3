import { isRunOver } from '#shared/model/run.ts'
import type { Store } from '../store/store.ts'
import { createTouched, project } from './project.ts'
import { emptyState } from './state.ts'
import { writeTouched } from './tables.ts'

const pageSize = 1000

/** Plays a log into an empty store: its tables must come out as the first store's are, byte for byte (E8). */
export function replay(from: Store, into: Store): void {
  const state = emptyState()
  for (let after = 0; ; ) {
    const events = from.events.listAfter(after, pageSize)
    if (events.length === 0) return
    into.transact(() => {
      for (const event of events) {
        const touched = createTouched()
        into.events.append(event)
        project(state, event, touched)
        writeTouched(into, touched)
        for (const run of touched.runs) if (isRunOver(run.status)) state.runs.delete(run.id)
      }
    })
    after = events.at(-1)?.seq ?? after
  }
}
