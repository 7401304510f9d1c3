import { isRunOver } from '#shared/model/runs/run.ts'
import type { Store } from '../store/store.ts'
import { project } from './project.ts'
import { createTouched } from './projections/touched.ts'
import { emptyState } from './state.ts'
import { writeTouched } from './tables.ts'
import { upcast } from './upcast.ts'

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
        project(state, { ...event, body: upcast(event.body) }, touched)
        writeTouched(into, touched)
        for (const run of touched.runs) if (isRunOver(run.status)) state.runs.delete(run.id)
      }
      into.events.appendAll(events)
    })
    after = events.at(-1)?.seq ?? after
    yield events.length
  }
}

export interface Difference {
  readonly table: string
  /** The first row that differs, as canonical text: as the tables have it, and as the log makes it; null is no row. */
  readonly stored: string | null
  readonly replayed: string | null
}

export interface ReplayVerdict {
  readonly equal: boolean
  readonly events: number
  readonly rows: number
  readonly difference: Difference | null
}

export interface CompareOptions {
  /** A snapshot, so that log and tables are of one instant. */
  readonly from: Store
  readonly into: Store
  /** Lets others have the processor; called between pages. */
  readonly breathe: () => Promise<void>
}

/** Plays a log into an empty store and looks for the first row that is not the same (E8). Holds no table in memory. */
export async function compareReplay({ from, into, breathe }: CompareOptions): Promise<ReplayVerdict> {
  let events = 0
  for (const count of replayPages(from, into)) {
    events += count
    await breathe()
  }
  let rows = 0
  for (const table of from.projectionNames) {
    for (const pair of inPairs(from.iterateProjection(table), into.iterateProjection(table))) {
      rows += 1
      if (pair.stored !== pair.replayed) return { equal: false, events, rows, difference: { table, ...pair } }
      if (rows % pageSize === 0) await breathe()
    }
  }
  return { equal: true, events, rows, difference: null }
}

type Pair = Pick<Difference, 'stored' | 'replayed'>

/** Both sides in step until both are at their end. Whoever stops early closes both, or their statements stay busy. */
function* inPairs(stored: Generator<string>, replayed: Generator<string>): Generator<Pair> {
  try {
    for (;;) {
      const [a, b] = [stored.next(), replayed.next()]
      if (a.done && b.done) return
      yield { stored: a.done ? null : a.value, replayed: b.done ? null : b.value }
    }
  } finally {
    stored.return(undefined)
    replayed.return(undefined)
  }
}
