import { currencySchema, type Money, moneySchema } from '#shared/model/money.ts'

const symbols: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' }

/**
 * Parses `12.50 EUR`, `$5`, `3,20 €`. A number without a currency is in `currency`. Null if the text is not an amount.
 */
export function parseMoney(text: string, currency: string): Money | null {
  const found = /^([a-z]{3}|[$€£¥])?\s*(\d{1,12})(?:[.,](\d{1,2}))?\s*([a-z]{3}|[$€£¥])?$/i.exec(text.trim())
  if (found === null) return null
  const [, before, whole = '', cents = '', after] = found
  if (before !== undefined && after !== undefined) return null
  const said = before ?? after
  const code = said === undefined ? currency : (symbols[said] ?? said.toUpperCase())
  const amountMinor = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  if (!currencySchema.safeParse(code).success) return null
  return moneySchema.safeParse({ amountMinor, currency: code }).data ?? null
}
