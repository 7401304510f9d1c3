import { describe, expect, it } from 'vitest'
import type { Tariff } from '#shared/model/money.ts'
import { currencyOf, moneyOf, priceOf, tariffOf } from '../../src-main/models/price.ts'
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

describe('the cost of a response', () => {
  it('is the price of the list for the tokens', async () => {
    // Prices per million tokens: 0.15 USD input, 0.60 USD output, 0.075 USD cached input.
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

  it('is known at an address in the list', async () => {
    const entry = entryAt('https://api.mistral.ai/v1', { model: 'mistral-large-latest' })
    expect(await priceOf(entry, million, now)).toBeGreaterThan(0)
  })

  it('uses the price of a person if set, in its currency, for the known tokens', async () => {
    const entry = { ...openai('gpt-4o-mini'), price: '0.50/1.50 EUR' }
    expect(await priceOf(entry, { ...noUsage, input: 1000, output: 3 }, now)).toBe(505)
    expect(await priceOf(entry, unknownUsage, now)).toBeNull()
    expect(currencyOf(entry)).toBe('EUR')
    expect(await priceOf({ ...entry, price: 'free' }, million, now)).toBe(0)
    const server = await openServer([turns.json(decision)])
    const models = modelsFor(entryAt(server.baseURL, { price: '100/100 EUR' }))
    // 120 input and 30 output tokens.
    expect(answerOf(await models.ask(request()))).toMatchObject({
      costMicros: 15_000,
      cost: { amountMinor: 2, currency: 'EUR' },
    })
  })

  it.each<[string, ModelEntry, Tariff]>([
    ['in the list', openai('gpt-4o-mini'), { currency: 'USD' }],
    ['not in the list', openai('gpt-of-tomorrow-x'), 'unknown'],
    ['at an address that the list does not know', entryAt('http://gpu.lan/v1'), 'unknown'],
    ['on this machine', entryAt('http://127.0.0.1:1/v1'), 'free'],
    ['on this machine, by name', entryAt('http://localhost:1/v1'), 'free'],
    ['on this machine, by another address', entryAt('http://[::1]:1/v1'), 'free'],
    [
      'on this machine, with a price',
      entryAt('http://localhost:1/v1', { price: '1/1 EUR' }),
      { currency: 'EUR' },
    ],
    ['that somebody says is free', { ...openai('gpt-of-tomorrow-x'), price: 'free' }, 'free'],
  ])('has an upper bound in advance for a model %s', async (_, entry, tariff) => {
    expect(await tariffOf(entry, now)).toEqual(tariff)
  })

  it('is rounded up to cents after the sum', () => {
    expect(moneyOf(0)).toEqual({ amountMinor: 0, currency: 'USD' })
    expect(moneyOf(1)).toEqual({ amountMinor: 1, currency: 'USD' })
    expect(moneyOf(10_000)).toEqual({ amountMinor: 1, currency: 'USD' })
    expect(moneyOf(10_001)).toEqual({ amountMinor: 2, currency: 'USD' })
  })

  it('is returned with the response', async () => {
    const server = await openServer([turns.json(decision)])
    const entry = entryAt('https://api.mistral.ai/v1', { model: 'mistral-large-latest' })
    const redirected: typeof fetch = (_, init) => fetch(`${server.baseURL}/chat/completions`, init)
    const answer = answerOf(await modelsFor(entry, { fetch: redirected }).ask(request()))
    expect(answer.costMicros).toBeGreaterThan(0)
    expect(answer.cost).toEqual({ amountMinor: 1, currency: 'USD' })
  })

  it('is unknown if the server reports impossible counts', async () => {
    const usage = { prompt_tokens: -5, completion_tokens: 1.5 }
    const server = await openServer([turns.says(JSON.stringify(decision), { usage })])
    const answer = answerOf(await modelsFor(entryAt(server.baseURL)).ask(request()))
    expect(answer).toMatchObject({ usage: { input: null, output: null }, cost: null })
  })
})
