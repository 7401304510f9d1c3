import type { Services } from './wire/context.ts'
import { inOneTransaction, procedures, unwrap } from './wire/procedure.ts'

export const createWebhookHandlers = ({ webhooks, store }: Services) => ({
  create: procedures.webhooks.create.handler(({ input, context }) =>
    inOneTransaction(store, context, () => unwrap(webhooks.create(input))),
  ),
  list: procedures.webhooks.list.handler(() => webhooks.list()),
  remove: procedures.webhooks.remove.handler(({ input, context }) =>
    inOneTransaction(store, context, () => unwrap(webhooks.remove(input.webhookId))),
  ),
  enable: procedures.webhooks.enable.handler(({ input, context }) =>
    inOneTransaction(store, context, () => unwrap(webhooks.enable(input.webhookId))),
  ),
  disable: procedures.webhooks.disable.handler(({ input, context }) =>
    inOneTransaction(store, context, () => unwrap(webhooks.disable(input.webhookId))),
  ),
  test: procedures.webhooks.test.handler(async ({ input }) => unwrap(await webhooks.test(input.webhookId))),
  listDeliveries: procedures.webhooks.listDeliveries.handler(({ input }) => {
    const { webhookId = null, before = Number.MAX_SAFE_INTEGER, limit } = input
    return unwrap(webhooks.listDeliveries({ webhookId, before, limit }))
  }),
  redeliver: procedures.webhooks.redeliver.handler(({ input, context }) =>
    inOneTransaction(store, context, () => unwrap(webhooks.redeliver(input.deliveryId))),
  ),
})
