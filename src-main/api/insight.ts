import type { Insight } from '../app/insight/insight.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

export const createInsightHandlers = (insight: Insight) => ({
  explainRun: procedures.insight.explainRun.handler(answer(insight.explainRun)),
  stats: procedures.insight.stats.handler(answer(insight.stats)),
  trend: procedures.insight.trend.handler(({ input: { timeZone, ...span } }) =>
    unwrap(insight.trend(span, timeZone)),
  ),
  listEndedTasks: procedures.insight.listEndedTasks.handler(({ input }) => {
    const { limit, offset, status = null, cause, ...span } = input
    return unwrap(
      cause === undefined
        ? insight.listEndedTasks(span, { limit, offset, status })
        : insight.listLongestWaits(span, cause, { limit, offset }),
    )
  }),
  listEndedAttempts: procedures.insight.listEndedAttempts.handler(({ input }) => {
    const { limit, offset, status = null, agentId = null, skill = null, ...span } = input
    return unwrap(insight.listEndedAttempts(span, { limit, offset, status, agentId, skill }))
  }),
})
