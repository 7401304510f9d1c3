import type { Money } from '../model/money.ts'

/** `12.50 EUR`. Minor units are hundredths for all currencies, which is right for most. */
export const formatMoney = ({ amountMinor, currency }: Money): string =>
  `${(amountMinor / 100).toFixed(2)} ${currency}`
