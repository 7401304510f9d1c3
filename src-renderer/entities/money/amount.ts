import { type Money, maxAmountMinor } from '#shared/model/money.ts'
import { locale } from '#shared/words/words.ts'

/** Parses `12.5` or `12,50` into minor units; null if invalid or above the maximum amount. */
export function parseAmount(text: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  const [, whole = '', part = ''] = match
  const amountMinor = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return amountMinor > maxAmountMinor ? null : amountMinor
}

/** Text of an amount for an input field. */
export const writeAmount = (amountMinor: number): string => (amountMinor / 100).toFixed(2)

/** Totals per currency, in order of first appearance. Currencies are never added together. */
export function sumMoney(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }))
}

/** `15`, `0.50`, `1,200`: axis labels of a chart whose title names the currency. */
export const shortAmount = (amountMinor: number): string =>
  amountMinor % 100 === 0 ? (amountMinor / 100).toLocaleString(locale) : (amountMinor / 100).toFixed(2)
