import { type Delivery, eventTypes, isMatch, type Webhook } from '#shared/model/webhook.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Resolve, systemResolve } from '../base/resolve.ts'
import { createDeliverer, type Deliverer } from './deliverer.ts'
import { createOutbox, type Tables } from './outbox.ts'
import { errorOf } from './retry.ts'
import { createSecret } from './sign.ts'
import { type AllowList, checkUrl } from './target.ts'

export interface WebhooksOptions {
  readonly store: Tables
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly allow: AllowList
  /** Serves queries and stores changes, but sends nothing. For hosts that only inspect the data. */
  readonly isPassive?: boolean
  readonly resolve?: Resolve
}

type Wanted = Pick<Webhook, 'url' | 'events' | 'description'>

const maxWebhooks = 100
/** Milliseconds for which an ended delivery can be viewed and sent again. */
const keepMs = 30 * 86_400_000
const pruneEveryMs = 3_600_000
const pruneAtOnce = 10_000

/**
 * Outgoing webhooks: committed events are sent to URLs that a person chose. Settings and outbox are separate tables,
 * not commands and events. Logged deliveries would themselves trigger deliveries without end.
 */
export function createWebhooks(options: WebhooksOptions) {
  const { store, clock, log, newId, allow, isPassive = false, resolve = systemResolve } = options
  const { webhooks } = store
  const deliverer = createDeliverer({ store, clock, log, resolve, allow })
  const outbox = createOutbox({ store, clock, log, newId, onAdded })
  const testing = new Map<string, Promise<Result<Delivery, Refusal>>>()

  let prunedAt = 0
  function prune(): void {
    const now = clock.now()
    if (now - prunedAt < pruneEveryMs) return
    prunedAt = now
    webhooks.pruneDeliveries(now - keepMs, pruneAtOnce)
  }
  function wake(): void {
    if (!isPassive) deliverer.wake()
  }
  function onAdded(): void {
    prune()
    wake()
  }
  /** Call after a change of the settings. */
  function refresh(): void {
    if (isPassive) return
    outbox.refresh()
    deliverer.wake()
  }
  const findWebhook = (id: string): Result<Webhook, Refusal> => found(webhooks.find(id), `Webhook ${id}`)
  /** Changes an existing webhook and returns its new state. */
  function change(id: string, work: (webhook: Webhook) => void): Result<Webhook, Refusal> {
    const webhook = findWebhook(id)
    if (!webhook.ok) return webhook
    store.transact(() => work(webhook.value))
    refresh()
    return ok(webhooks.find(id) ?? webhook.value)
  }

  if (!isPassive) {
    prune()
    refresh()
  }

  return {
    create({ url, events, description }: Wanted): Result<Webhook & { secret: string }, Refusal> {
      const checked = checkUrl(url, allow)
      if (!checked.ok) return checked
      const unknown = events.find((pattern) => !eventTypes.some((type) => isMatch(pattern, type)))
      if (unknown !== undefined) return err(unknownType(unknown))
      if (webhooks.list().length >= maxWebhooks) return err(tooMany)
      const id = `hook_${newId()}`
      const secret = createSecret()
      const health = { status: 'enabled', reason: null, failingSince: null } as const
      const webhook = { id, url: checked.value.href, events, description, createdAt: clock.now(), ...health }
      webhooks.add(webhook, secret, store.events.lastSeq())
      refresh()
      return ok({ ...webhook, secret })
    },
    list: (): Webhook[] => webhooks.list(),
    remove: (id: string): Result<Webhook, Refusal> => change(id, () => webhooks.remove(id)),
    enable: (id: string): Result<Webhook, Refusal> =>
      change(id, () => webhooks.enable(id, store.events.lastSeq())),
    disable: (id: string): Result<Webhook, Refusal> =>
      change(id, () => {
        webhooks.disable(id, words.webhookFailures.byPerson)
        webhooks.endPending(id, { code: 'E_WEBHOOK_DISABLED', message: words.webhookFailures.byPerson })
      }),
    /** Sends a single ping and returns its delivery once the ping has ended. */
    async test(id: string): Promise<Result<Delivery, Refusal>> {
      const webhook = findWebhook(id)
      if (!webhook.ok) return webhook
      if (isPassive) return err(nothingSends)
      if (testing.has(id)) return err(isTesting)
      const pinged = ping({ store, clock, newId, deliverer }, webhook.value)
      testing.set(id, pinged)
      return pinged.finally(() => testing.delete(id))
    },
    listDeliveries(query: Parameters<typeof webhooks.listDeliveries>[0]): Result<Delivery[], Refusal> {
      const webhook = query.webhookId === null ? ok(null) : findWebhook(query.webhookId)
      return webhook.ok ? ok(webhooks.listDeliveries(query)) : webhook
    },
    redeliver(deliveryId: string): Result<Delivery, Refusal> {
      const delivery = found(webhooks.findDelivery(deliveryId), `Delivery ${deliveryId}`)
      if (!delivery.ok) return delivery
      if (webhooks.find(delivery.value.webhookId)?.status !== 'enabled') return err(isDisabled)
      if (!webhooks.reopen(deliveryId, clock.now())) return err(isPending)
      wake()
      return found(webhooks.findDelivery(deliveryId), `Delivery ${deliveryId}`)
    },
    /** Call after new events are committed. Costs nothing while no webhook is enabled. */
    nudge: isPassive ? () => {} : outbox.nudge,
    /** Resolves when nothing is in flight and nothing is due. */
    idle: (): Promise<void> => deliverer.idle(),
    async close(): Promise<void> {
      await outbox.close()
      await deliverer.close()
      await Promise.allSettled(testing.values())
    },
  }
}
export type Webhooks = ReturnType<typeof createWebhooks>

/** The delivery is stored only after the ping has ended, since a ping interrupted by a crash is useless later. */
async function ping(
  {
    store,
    clock,
    newId,
    deliverer,
  }: Pick<WebhooksOptions, 'store' | 'clock' | 'newId'> & { deliverer: Deliverer },
  webhook: Webhook,
): Promise<Result<Delivery, Refusal>> {
  const id = `msg_${newId()}`
  const delivery = { id, webhookId: webhook.id, seq: null, type: 'ping', createdAt: clock.now(), dueAt: null }
  const tried = await deliverer.tryNow(webhook, delivery)
  if (!tried.ok) return tried
  const { exchange, at, tookMs } = tried.value
  const error = errorOf(exchange)
  const answer = exchange.type === 'answered' ? { status: exchange.status, text: exchange.text } : null
  const status = error === null ? 'delivered' : 'failed'
  store.transact(() => {
    if (store.webhooks.find(webhook.id) === null) return
    store.webhooks.addDelivery(delivery)
    store.webhooks.recordTry({ id, status, tries: 1, dueAt: null, triedAt: at, tookMs, error, answer })
  })
  return found(store.webhooks.findDelivery(id), `Webhook ${webhook.id}`)
}

/** A pattern without a matching event type is refused, since its webhook would never send anything. */
function unknownType(pattern: string): Refusal {
  const family = pattern.split('.')[0] ?? ''
  const kin = eventTypes.filter((type) => type.startsWith(`${family}.`))
  const families = [...new Set(eventTypes.map((type) => `${type.split('.')[0]}.*`))]
  const known = (kin.length > 0 ? kin : families).join(', ')
  return refusal('E_TYPE', 'webhook_event_unknown', { pattern, known, field: 'events' })
}

function found<T>(value: T | null, what: string): Result<T, Refusal> {
  return value === null ? refuse('E_NOT_FOUND', 'not_found', { what }) : ok(value)
}

const tooMany = refusal('E_RANGE', 'too_many_webhooks', { most: maxWebhooks, limit: maxWebhooks })
const isTesting = refusal('E_STATE', 'webhook_test_running')
const isDisabled = refusal('E_STATE', 'webhook_disabled')
const isPending = refusal('E_STATE', 'delivery_running')
const nothingSends = refusal('E_STATE', 'webhooks_not_sent')
