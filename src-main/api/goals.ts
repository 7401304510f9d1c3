import type { Application } from '../app/application.ts'
import type { Notifier } from '../base/notifier.ts'
import { follow } from './wire/follow.ts'
import { answer, procedures, type TransactFor, unwrap } from './wire/procedure.ts'

export const createGoalHandlers = (news: Notifier, goals: Application['goals']) => ({
  start: procedures.goals.start.handler(answer(goals.start)),
  preview: procedures.goals.preview.handler(({ input }) => goals.preview(input.goal)),
  getOutcome: procedures.goals.getOutcome.handler(({ input }) => unwrap(goals.getOutcome(input.runId))),
  listDecisions: procedures.goals.listDecisions.handler(({ input }) =>
    unwrap(goals.listDecisions(input.runId)),
  ),
  listShadows: procedures.goals.listShadows.handler(({ input }) => unwrap(goals.listShadows(input.runId))),
  watchDecisions: procedures.goals.watchDecisions.handler(({ input: { runId, after }, signal }) =>
    follow({ news, after, signal, read: unwrap(goals.openDecisions(runId)) }),
  ),
  getDecision: procedures.goals.getDecision.handler(({ input: { runId, number } }) =>
    unwrap(goals.getDecision(runId, number)),
  ),
  replayDecisions: procedures.goals.replayDecisions.handler(async ({ input, signal }) =>
    unwrap(await goals.replayDecisions(input, signal)),
  ),
})

/** Decisions of all runs: looked through, judged, and asked again. */
export const createDecisionHandlers = (transactFor: TransactFor, decisions: Application['decisions']) => ({
  findDecisions: procedures.goals.findDecisions.handler(({ input: { filter, ...page } }) =>
    decisions.find(filter, page),
  ),
  readDecision: procedures.goals.readDecision.handler(answer(decisions.read)),
  askAgain: procedures.goals.askAgain.handler(async ({ input, signal }) =>
    unwrap(await decisions.askAgain(input, signal)),
  ),
  markDecision: procedures.goals.markDecision.handler(({ input, context }) =>
    unwrap(decisions.mark(input, transactFor(context))),
  ),
  exportDecisions: procedures.goals.exportDecisions.handler(({ input: { filter, ...page } }) =>
    decisions.export(filter, page),
  ),
})
