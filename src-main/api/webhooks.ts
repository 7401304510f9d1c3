import type { Webhooks } from '../webhooks/webhooks.ts'
import { procedures, type TransactFor, unwrap } from './wire/procedure.ts'

export const createWebhookHandlers = (transactFor: TransactFor, webhooks: Webhooks) => ({
  create: procedures.webhooks.create.handler(({ input, context }) =>
    unwrap(transactFor(context)(() => webhooks.create(input))),
  ),
  list: procedures.webhooks.list.handler(() => webhooks.list()),
  remove: procedures.webhooks.remove.handler(({ input, context }) =>
    unwrap(transactFor(context)(() => webhooks.remove(input.webhookId))),
  ),
  enable: procedures.webhooks.enable.handler(({ input, context }) =>
    unwrap(transactFor(context)(() => webhooks.enable(input.webhookId))),
  ),
  disable: procedures.webhooks.disable.handler(({ input, context }) =>
    unwrap(transactFor(context)(() => webhooks.disable(input.webhookId))),
  ),
  test: procedures.webhooks.test.handler(async ({ input }) => unwrap(await webhooks.test(input.webhookId))),
  listDeliveries: procedures.webhooks.listDeliveries.handler(({ input }) => {
    const { webhookId = null, before = Number.MAX_SAFE_INTEGER, limit } = input
    return unwrap(webhooks.listDeliveries({ webhookId, before, limit }))
  }),
  redeliver: procedures.webhooks.redeliver.handler(({ input, context }) =>
    unwrap(transactFor(context)(() => webhooks.redeliver(input.deliveryId))),
  ),
})
