import type { LogFloor, LogPlace, LogSearch } from '#shared/contract/runs/run-log.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../base/clock.ts'
import type { LogView } from '../../store/log/log-views.ts'
import type { Store } from '../../store/store.ts'
import { requireFound } from '../use-case.ts'

export interface RunLogOptions {
  readonly store: Pick<Store, 'logViews' | 'runs'>
  readonly clock: Pick<Clock, 'defer'>
}

interface ViewInput {
  readonly runId: string
  readonly taskKey?: string | undefined
  readonly attempt?: number | undefined
  readonly level: LogFloor
}

type Slice = Parameters<Store['logViews']['list']>[1]

interface SearchInput extends ViewInput {
  readonly text: string
  readonly limit: number
  readonly after: LogPlace | null
}

export type RunLog = ReturnType<typeof createRunLog>

/** The lines that agents wrote in a run, by place: pages, single lines and searches. */
export function createRunLog({ store, clock }: RunLogOptions) {
  const { logViews } = store
  const viewOf = ({ runId, taskKey, attempt, level }: ViewInput): Result<LogView, Refusal> => {
    const run = requireFound(store.runs.find(runId), `Run ${runId}`)
    if (!run.ok) return run
    return ok({ runId, taskKey: taskKey ?? null, attempt: attempt ?? null, level })
  }
  return {
    read(input: ViewInput & Slice) {
      const view = viewOf(input)
      if (!view.ok) return view
      return ok({ ...logViews.measure(view.value), lines: logViews.list(view.value, input) })
    },
    readLine: (runId: string, place: LogPlace) =>
      requireFound(logViews.find(runId, place), `Line ${place.seq}.${place.line}`),
    /** Where the nearest shown line to a place is, or without a place the first error. */
    locate(input: ViewInput, near: LogPlace | null) {
      const view = viewOf(input)
      if (!view.ok) return view
      const place =
        near === null ? logViews.findFirstError(view.value) : logViews.findNearest(view.value, near)
      return ok({ place, at: place === null ? null : logViews.countBefore(view.value, place) })
    },
    async search({ text, limit, after, ...input }: SearchInput, signal: AbortSignal | undefined) {
      const view = viewOf(input)
      if (!view.ok) return view
      const search = (from: LogPlace | null) => logViews.search(view.value, { text, limit, after: from })
      return ok(await searchOn(search, { clock, after, signal }))
    },
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
