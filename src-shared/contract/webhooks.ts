import { z } from 'zod'
import { deliverySchema, eventPatternSchema, webhookSchema } from '../model/webhook.ts'
import { del, get, post, secretlyAnswered } from './builders.ts'

const webhookInput = z.strictObject({ webhookId: z.string() })

/** Only this response contains `secret`. Receivers verify signatures with it (Standard Webhooks). */
const createdWebhookSchema = webhookSchema.extend({ secret: z.string() })

export const webhooksContract = {
  create: post('/v1/webhooks', 'Add a webhook; only this response contains its secret', [
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
  list: get('/v1/webhooks', 'List webhooks, oldest first').output(z.array(webhookSchema)),
  remove: del('/v1/webhooks/{webhookId}', 'Remove a webhook and its deliveries')
    .input(webhookInput)
    .output(webhookSchema),
  enable: post(
    '/v1/webhooks/{webhookId}/enable',
    'Enable a webhook; events from its disabled time are not sent',
  )
    .input(webhookInput)
    .output(webhookSchema),
  disable: post(
    '/v1/webhooks/{webhookId}/disable',
    'Disable a webhook; pending deliveries fail and can be redelivered',
  )
    .input(webhookInput)
    .output(webhookSchema),
  test: post('/v1/webhooks/{webhookId}/test', 'Send a ping once and return its result', ['E_STATE'])
    .input(webhookInput)
    .output(deliverySchema),
  listDeliveries: get('/v1/webhook-deliveries', 'List deliveries, newest first', ['E_NOT_FOUND'])
    .input(
      z
        .strictObject({
          webhookId: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
          /** Only deliveries with a lower number; absent: the newest page. */
          before: z.coerce.number().int().min(0).optional(),
        })
        .prefault({}),
    )
    .output(z.array(deliverySchema)),
  redeliver: post(
    '/v1/webhook-deliveries/{deliveryId}/redeliver',
    'Redeliver a finished delivery with the same webhook-id and a full set of attempts',
    ['E_STATE'],
  )
    .input(z.strictObject({ deliveryId: z.string() }))
    .output(deliverySchema),
}
