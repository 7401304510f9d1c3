import type { Application } from '../app/application.ts'
import type { Notifier } from '../base/notifier.ts'
import { follow } from './wire/follow.ts'
import { jsonOnly } from './wire/json-only.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

type Areas = Pick<Application, 'runs' | 'runStreams' | 'runLog' | 'runTimes'>

export const createRunHandlers = (news: Notifier, { runs, runStreams, runLog, runTimes }: Areas) => ({
  ...createRunLogHandlers(runLog),
  ...createRunTimesHandlers(runTimes),
  start: procedures.runs.start.handler(answer(runs.start)),
  list: procedures.runs.list.handler(({ input }) => runs.list(input.limit, input.projectId)),
  find: procedures.runs.find.handler(({ input }) => runs.find(input)),
  count: procedures.runs.count.handler(({ input }) => runs.count(input.filter)),
  get: procedures.runs.get.handler(({ input }) => unwrap(runs.get(input.runId))),
  watch: procedures.runs.watch.handler(({ input: { runId, after }, signal }) => {
    const read = unwrap(runStreams.openChanges(runId))
    const readJson = (from: number) => {
      const page = read(from)
      return { ...page, items: page.items.map(jsonOnly) }
    }
    return follow({ news, after, signal, read: readJson })
  }),
  watchLog: procedures.runs.watchLog.handler(({ input: { runId, taskKey = null, after }, signal }) => {
    const read = unwrap(runStreams.openLog({ runId, taskKey }))
    return follow({ news, after, signal, read })
  }),
  getTask: procedures.runs.getTask.handler(answer(runs.getTask)),
  listInputs: procedures.runs.listInputs.handler(answer(runs.listInputs)),
  listArtifacts: procedures.runs.listArtifacts.handler(answer(runs.listArtifacts)),
  getArtifact: procedures.runs.getArtifact.handler(answer(runs.getArtifact)),
  rankAgents: procedures.runs.rankAgents.handler(answer(runs.rankAgents)),
  cancel: procedures.runs.cancel.handler(async ({ input, context }) =>
    unwrap(await runs.change('run.cancel', input.runId, context.idempotencyKey)),
  ),
  pause: procedures.runs.pause.handler(async ({ input, context }) =>
    unwrap(await runs.change('run.pause', input.runId, context.idempotencyKey)),
  ),
  resume: procedures.runs.resume.handler(async ({ input, context }) =>
    unwrap(await runs.change('run.resume', input.runId, context.idempotencyKey)),
  ),
  addTasks: procedures.runs.addTasks.handler(async ({ input: { runId, ...added }, context }) =>
    unwrap(await runs.addTasks(runId, added, context.idempotencyKey)),
  ),
  editTask: procedures.runs.editTask.handler(async ({ input: { runId, taskKey, ...changes }, context }) =>
    unwrap(
      await runs.changeTask(
        { runId, taskKey },
        (task) => ({ type: 'task.edit', ...task, changes }),
        context.idempotencyKey,
      ),
    ),
  ),
  cancelTask: procedures.runs.cancelTask.handler(async ({ input: { branch, ...place }, context }) =>
    unwrap(
      await runs.changeTask(
        place,
        (task) => ({ type: 'task.cancel', ...task, branch }),
        context.idempotencyKey,
      ),
    ),
  ),
  unblockTask: procedures.runs.unblockTask.handler(async ({ input, context }) =>
    unwrap(
      await runs.changeTask(input, (task) => ({ type: 'task.unblock', ...task }), context.idempotencyKey),
    ),
  ),
  hurryTask: procedures.runs.hurryTask.handler(async ({ input, context }) =>
    unwrap(await runs.changeTask(input, (task) => ({ type: 'task.hurry', ...task }), context.idempotencyKey)),
  ),
})

const createRunLogHandlers = (runLog: Application['runLog']) => ({
  readLog: procedures.runs.readLog.handler(answer(runLog.read)),
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

const createRunTimesHandlers = (times: Application['runTimes']) => ({
  listOtherResults: procedures.runs.listOtherResults.handler(answer(times.listOtherResults)),
  getTimeline: procedures.runs.getTimeline.handler(({ input }) => unwrap(times.getTimeline(input.runId))),
  getSummary: procedures.runs.getSummary.handler(({ input }) => unwrap(times.getSummary(input.runId))),
  getCriticalPath: procedures.runs.getCriticalPath.handler(({ input }) =>
    unwrap(times.getCriticalPath(input.runId)),
  ),
  getProgress: procedures.runs.getProgress.handler(({ input }) => unwrap(times.getProgress(input.runId))),
})
