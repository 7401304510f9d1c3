import type { Application } from '../app/application.ts'
import type { Notifier } from '../base/notifier.ts'
import { createRunLogHandlers } from './run-log.ts'
import { createRunTimesHandlers } from './run-times.ts'
import { follow } from './wire/follow.ts'
import { jsonOnly } from './wire/json-only.ts'
import { procedures, unwrap } from './wire/procedure.ts'

type Areas = Pick<Application, 'runs' | 'runStreams' | 'runLog' | 'runTimes' | 'approvals'>

export const createRunHandlers = (
  news: Notifier,
  { runs, runStreams, runLog, runTimes, approvals }: Areas,
) => ({
  ...createRunLogHandlers(runLog),
  ...createRunTimesHandlers(runTimes),
  ...createApprovalHandlers(approvals),
  start: procedures.runs.start.handler(async ({ input, context }) =>
    unwrap(await runs.start(input, context.idempotencyKey)),
  ),
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
  getTask: procedures.runs.getTask.handler(({ input }) => unwrap(runs.getTask(input))),
  listInputs: procedures.runs.listInputs.handler(async ({ input }) => unwrap(await runs.listInputs(input))),
  listArtifacts: procedures.runs.listArtifacts.handler(({ input }) => unwrap(runs.listArtifacts(input))),
  getArtifact: procedures.runs.getArtifact.handler(({ input }) => unwrap(runs.getArtifact(input))),
  rankAgents: procedures.runs.rankAgents.handler(({ input }) => unwrap(runs.rankAgents(input))),
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

const createApprovalHandlers = (approvals: Application['approvals']) => ({
  answerApproval: procedures.runs.answerApproval.handler(async ({ input, context }) =>
    unwrap(await approvals.answer(input, context.idempotencyKey)),
  ),
  answerApprovals: procedures.runs.answerApprovals.handler(({ input, context }) =>
    approvals.answerMany(input.answers, context.idempotencyKey),
  ),
  delegateApproval: procedures.runs.delegateApproval.handler(async ({ input, context }) =>
    unwrap(await approvals.delegate(input, context.idempotencyKey)),
  ),
  getApproval: procedures.runs.getApproval.handler(({ input }) => unwrap(approvals.get(input.approvalId))),
  listApprovals: procedures.runs.listApprovals.handler(() => approvals.listOpen()),
})
