import { ok } from '#shared/result.ts'
import type { AppOptions } from '../options.ts'
import { transact, type UseCases } from '../use-case.ts'

/** Webhooks and their deliveries, as a person sees and changes them. */
export const createWebhookSettings = ({ store, webhooks }: AppOptions): UseCases<'webhooks'> => ({
  list: () => ok(webhooks.list()),
  create: (input, call) => transact(store, call, () => webhooks.create(input)),
  remove: ({ webhookId }, call) => transact(store, call, () => webhooks.remove(webhookId)),
  enable: ({ webhookId }, call) => transact(store, call, () => webhooks.enable(webhookId)),
  disable: ({ webhookId }, call) => transact(store, call, () => webhooks.disable(webhookId)),
  test: ({ webhookId }) => webhooks.test(webhookId),
  listDeliveries: ({ webhookId = null, before = Number.MAX_SAFE_INTEGER, limit }) =>
    webhooks.listDeliveries({ webhookId, before, limit }),
  redeliver: ({ deliveryId }, call) => transact(store, call, () => webhooks.redeliver(deliveryId)),
})
