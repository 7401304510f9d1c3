import { describe, expect, it } from 'vitest'
import { moneyOf, priceOf } from '../../src-main/models/price.ts'
import type { ModelEntry } from '../../src-main/models/settings.ts'
import { noUsage, unknownUsage } from '../../src-main/models/usage.ts'
import { turns } from '../support/fake-model-server.ts'
import { answerOf, decision, entryAt, modelsFor, openServer, request } from './harness.ts'

const now = Date.UTC(2026, 5, 1)
const openai = (model: string): ModelEntry => ({
  kind: 'openai',
  name: 'a',
  model,
  apiKey: { from: 'environment', variable: 'OPENAI_API_KEY' },
})
const million = { ...noUsage, input: 1_000_000, output: 1_000_000 }

describe('the cost of an answer', () => {
  it('is what the list says for the tokens', async () => {
    // 0.15 USD for a million in, 0.60 out, 0.075 in from the cache.
    expect(await priceOf(openai('gpt-4o-mini'), million, now)).toBe(750_000)
    expect(await priceOf(openai('gpt-4o-mini'), { ...million, cached: 1_000_000 }, now)).toBe(675_000)
    expect(await priceOf(openai('gpt-4o-mini'), { ...noUsage, input: 1 }, now)).toBe(1)
    expect(await priceOf(openai('gpt-4o-mini'), noUsage, now)).toBe(0)
  })

  it('is unknown for an unknown model, count or address, and never 0', async () => {
    expect(await priceOf(openai('gpt-of-tomorrow-x'), million, now)).toBeNull()
    expect(await priceOf(openai('gpt-4o-mini'), unknownUsage, now)).toBeNull()
    expect(await priceOf(openai('gpt-4o-mini'), { ...million, output: null }, now)).toBeNull()
    expect(await priceOf(openai('gpt-4o-mini'), { ...million, cached: 2_000_000 }, now)).toBeNull()
    expect(await priceOf(entryAt('http://127.0.0.1:1/v1', { model: 'gpt-4o-mini' }), million, now)).toBeNull()
  })

  it('is known at an address that the list knows', async () => {
    const entry = entryAt('https://api.mistral.ai/v1', { model: 'mistral-large-latest' })
    expect(await priceOf(entry, million, now)).toBeGreaterThan(0)
  })

  it('is rounded up to cents, after it was added up', () => {
    expect(moneyOf(0)).toEqual({ amountMinor: 0, currency: 'USD' })
    expect(moneyOf(1)).toEqual({ amountMinor: 1, currency: 'USD' })
    expect(moneyOf(10_000)).toEqual({ amountMinor: 1, currency: 'USD' })
    expect(moneyOf(10_001)).toEqual({ amountMinor: 2, currency: 'USD' })
  })

  it('comes with the answer', async () => {
    const server = await openServer([turns.json(decision)])
    const entry = entryAt('https://api.mistral.ai/v1', { model: 'mistral-large-latest' })
    const redirected: typeof fetch = (_, init) => fetch(`${server.baseURL}/chat/completions`, init)
    const answer = answerOf(await modelsFor(entry, { fetch: redirected }).ask(request()))
    expect(answer.costMicros).toBeGreaterThan(0)
    expect(answer.cost).toEqual({ amountMinor: 1, currency: 'USD' })
  })

  it('is unknown where the server counts what cannot be', async () => {
    const usage = { prompt_tokens: -5, completion_tokens: 1.5 }
    const server = await openServer([turns.says(JSON.stringify(decision), { usage })])
    const answer = answerOf(await modelsFor(entryAt(server.baseURL)).ask(request()))
    expect(answer).toMatchObject({ usage: { input: null, output: null }, cost: null })
  })
})
