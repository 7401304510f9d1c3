import type { LogFloor } from '#shared/contract/run-log.ts'
import type { LogView } from '../store/log-views.ts'
import type { Services } from './context.ts'
import { found, procedures } from './procedure.ts'

interface ViewInput {
  readonly runId: string
  readonly taskKey?: string | undefined
  readonly attempt?: number | undefined
  readonly level: LogFloor
}

export const createRunLogHandlers = (services: Services) => {
  const { store } = services
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
    searchLog: procedures.runs.searchLog.handler(({ input }) => {
      const { text, limit, afterSeq: seq, afterLine: line } = input
      const after = seq === undefined ? null : { seq, line }
      return store.logViews.search(viewOf(input), { text, limit, after })
    }),
  }
}
