import type { RunLog } from '../app/runs/run-log.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createRunLogHandlers = (runLog: RunLog) => ({
  readLog: procedures.runs.readLog.handler(({ input }) => unwrap(runLog.read(input))),
  readLogLine: procedures.runs.readLogLine.handler(({ input: { runId, ...place } }) =>
    unwrap(runLog.readLine(runId, place)),
  ),
  locateLogLine: procedures.runs.locateLogLine.handler(({ input: { seq, line, ...view } }) =>
    unwrap(runLog.locate(view, seq === undefined ? null : { seq, line })),
  ),
  searchLog: procedures.runs.searchLog.handler(async ({ input, signal }) => {
    const { afterSeq: seq, afterLine: line, ...asked } = input
    return unwrap(await runLog.search({ ...asked, after: seq === undefined ? null : { seq, line } }, signal))
  }),
})
