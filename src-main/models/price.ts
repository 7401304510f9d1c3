import type { Money, Tariff } from '#shared/model/money.ts'
import { maxAmountMinor } from '#shared/model/money.ts'
import type { Usage } from './port.ts'
import { isOnThisMachine, type ModelEntry } from './settings.ts'
import { noUsage } from './usage.ts'

/** Price that a person set, per million tokens; null if none is set. */
function ownPriceOf({ price }: ModelEntry) {
  if (price === undefined) return null
  if (price === 'free') return { input: 0, output: 0, currency: listCurrency }
  const [amounts = '', currency = ''] = price.split(' ')
  const [input = 0, output = 0] = amounts.split('/').map(Number)
  return { input, output, currency }
}

/** Currency of the shipped price list. */
const listCurrency = 'USD'

/** The known price of a model before a request. A model on this machine is free unless a price is known. */
export async function tariffOf(entry: ModelEntry, now: number): Promise<Tariff> {
  if (entry.price === 'free') return 'free'
  const one = { ...noUsage, input: 1, output: 1 }
  if ((await priceOf(entry, one, now)) !== null) return { currency: currencyOf(entry) }
  return isOnThisMachine(entry) ? 'free' : 'unknown'
}

/** Currency of `priceOf`. */
export const currencyOf = (entry: ModelEntry): string => ownPriceOf(entry)?.currency ?? listCurrency

/**
 * Cost of the tokens in millionths of a unit of `currencyOf`. Uses the price that a person set, else the shipped price
 * list. Null if the model, its provider or a count is unknown. Prices are never guessed: the same model name at
 * another address may have another price.
 */
export async function priceOf(entry: ModelEntry, usage: Usage, now: number): Promise<number | null> {
  const own = ownPriceOf(entry)
  const { input, output } = usage
  if (input === null || output === null) return null
  return own === null
    ? listPriceOf(entry, { ...usage, input, output }, now)
    : microsOf(input * own.input + output * own.output)
}

const microsOf = (micros: number): number => Math.max(Math.ceil(micros - roundingError), 0)

type Counted = Usage & { readonly input: number; readonly output: number }

async function listPriceOf(entry: ModelEntry, usage: Counted, now: number): Promise<number | null> {
  const { input, output } = usage
  const cached = usage.cached ?? 0
  const cacheWritten = usage.cacheWritten ?? 0
  if (cached + cacheWritten > input) return null
  const { calcPrice, findProvider } = await import('@pydantic/genai-prices')
  const counts = {
    input_tokens: input,
    output_tokens: output,
    ...(cached > 0 ? { cache_read_tokens: cached } : {}),
    ...(cacheWritten > 0 ? { cache_write_tokens: cacheWritten } : {}),
  }
  const provider = findProvider(
    entry.kind === 'compatible' ? { providerApiUrl: entry.baseURL } : { providerId: entry.kind },
  )
  if (provider === undefined) return null
  // The price list throws on inconsistent prices of its own. The answer is valid and paid for, so only its cost is
  // unknown.
  try {
    const price = calcPrice(counts, entry.model, { providerId: provider.id, timestamp: new Date(now) })
    return price === null || !Number.isFinite(price.total_price) ? null : microsOf(price.total_price * 1e6)
  } catch {
    return null
  }
}

const microsPerCent = 10_000
/** Tolerance for binary fractions, so that a whole number of micros is not rounded up by one. */
const roundingError = 1e-6

/** Rounds up, so that costs are never undercounted against a cap. Add up micros before converting several amounts. */
export const moneyOf = (micros: number, currency = listCurrency): Money => ({
  amountMinor: Math.min(Math.ceil(micros / microsPerCent), maxAmountMinor),
  currency,
})
