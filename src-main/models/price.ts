import type { Money } from '#shared/model/money.ts'
import { maxAmountMinor } from '#shared/model/money.ts'
import type { Usage } from './port.ts'
import type { ModelEntry } from './settings.ts'

/**
 * What the tokens cost in millionths of a US dollar, by a price list that comes with the program; null when the model,
 * its provider or a count is not known. Nothing is guessed: a model of the same name at another address has its own price.
 */
export async function priceOf(entry: ModelEntry, usage: Usage, now: number): Promise<number | null> {
  const { input, output } = usage
  if (input === null || output === null) return null
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
  // The list throws where its own prices do not fit together. The answer is paid for and good: its cost is unknown.
  try {
    const price = calcPrice(counts, entry.model, { providerId: provider.id, timestamp: new Date(now) })
    return price === null || !Number.isFinite(price.total_price)
      ? null
      : Math.max(Math.ceil(price.total_price * 1e6 - roundingError), 0)
  } catch {
    return null
  }
}

const microsPerCent = 10_000
/** Prices are fractions in binary: what is a whole number of micros must not become one more. */
const roundingError = 1e-6

/** Rounded up, so that a cap is never undercounted. Add up micros first where there are many. */
export const moneyOf = (micros: number): Money => ({
  amountMinor: Math.min(Math.ceil(micros / microsPerCent), maxAmountMinor),
  currency: 'USD',
})
