import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { backoffMs } from '#shared/retry-delay.ts'
import { words } from '#shared/words/words.ts'
import type { TriedDelivery } from '../store/tables/webhooks.ts'
import type { Exchange } from './post.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Nine pauses, from 10 seconds up to 12 hours: at most 21 hours in total, and at least half of that after jitter. */
export const maxTries = 10
const policy = { firstMs: 10_000, factor: 3, maxMs: 12 * hour }

/** Longest wait that Retry-After may request, in milliseconds. */
const maxRetryAfterMs = day

/** Milliseconds of continuous failure after which a webhook is disabled. */
export const patienceMs = 3 * day

export interface Verdict {
  readonly delivery: TriedDelivery
  readonly failingSince: number | null
  /** Reason to disable the webhook, or null. */
  readonly disable: string | null
}

/** The next state after an attempt that ended at `at`. */
export function judgeTry(
  { delivery, webhook }: { delivery: Delivery; webhook: Webhook },
  exchange: Exchange,
  { at, tookMs }: { at: number; tookMs: number },
): Verdict {
  const tries = delivery.tries + 1
  const answer = exchange.type === 'answered' ? { status: exchange.status, text: exchange.text } : null
  const tried = { id: delivery.id, tries, triedAt: at, tookMs, answer }
  const error = errorOf(exchange)
  if (error === null) {
    const delivered = { ...tried, status: 'delivered', dueAt: null, error } as const
    return { delivery: delivered, failingSince: null, disable: null }
  }
  if (error.code === 'E_WEBHOOK_EVENT') {
    const unsent = { ...tried, status: 'failed', dueAt: null, error } as const
    return { delivery: unsent, failingSince: webhook.failingSince, disable: null }
  }
  const failingSince = webhook.failingSince ?? at
  const isGone = answer?.status === 410
  const disable = isGone
    ? words.webhookFailures.gone
    : at - failingSince >= patienceMs
      ? words.webhookFailures.tooManyDays
      : null
  if (tries >= maxTries || isGone) {
    return { delivery: { ...tried, status: 'failed', dueAt: null, error }, failingSince, disable }
  }
  const dueAt = at + Math.max(backoffMs(policy, tries, delivery.id), retryAfterMs(exchange, at))
  return { delivery: { ...tried, status: 'pending', dueAt, error }, failingSince, disable }
}

export function errorOf(exchange: Exchange): Delivery['error'] {
  if (exchange.type === 'unanswered') return { code: exchange.code, message: exchange.message }
  const { status } = exchange
  return status >= 200 && status <= 299
    ? null
    : { code: 'E_WEBHOOK_STATUS', message: words.webhookFailures.status(status) }
}

/** Milliseconds that Retry-After requests, in seconds or as an HTTP date; 0 for any other value. */
function retryAfterMs(exchange: Exchange, now: number): number {
  const text = exchange.type === 'answered' ? (exchange.retryAfter?.trim() ?? '') : ''
  const wanted = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(wanted) ? 0 : Math.min(Math.max(wanted, 0), maxRetryAfterMs)
}
