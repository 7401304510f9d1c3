import type { LogFloor, LogPlace, LogSearch } from '#shared/contract/runs/run-log.ts'
import type { Clock } from '../base/clock.ts'
import type { LogView } from '../store/log/log-views.ts'
import type { Services } from './wire/context.ts'
import { found, procedures } from './wire/procedure.ts'

interface ViewInput {
  readonly runId: string
  readonly taskKey?: string | undefined
  readonly attempt?: number | undefined
  readonly level: LogFloor
}

export const createRunLogHandlers = (services: Services) => {
  const { store, clock } = services
  const viewOf = ({ runId, taskKey = undefined, attempt = undefined, level }: ViewInput): LogView => {
    found(store.runs.find(runId), `Run ${runId}`)
    return { runId, taskKey: taskKey ?? null, attempt: attempt ?? null, level }
  }
  return {
    readLog: procedures.runs.readLog.handler(({ input }) => {
      const view = viewOf(input)
      return { ...store.logViews.measure(view), lines: store.logViews.list(view, input) }
    }),
    readLogLine: procedures.runs.readLogLine.handler(({ input: { runId, ...place } }) =>
      found(store.logViews.find(runId, place), `Line ${place.seq}.${place.line}`),
    ),
    locateLogLine: procedures.runs.locateLogLine.handler(({ input }) => {
      const view = viewOf(input)
      const { seq, line } = input
      const { logViews } = store
      const place =
        seq === undefined ? logViews.findFirstError(view) : logViews.findNearest(view, { seq, line })
      return { place, at: place === null ? null : logViews.countBefore(view, place) }
    }),
    searchLog: procedures.runs.searchLog.handler(({ input, signal }) => {
      const { text, limit, afterSeq: seq, afterLine: line } = input
      const view = viewOf(input)
      const search = (after: LogPlace | null) => store.logViews.search(view, { text, limit, after })
      return searchOn(search, { clock, after: seq === undefined ? null : { seq, line }, signal })
    }),
  }
}

/** A million lines: whoever waits hears of them within a second, also on a slow disk. */
const mostEmptyParts = 5

/**
 * The first part after a place in which something is found: a part without a match is not worth an answer of its own.
 * Others have their turn between two parts, and who asks no longer is not looked for any further.
 */
export async function searchOn(
  search: (after: LogPlace | null) => LogSearch,
  {
    clock,
    after,
    signal,
  }: {
    readonly clock: Pick<Clock, 'defer'>
    readonly after: LogPlace | null
    readonly signal?: AbortSignal | undefined
  },
): Promise<LogSearch> {
  let part = search(after)
  for (let parts = 1; parts < mostEmptyParts && part.count === 0 && part.next !== null; parts += 1) {
    await new Promise<void>((resolve) => clock.defer(resolve))
    if (signal?.aborted === true) break
    part = search(part.next)
  }
  return part
}
