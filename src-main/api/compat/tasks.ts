import { maxWaitSeconds, type SeedTransaction } from '#shared/contract/compat/tasks.ts'
import type { Requests } from '../../app/requests/requests.ts'
import { procedures, unwrap } from '../wire/procedure.ts'
import { isoOf } from './seed-words.ts'
import { auditEntriesOf } from './task-audit.ts'
import { amountOf, idOfTask, isWhole, seedTask } from './task-views.ts'

const newest = Number.MAX_SAFE_INTEGER
const longestMs = maxWaitSeconds * 1000

/** Document 003 at its own words. */
export const createTaskHandlers = (requests: Requests) => {
  const readTask = (id: string) => {
    const requested = unwrap(requests.find(id))
    return seedTask(requested, requests.read(requested))
  }
  return {
    create: procedures.tasks.create.handler(async ({ input, context, signal }) => {
      const runId = unwrap(await requests.start(input, context.idempotencyKey))
      await requests.waitForEnd(runId, { waitMs: Math.min(context.waitMs ?? 0, longestMs), signal })
      return readTask(runId)
    }),
    list: procedures.tasks.list.handler(({ input: { limit, before = null } }) =>
      unwrap(requests.list(before, limit)).map((each) => seedTask(each, requests.read(each))),
    ),
    get: procedures.tasks.get.handler(async ({ input: { id, wait }, context, signal }) => {
      const { run } = unwrap(requests.find(id))
      const waitMs = Math.min(wait === undefined ? (context.waitMs ?? 0) : wait * 1000, longestMs)
      await requests.waitForEnd(run.id, { waitMs, signal })
      return readTask(id)
    }),
    listTransactions: procedures.tasks.listTransactions.handler(
      ({ input: { id, limit, before = newest } }): SeedTransaction[] => {
        const requested = unwrap(requests.find(id))
        const key = requested.task.definition.key
        return requests
          .listTransactions(requested, { limit, before })
          .filter(({ taskKey }) => isWhole(requested) || taskKey === key)
          .map(({ seq, taskKey, kind, amountMinor, currency, at }) => ({
            ...{ id: seq, task_id: idOfTask(requested, taskKey), kind, currency },
            ...{ amount: amountOf(amountMinor), created_at: isoOf(at) },
          }))
      },
    ),
    listAudit: procedures.tasks.listAudit.handler(({ input: { id, limit, before = newest } }) => {
      const requested = unwrap(requests.find(id))
      const idOf = (key: string) => idOfTask(requested, key)
      return requests
        .listEvents(requested, { limit, before })
        .flatMap((event) => auditEntriesOf(event, idOf))
        .filter((entry) => isWhole(requested) || entry.task_id === idOf(requested.task.definition.key))
    }),
  }
}
