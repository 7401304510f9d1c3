import type { LogPlace, LogSearch, runLogContract } from '#shared/contract/runs/run-log.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../base/clock.ts'
import type { LogView } from '../../store/run-log/pages.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound, type UseCases } from '../use-case.ts'

type ViewInput = Pick<InputOf<'runs', 'readLog'>, 'runId' | 'taskKey' | 'attempt' | 'level'>

/** Log lines that agents wrote in a run: pages, single lines and searches. */
export function createRunLog({ store, clock }: AppOptions): UseCases<'runs', keyof typeof runLogContract> {
  const { logPages, searchLog } = store
  const viewOf = ({ runId, taskKey, attempt, level }: ViewInput): Result<LogView, Refusal> => {
    const run = requireFound(store.runs.find(runId), records.run(runId))
    if (!run.ok) return run
    return ok({ runId, taskKey: taskKey ?? null, attempt: attempt ?? null, level })
  }
  return {
    readLog(input) {
      const view = viewOf(input)
      if (!view.ok) return view
      return ok({ ...logPages.measure(view.value), lines: logPages.list(view.value, input) })
    },
    readLogLine: ({ runId, ...place }) =>
      requireFound(logPages.find(runId, place), records.logLine(place.seq, place.line)),
    /** Position of the shown line nearest to a place or, without a place, of the first error. */
    locateLogLine({ seq, line, ...input }) {
      const view = viewOf(input)
      if (!view.ok) return view
      const place =
        seq === undefined
          ? logPages.findFirstError(view.value)
          : logPages.findNearest(view.value, { seq, line })
      return ok({ place, at: place === null ? null : logPages.countBefore(view.value, place) })
    },
    async searchLog({ text, limit, afterSeq: seq, afterLine: line, ...input }, { signal }) {
      const view = viewOf(input)
      if (!view.ok) return view
      const after = seq === undefined ? null : { seq, line }
      const search = (from: LogPlace | null) => searchLog(view.value, { text, limit, after: from })
      return ok(await searchOn(search, { clock, after, signal }))
    },
  }
}

/** Together a million lines, so that the caller gets an answer within a second, even on a slow disk. */
const mostEmptyParts = 5

/**
 * Searches from a place to the first part with a match; a part without a match does not justify a separate answer.
 * Yields to other work between two parts, and stops when the signal aborts.
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
