import type { RunTimes } from '../app/runs/run-times.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createRunTimesHandlers = (times: RunTimes) => ({
  listOtherResults: procedures.runs.listOtherResults.handler(({ input }) =>
    unwrap(times.listOtherResults(input)),
  ),
  getTimeline: procedures.runs.getTimeline.handler(({ input }) => unwrap(times.getTimeline(input.runId))),
  getSummary: procedures.runs.getSummary.handler(({ input }) => unwrap(times.getSummary(input.runId))),
  getCriticalPath: procedures.runs.getCriticalPath.handler(({ input }) =>
    unwrap(times.getCriticalPath(input.runId)),
  ),
  getProgress: procedures.runs.getProgress.handler(({ input }) => unwrap(times.getProgress(input.runId))),
})
