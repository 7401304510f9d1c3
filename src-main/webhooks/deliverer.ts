import type { StoredEvent } from '#shared/events.ts'
import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../base/clock.ts'
import { startLimit } from '../base/limit.ts'
import type { Log } from '../base/log.ts'
import { createLogLimit } from '../base/log-limit.ts'
import type { Resolve } from '../base/resolve.ts'
import { createRetryPace, type RetryPace } from '../base/retry-pace.ts'
import type { Tables } from './outbox.ts'
import { type Exchange, post, signedMessage } from './post.ts'
import { judgeTry } from './retry.ts'
import type { AllowList } from './target.ts'

/**
 * Sends due deliveries and records the results. The deliverer does not scan the log and does not decide on retries.
 * W3 At least once: a delivery is `pending` in the table until a response is recorded. An interrupted delivery is
 * retried under the same id.
 * W4 One request at a time per webhook and `maxInFlight` in total. The longest-waiting webhook goes first, so a slow
 * receiver occupies one slot. First attempts follow log order. Retries follow their due time, so receivers order by
 * `seq`.
 */
export type Deliverer = ReturnType<typeof createDeliverer>

interface Tried {
  readonly exchange: Exchange
  readonly at: number
  readonly tookMs: number
}

interface DelivererOptions {
  readonly store: Tables
  readonly clock: Clock
  readonly log: Log
  readonly resolve: Resolve
  readonly allow: AllowList
}

interface Pause {
  readonly pace: RetryPace
  readonly until: number
}

const maxInFlight = 4
const timeoutMs = 10_000
/** Maximum wait in milliseconds. Timers stop while the machine sleeps, so a long wait is split into short ones. */
const longestWaitMs = 60_000

export function createDeliverer(options: DelivererOptions) {
  const { store, clock, log } = options
  const closing = new AbortController()
  const inFlight = new Map<string, Promise<void>>()
  /** Number of the last turn, by webhook. Webhooks without a turn go first, then the lowest number. */
  const turns = new Map<string, number>()
  let turn = 0
  /** Webhooks whose last attempt failed with an internal error, by id. A paused webhook occupies no slot. */
  const paused = new Map<string, Pause>()
  const pace = createRetryPace('deliverer')
  const failures = createLogLimit({ clock, log })
  let timer = new AbortController()
  let isBusy = false
  const onIdle: (() => void)[] = []

  /** Sends due deliveries. Callers do not await the result, so read errors are logged and retried after a pause. */
  function wake(): void {
    if (closing.signal.aborted) return
    timer.abort()
    try {
      sendDue()
      pace.succeed()
    } catch (error) {
      failures.error(error, 'due deliveries could not be read')
      wakeIn(pace.fail())
    }
    isBusy = inFlight.size > 0
    if (!isBusy) for (const resolve of onIdle.splice(0)) resolve()
  }

  function sendDue(): void {
    const now = clock.now()
    const waiting = store.webhooks
      .listReaders()
      .filter(({ id }) => !inFlight.has(id))
      .flatMap(({ id }) => store.webhooks.findFirstDue(id) ?? [])
      .map((delivery) => ({ delivery, at: startAt(delivery) }))
      .sort((a, b) => (turns.get(a.delivery.webhookId) ?? 0) - (turns.get(b.delivery.webhookId) ?? 0))
    const due = waiting.filter(({ at }) => at <= now)
    for (const { delivery } of due.slice(0, maxInFlight - inFlight.size)) start(delivery)
    const later = waiting.filter((each) => !due.includes(each)).map(({ at }) => at)
    if (later.length > 0) wakeIn(Math.min(Math.min(...later) - now, longestWaitMs))
  }

  const startAt = ({ webhookId, dueAt }: Delivery): number =>
    Math.max(dueAt ?? clock.now() + longestWaitMs, paused.get(webhookId)?.until ?? 0)

  function wakeIn(ms: number): void {
    timer = new AbortController()
    clock.sleep(ms, timer.signal).then(wake, ignoreAbort)
  }

  function start(delivery: Delivery): void {
    const { webhookId } = delivery
    turn += 1
    turns.set(webhookId, turn)
    const work = deliver(delivery).then(() => {
      inFlight.delete(webhookId)
      wake()
    })
    inFlight.set(webhookId, work)
  }

  async function deliver(delivery: Delivery): Promise<void> {
    // An internal error is a bug or a full disk, and must not stop the other webhooks.
    try {
      const webhook = store.webhooks.find(delivery.webhookId)
      if (webhook === null) return
      const tried = await tryNow(webhook, delivery)
      if (tried.ok) record(delivery, tried.value)
      paused.delete(delivery.webhookId)
    } catch (error) {
      const { id: deliveryId, webhookId } = delivery
      failures.error(error, 'a delivery broke', { webhookId, deliveryId })
      const broken = paused.get(webhookId)?.pace ?? createRetryPace(webhookId)
      paused.set(webhookId, { pace: broken, until: clock.now() + broken.fail() })
    }
  }

  /** Reads the webhook again, since it may have been disabled or removed during the request. */
  function record(delivery: Delivery, { exchange, at, tookMs }: Tried): void {
    store.transact(() => {
      const webhook = store.webhooks.find(delivery.webhookId)
      if (webhook === null) return
      const verdict = judgeTry({ delivery, webhook }, exchange, { at, tookMs })
      store.webhooks.recordTry(verdict.delivery)
      if (verdict.failingSince !== webhook.failingSince) {
        store.webhooks.setFailingSince(webhook.id, verdict.failingSince)
      }
      if (verdict.disable === null) return
      store.webhooks.disable(webhook.id, verdict.disable)
      store.webhooks.endPending(webhook.id, { code: 'E_WEBHOOK_DISABLED', message: verdict.disable })
      log.warn({ webhookId: webhook.id, reason: verdict.disable }, 'a webhook was disabled')
    })
  }

  /** Sends a delivery immediately, without recording the result. */
  async function tryNow(webhook: Webhook, delivery: Sent): Promise<Result<Tried, Refusal>> {
    const from = clock.now()
    const exchange = await exchangeWith(webhook, delivery, { ...options, closing: closing.signal })
    if (closing.signal.aborted && exchange.type === 'unanswered') return refuse('E_CLOSED', 'app_closing')
    const at = clock.now()
    return ok({ exchange, at, tookMs: at - from })
  }

  return {
    wake,
    tryNow,
    /** Resolves when nothing is in flight and nothing is due. */
    idle: (): Promise<void> =>
      isBusy ? new Promise<void>((resolve) => onIdle.push(resolve)) : Promise.resolve(),
    /** Aborts requests in flight; their deliveries stay pending. */
    async close(): Promise<void> {
      closing.abort()
      timer.abort()
      await Promise.all(inFlight.values())
      for (const resolve of onIdle.splice(0)) resolve()
    },
  }
}

type Sent = Pick<Delivery, 'id' | 'type' | 'seq' | 'createdAt'>

async function exchangeWith(
  webhook: Webhook,
  delivery: Sent,
  options: DelivererOptions & { closing: AbortSignal },
): Promise<Exchange> {
  const { store, clock, resolve, allow, closing } = options
  const secret = store.webhooks.findSecret(webhook.id)
  const event = delivery.seq === null ? null : findEvent(store, delivery.seq)
  if (secret === null || event === undefined) {
    return { type: 'unanswered', code: 'E_WEBHOOK_EVENT', message: words.webhookFailures.eventGone }
  }
  const runId = event !== null && 'runId' in event.body ? event.body.runId : null
  const isSimulated = runId !== null && store.runs.find(runId)?.isSimulated === true
  const message = signedMessage(delivery.id, bodyOf(delivery, event, isSimulated), {
    secret,
    at: clock.now(),
  })
  const limit = startLimit(clock, timeoutMs, { signal: closing })
  return post(webhook.url, message, { resolve, allow, signal: limit.signal }).finally(limit.end)
}

function findEvent(store: Tables, seq: number) {
  const [event] = store.events.listAfter(seq - 1, 1)
  return event?.seq === seq ? event : undefined
}

/** A sleep rejects only when it is aborted. */
const ignoreAbort = (): void => {}

/** Events with more data are sent without `data`, since many receivers limit requests to one megabyte. */
const maxDataBytes = 256 * 1024

/**
 * Body of a webhook request: the event as stored in the log. `at` is milliseconds since 1970, `seq` orders all events.
 * `simulated` is present only on events of a simulation.
 */
function bodyOf({ id, type, createdAt }: Sent, event: StoredEvent | null, isSimulated = false): string {
  if (event === null) {
    const data = { message: words.webhookFailures.ping }
    return JSON.stringify({ id, type, at: createdAt, seq: null, runId: null, taskKey: null, data })
  }
  const { seq, at, body } = event
  const runId = 'runId' in body ? body.runId : null
  const taskKey = 'taskKey' in body ? body.taskKey : null
  const bytes = Buffer.byteLength(JSON.stringify(body))
  const data = bytes > maxDataBytes ? { data: null, omittedBytes: bytes } : { data: body }
  return JSON.stringify({
    id,
    type,
    at,
    seq,
    runId,
    taskKey,
    ...(isSimulated && { simulated: true }),
    ...data,
  })
}
