import { maxWaitSeconds, type SeedTransaction } from '#shared/contract/compat/tasks.ts'
import { unwrap } from '#shared/refusal.ts'
import type { Requests } from '../../app/requests/requests.ts'
import { procedures } from '../wire/procedure.ts'
import { isoOf } from './seed-words.ts'
import { auditEntriesOf } from './task-audit.ts'
import { amountOf, idOfTask, isWhole, seedTask } from './task-views.ts'

const newest = Number.MAX_SAFE_INTEGER
const longestMs = maxWaitSeconds * 1000

/** Handlers for document 003, with its own field names. */
export const createTaskHandlers = (requests: Requests) => ({
  create: procedures.tasks.create.handler(async ({ input, context, signal }) => {
    const waitMs = Math.min(context.waitMs ?? 0, longestMs)
    const call = { commandId: context.idempotencyKey, signal }
    return seedTask(unwrap(await requests.create({ ...input, waitMs }, call)))
  }),
  list: procedures.tasks.list.handler(({ input: { limit, before = null } }) =>
    unwrap(requests.list(before, limit)).map(seedTask),
  ),
  get: procedures.tasks.get.handler(async ({ input: { id, wait }, context, signal }) => {
    const waitMs = Math.min(wait === undefined ? (context.waitMs ?? 0) : wait * 1000, longestMs)
    return seedTask(unwrap(await requests.get({ id, waitMs }, signal)))
  }),
  listTransactions: procedures.tasks.listTransactions.handler(
    ({ input: { before = newest, ...page } }): SeedTransaction[] => {
      const { requested, movements } = unwrap(requests.listTransactions({ ...page, before }))
      return movements.map(({ seq, taskKey, kind, amountMinor, currency, at }) => ({
        ...{ id: seq, task_id: idOfTask(requested, taskKey), kind, currency },
        ...{ amount: amountOf(amountMinor), created_at: isoOf(at) },
      }))
    },
  ),
  listAudit: procedures.tasks.listAudit.handler(({ input: { before = newest, ...page } }) => {
    const { requested, events } = unwrap(requests.listEvents({ ...page, before }))
    const idOf = (key: string) => idOfTask(requested, key)
    return events
      .flatMap((event) => auditEntriesOf(event, idOf))
      .filter((entry) => isWhole(requested) || entry.task_id === idOf(requested.task.definition.key))
  }),
})
