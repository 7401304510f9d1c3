import { err, ok, type Result } from '#shared/result.ts'
import { backoffMs } from '#shared/retry-delay.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../base/clock.ts'
import { startLimit } from '../base/limit.ts'
import { type AccountResets, createAccountResets } from './accounts.ts'
import { type Call, type Called, call } from './call.ts'
import { atLimit, type CallFailure, cancelled, noKey, timedOut } from './failures.ts'
import { type Fetch, guarded } from './network.ts'
import type { Failure, ModelFailure, Spent, Usage } from './port.ts'
import { currencyOf, moneyOf, priceOf } from './price.ts'
import { openModel } from './providers.ts'
import { type KeyReference, labelOf, type ModelEntry, type ModelSettings, type ReadKey } from './settings.ts'
import { addUsage, noUsage, unknownUsage } from './usage.ts'

export interface ModelsOptions {
  /** Read for each request, so that changed settings apply from the next request. */
  readonly settings: () => ModelSettings
  readonly readKey: ReadKey
  readonly clock: Clock
  /** Cassettes and tests supply their own. */
  readonly fetch?: Fetch
  readonly retry?: RetryPolicy
  /** Shared by all users of the same keys; absent: resets are not remembered between requests. */
  readonly resets?: AccountResets
}

export interface RetryPolicy {
  /** Attempts per call, including the first. */
  readonly maxTries: number
  readonly firstMs: number
  /** Maximum delay that a server may request. A longer delay fails the request with the server's reason. */
  readonly maxRetryAfterMs: number
}

const usualRetry: RetryPolicy = { maxTries: 3, firstMs: 500, maxRetryAfterMs: 30_000 }

/** Node's `fetch` waits at most this long for a response to begin. */
const maxDeadlineMs = 300_000

/** The usage of a request so far. */
interface Tally {
  usage: Usage
  calls: number
  /** True while a call is in flight. */
  isOut: boolean
  readonly startedAt: number
}

/** State shared by all calls of one request. */
export interface Session {
  readonly call: Omit<Call, 'messages'>
  readonly tally: Tally
  readonly clock: Clock
  readonly retry: RetryPolicy
  readonly resets: AccountResets
  readonly deadlineAt: number
}

export type Access = Omit<ModelsOptions, 'settings'>

export interface Visit {
  readonly told: Pick<Call, 'instructions' | 'schema' | 'tools' | 'maxOutputTokens'>
  readonly deadlineMs: number
  readonly abortSignal: AbortSignal | undefined
  readonly options: Access
}

/** Runs work with one model within the deadline. Returns its result or failure, with usage and cost. */
export async function visit<T extends object>(
  entry: ModelEntry | Failure,
  { told, options, abortSignal, deadlineMs: wantedMs }: Visit,
  work: (session: Session) => Promise<Result<T, Failure>>,
): Promise<Result<T & Spent, ModelFailure>> {
  const { clock } = options
  const tally: Tally = { usage: noUsage, calls: 0, isOut: false, startedAt: clock.now() }
  if ('type' in entry) return err({ ...entry, ...(await spentOn(null, tally, clock)) })
  const deadlineMs = Math.min(wantedMs, maxDeadlineMs)
  const access = { ...options, deadlineMs, abortSignal }
  const outcome = await withKey(entry, access, async (key, signal) => {
    const fetch = guarded(options.fetch ?? globalThis.fetch)
    const call = {
      ...{ entry, signal, ...told },
      model: await openModel(entry, { apiKey: key, fetch }),
      subject: { label: labelOf(entry), secrets: key === null ? [] : [key] },
    }
    signal.throwIfAborted()
    const { retry = usualRetry, resets = createAccountResets() } = options
    return work({ call, tally, clock, retry, resets, deadlineAt: tally.startedAt + deadlineMs })
  })
  // The call was cut off. The server may have processed it, so its usage is unknown.
  if (tally.isOut) tally.usage = addUsage(tally.usage, unknownUsage)
  const spent = await spentOn(entry, tally, clock)
  return outcome.ok ? ok({ ...outcome.value, ...spent }) : err({ ...outcome.error, ...spent })
}

type KeyAccess = Pick<Access, 'clock' | 'readKey'> & Pick<Visit, 'deadlineMs' | 'abortSignal'>

/** Runs work with an entry's API key within the deadline. */
export async function withKey<T>(
  entry: ModelEntry,
  { clock, readKey, deadlineMs, abortSignal }: KeyAccess,
  work: (key: string | null, signal: AbortSignal) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const limit = startLimit(clock, deadlineMs, { signal: abortSignal })
  // An abort can surface from any step. Only here is it known whether the caller cancelled or the deadline passed.
  try {
    // The keystore may ask a person to unlock it and block forever.
    const key = await Promise.race([findKey(entry, readKey), limit.passed])
    return key.ok ? await work(key.value, limit.signal) : key
  } catch (error) {
    if (!limit.signal.aborted) throw error
    const label = labelOf(entry)
    return err(abortSignal?.aborted ? cancelled(label) : timedOut(label, deadlineMs))
  } finally {
    void limit.end()
  }
}

/** Sends a call with retries, as long as another attempt can finish in time. */
export async function send(session: Session, messages: Call['messages']): Promise<Result<Called, Failure>> {
  const { clock, tally } = session
  const held = await waitForReset(session)
  if (held !== null) return err(held)
  for (let tries = 1; ; tries += 1) {
    tally.calls += 1
    tally.isOut = true
    const called = await call({ ...session.call, messages }, clock.now)
    tally.isOut = false
    tally.usage = addUsage(tally.usage, called.ok ? called.value.usage : called.error.usage)
    if (called.ok) return called
    noteReset(session, called.error.failure)
    const pauseMs = pauseBefore(tries + 1, called.error, session)
    if (pauseMs === null) return err(called.error.failure)
    await clock.sleep(pauseMs, session.call.signal)
  }
}

function noteReset({ resets, call, clock }: Session, { type, retryAfterMs }: Failure): void {
  if (type === 'rate_limited' && retryAfterMs !== null && retryAfterMs > 0)
    resets.note(call.entry, clock.now() + retryAfterMs)
}

/**
 * Waits until a rate-limited account may be used again, up to the limits of a retry. If the wait would be too long,
 * returns the failure, and nothing is sent.
 */
async function waitForReset({ resets, call, clock, retry, deadlineAt }: Session): Promise<Failure | null> {
  const resetAt = resets.find(call.entry, clock.now())
  if (resetAt === null) return null
  const pauseMs = resetAt - clock.now()
  if (pauseMs > retry.maxRetryAfterMs || resetAt >= deadlineAt)
    return atLimit(call.subject.label, pauseMs, resetAt)
  await clock.sleep(pauseMs, call.signal)
  return null
}

const worthRetrying: readonly Failure['type'][] = ['rate_limited', 'server_error', 'unreachable']

/** Delay before the next attempt, in milliseconds; null: no further attempt. */
function pauseBefore(nextTry: number, { failure }: CallFailure, session: Session): number | null {
  const { maxTries, firstMs, maxRetryAfterMs } = session.retry
  if (!failure.isRetryable || !worthRetrying.includes(failure.type) || nextTry > maxTries) return null
  const asked = failure.retryAfterMs ?? 0
  if (asked > maxRetryAfterMs) return null
  const usual = backoffMs(
    { firstMs, factor: 3, maxMs: maxRetryAfterMs },
    nextTry - 1,
    session.call.subject.label,
  )
  const pauseMs = Math.max(asked, usual)
  return session.clock.now() + pauseMs < session.deadlineAt ? pauseMs : null
}

/** The API key, null if none is needed, or the reason why it is missing. */
async function findKey(entry: ModelEntry, readKey: ReadKey): Promise<Result<string | null, Failure>> {
  if (entry.apiKey === null) return ok(null)
  const read = await readKey(entry.apiKey).then(ok, () => null)
  if (read === null) return err(noKey(labelOf(entry), placeOf(entry.apiKey), 'unreadable'))
  const key = read.value?.trim() ?? ''
  // Other characters are invalid in a header, and the resulting error would reveal the key.
  const isKey = /^[\x21-\x7e]{1,4096}$/.test(key)
  if (isKey) return ok(key)
  return err(noKey(labelOf(entry), placeOf(entry.apiKey), key === '' ? 'empty' : 'invalid'))
}

const placeOf = (reference: KeyReference): string =>
  reference.from === 'environment' ? reference.variable : words.modelFailures.keystoreEntry(reference.entry)

async function spentOn(
  entry: ModelEntry | null,
  { usage, calls, startedAt }: Tally,
  clock: Clock,
): Promise<Spent> {
  const costMicros = entry === null || calls === 0 ? 0 : await priceOf(entry, usage, clock.now())
  return {
    model: entry === null ? null : labelOf(entry),
    usage,
    costMicros,
    cost: costMicros === null ? null : moneyOf(costMicros, entry === null ? undefined : currencyOf(entry)),
    ms: clock.now() - startedAt,
    calls,
  }
}
