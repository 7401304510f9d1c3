import { describe, expect, it } from 'vitest'
import { readQuota } from '../../src-main/base/quota.ts'

const now = Date.parse('2026-04-22T12:00:00Z')
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
const own = (wall: string) => {
  const at = Date.parse(`${wall}Z`)
  const shown = Date.parse(`${new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`)
  return new Date(at - (shown - at)).toISOString()
}

/** Publicly reported rate-limit errors, by agent. */
const refusals: [source: string, text: string, resetAt: string][] = [
  ['anthropics/claude-code 11429', 'Claude AI usage limit reached|1776902400', '2026-04-23T00:00:00.000Z'],
  [
    'anthropics/claude-code 51981',
    "You've hit your limit · resets Apr 23 at 4pm (America/Recife)",
    '2026-04-23T19:00:00.000Z',
  ],
  [
    'anthropics/claude-code 54698',
    "You've hit your limit · resets 1:30am (Asia/Dhaka)",
    '2026-04-22T19:30:00.000Z',
  ],
  [
    'anthropics/claude-code 23236',
    'Session limit reached ∙ resets 7pm (America/Los_Angeles)',
    '2026-04-23T02:00:00.000Z',
  ],
  [
    'codex',
    "You've hit your usage limit. To get more access now, send a request to your admin or try again in 3 days 6 hours 57 minutes.",
    '2026-04-25T18:57:00.000Z',
  ],
  [
    'codex',
    "You've hit your usage limit. Visit https://chatgpt.com/codex/settings/usage to purchase more credits or try again at 3:28 PM.",
    own('2026-04-22T15:28:00'),
  ],
  [
    'codex',
    "You've hit your usage limit. Upgrade to Pro or try again at May 8th, 2026 12:30 PM.",
    own('2026-05-08T12:30:00'),
  ],
  [
    'gemini',
    'You exceeded your current quota, please check your plan and billing details. Please retry in 34.5s.',
    '2026-04-22T12:00:34.500Z',
  ],
  ['gemini', 'RESOURCE_EXHAUSTED {"retryDelay": "30s"}', '2026-04-22T12:00:30.000Z'],
  [
    'gemini',
    'You have exhausted your capacity on this model. Your quota will reset after 2h15m30s.',
    '2026-04-22T14:15:30.000Z',
  ],
  ['openai', 'Rate limit exceeded. Please try again in 500ms.', '2026-04-22T12:00:00.500Z'],
]

describe('an error message about a quota', () => {
  it.each(refusals)(
    'gives the time at which the account is available again, at %s: %s',
    (_, text, resetAt) => {
      const read = readQuota(text, now)
      expect({ ...read, resetAt: new Date(read?.resetAt ?? 0).toISOString() }).toEqual({
        resetAt,
        isSpent: false,
      })
    },
  )

  it.each([
    'You exceeded your current quota, please check your plan and billing details. (insufficient_quota)',
    'Your credit balance is too low to access the Anthropic API.',
  ])('reports an account without credit, which no wait helps: %s', (text) => {
    expect(readQuota(text, now)).toEqual({ resetAt: null, isSpent: true })
  })

  it.each([
    'Too many requests',
    '{"code": 429, "message": "slow down"}',
    'Claude AI usage limit reached|1000000000',
  ])('may give no usable time: %s', (text) => {
    expect(readQuota(text, now)).toEqual({ resetAt: null, isSpent: false })
  })

  it.each([
    'The context window limit of the model was reached.',
    'Wrote 429 lines. Run the tests again at 5pm.',
    'The limit of the list is 100. Try again in 3 days.',
    'The build failed.',
  ])('is not recognized in other texts: %s', (text) => {
    expect(readQuota(text, now)).toBeNull()
  })
})
