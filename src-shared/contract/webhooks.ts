import { z } from 'zod'
import { deliverySchema, eventPatternSchema, webhookSchema } from '../model/webhook.ts'
import { del, get, post, secretlyAnswered } from './builders.ts'

const webhookInput = z.strictObject({ webhookId: z.string() })

/** `secret` is shown here and nowhere else; receivers check signatures with it (Standard Webhooks). */
const createdWebhookSchema = webhookSchema.extend({ secret: z.string() })

export const webhooksContract = {
  create: post('/v1/webhooks', 'Send events to a URL from now on; the only answer with the secret', [
    'E_WEBHOOK_URL',
    'E_WEBHOOK_PRIVATE',
    'E_TYPE',
    'E_RANGE',
  ])
    .meta(secretlyAnswered)
    .input(
      z.strictObject({
        url: z.string().min(1).max(2000),
        events: z.array(eventPatternSchema).min(1).max(50),
        description: z.string().max(500).default(''),
      }),
    )
    .output(createdWebhookSchema),
  list: get('/v1/webhooks', 'Webhooks, oldest first').output(z.array(webhookSchema)),
  remove: del('/v1/webhooks/{webhookId}', 'Remove a webhook and its deliveries')
    .input(webhookInput)
    .output(webhookSchema),
  enable: post(
    '/v1/webhooks/{webhookId}/enable',
    'Send again; what happened while it was disabled is not sent',
  )
    .input(webhookInput)
    .output(webhookSchema),
  disable: post(
    '/v1/webhooks/{webhookId}/disable',
    'Send nothing more; deliveries that wait end as failed and can be sent again',
  )
    .input(webhookInput)
    .output(webhookSchema),
  test: post('/v1/webhooks/{webhookId}/test', 'Send a ping now, once; answers when it was taken or not', [
    'E_STATE',
  ])
    .input(webhookInput)
    .output(deliverySchema),
  listDeliveries: get('/v1/webhook-deliveries', 'Deliveries, newest first', ['E_NOT_FOUND'])
    .input(
      z
        .strictObject({
          webhookId: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
          /** Only those with a lower number; absent for the newest page. */
          before: z.coerce.number().int().min(0).optional(),
        })
        .prefault({}),
    )
    .output(z.array(deliverySchema)),
  redeliver: post(
    '/v1/webhook-deliveries/{deliveryId}/redeliver',
    'Send a delivery that ended again, with the same webhook-id and all its tries',
    ['E_STATE'],
  )
    .input(z.strictObject({ deliveryId: z.string() }))
    .output(deliverySchema),
}
