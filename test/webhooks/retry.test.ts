import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../src-main/webhooks/post.ts'
import { judgeTry, maxTries, patienceMs } from '../../src-main/webhooks/retry.ts'
import type { Delivery, Webhook } from '../../src-shared/model/webhook.ts'

const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000

const webhook: Webhook = {
  id: 'hook_1',
  url: 'https://hooks.example/',
  events: ['*'],
  description: '',
  status: 'enabled',
  reason: null,
  createdAt: start,
  failingSince: null,
}
const delivery: Delivery = {
  number: 1,
  id: 'msg_1',
  webhookId: 'hook_1',
  seq: 1,
  type: 'run.settled',
  status: 'pending',
  tries: 0,
  createdAt: start,
  dueAt: start,
  triedAt: null,
  tookMs: null,
  error: null,
  answer: null,
}
const answered = (status: number, retryAfter: string | null = null): Exchange => ({
  type: 'answered',
  status,
  text: '',
  retryAfter,
})
const judge = (exchange: Exchange, facts: { tries?: number; failingSince?: number; at?: number } = {}) => {
  const { tries = 0, failingSince = null, at = start } = facts
  return judgeTry({ delivery: { ...delivery, tries }, webhook: { ...webhook, failingSince } }, exchange, {
    at,
    tookMs: 5,
  })
}

describe('the retries of a webhook', () => {
  it.each([200, 201, 204, 299])('%i is a success', (status) => {
    const verdict = judge(answered(status), { failingSince: start - hour })
    expect(verdict).toMatchObject({
      delivery: { status: 'delivered', tries: 1, dueAt: null, error: null },
      failingSince: null,
      disable: null,
    })
  })

  it.each([302, 303, 400, 404, 429, 500, 503])('%i is retried', (status) => {
    const verdict = judge(answered(status))
    expect(verdict.delivery).toMatchObject({ status: 'pending', error: { code: 'E_WEBHOOK_STATUS' } })
    expect(verdict.failingSince).toBe(start)
  })

  it('the attempts spread over most of a day, with increasing delays, and then end', () => {
    let at = start
    for (let tries = 0; tries < maxTries - 1; tries += 1) {
      const { status, dueAt } = judge(answered(500), { tries, at }).delivery
      expect(status).toBe('pending')
      expect(dueAt).toBeGreaterThan(at)
      at = dueAt ?? at
    }
    expect(at - start).toBeGreaterThan(10 * hour)
    expect(at - start).toBeLessThan(26 * hour)
    expect(judge(answered(500), { tries: maxTries - 1, at }).delivery).toMatchObject({
      status: 'failed',
      tries: maxTries,
      dueAt: null,
    })
  })

  it('the receiver may request a later retry, in seconds or as a date, within a day', () => {
    const pause = (retryAfter: string) => (judge(answered(503, retryAfter)).delivery.dueAt ?? 0) - start
    expect(pause('3600')).toBe(hour)
    expect(pause(new Date(start + 2 * hour).toUTCString())).toBe(2 * hour)
    expect(pause('99999999999')).toBe(24 * hour)
    for (const text of ['0', '-5', 'soon', '', new Date(start - hour).toUTCString()]) {
      expect(pause(text)).toBeLessThanOrEqual(10_000)
      expect(pause(text)).toBeGreaterThanOrEqual(5000)
    }
  })

  it('a webhook that failed for three days is disabled, and not earlier', () => {
    const at = start + patienceMs
    expect(judge(answered(500), { failingSince: start, at: at - 1 }).disable).toBeNull()
    expect(judge(answered(500), { failingSince: start, at }).disable).toContain('3 days')
    expect(judge(answered(200), { failingSince: start, at }).disable).toBeNull()
  })

  it('an event that the log no longer contains is not retried, and does not count against the receiver', () => {
    expect(judge({ type: 'unanswered', code: 'E_WEBHOOK_EVENT', message: 'gone' })).toMatchObject({
      delivery: { status: 'failed', dueAt: null },
      failingSince: null,
      disable: null,
    })
  })

  it('410 disables the webhook immediately', () => {
    expect(judge(answered(410))).toMatchObject({
      delivery: { status: 'failed', dueAt: null },
      disable: expect.stringContaining('410'),
    })
  })
})
