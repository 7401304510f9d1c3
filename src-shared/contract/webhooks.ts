import { oc } from '@orpc/contract'
import { z } from 'zod'
import { deliverySchema, eventPatternSchema, webhookSchema } from '../model/webhook.ts'
import { secretlyAnswered } from './builders.ts'
import { refusals } from './errors.ts'

const webhookInput = z.strictObject({ webhookId: z.string() })

/** `secret` is shown here and nowhere else; receivers check signatures with it (Standard Webhooks). */
const createdWebhookSchema = webhookSchema.extend({ secret: z.string() })

export const webhooksContract = {
  create: secretlyAnswered
    .route({
      method: 'POST',
      path: '/v1/webhooks',
      summary: 'Send events to a URL from now on; the only answer with the secret',
    })
    .errors(refusals('E_WEBHOOK_URL', 'E_WEBHOOK_PRIVATE', 'E_TYPE', 'E_RANGE'))
    .input(
      z.strictObject({
        url: z.string().min(1).max(2000),
        events: z.array(eventPatternSchema).min(1).max(50),
        description: z.string().max(500).default(''),
      }),
    )
    .output(createdWebhookSchema),
  list: oc
    .route({ method: 'GET', path: '/v1/webhooks', summary: 'Webhooks, oldest first' })
    .output(z.array(webhookSchema)),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/v1/webhooks/{webhookId}',
      summary: 'Remove a webhook and its deliveries',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(webhookInput)
    .output(webhookSchema),
  enable: oc
    .route({
      method: 'POST',
      path: '/v1/webhooks/{webhookId}/enable',
      summary: 'Send again; what happened while it was disabled is not sent',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(webhookInput)
    .output(webhookSchema),
  disable: oc
    .route({
      method: 'POST',
      path: '/v1/webhooks/{webhookId}/disable',
      summary: 'Send nothing more; deliveries that wait end as failed and can be sent again',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(webhookInput)
    .output(webhookSchema),
  test: oc
    .route({
      method: 'POST',
      path: '/v1/webhooks/{webhookId}/test',
      summary: 'Send a ping now, once; answers when it was taken or not',
    })
    .errors(refusals('E_NOT_FOUND', 'E_STATE'))
    .input(webhookInput)
    .output(deliverySchema),
  listDeliveries: oc
    .route({ method: 'GET', path: '/v1/webhook-deliveries', summary: 'Deliveries, newest first' })
    .errors(refusals('E_NOT_FOUND'))
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
  redeliver: oc
    .route({
      method: 'POST',
      path: '/v1/webhook-deliveries/{deliveryId}/redeliver',
      summary: 'Send a delivery that ended again, with the same webhook-id and all its tries',
    })
    .errors(refusals('E_NOT_FOUND', 'E_STATE'))
    .input(z.strictObject({ deliveryId: z.string() }))
    .output(deliverySchema),
}
