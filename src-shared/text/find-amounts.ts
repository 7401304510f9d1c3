import type { Money } from '../model/money.ts'

/** An amount of money in a text, with the matched text and its index. */
export interface FoundAmount extends Money {
  readonly text: string
  readonly index: number
}

const symbols: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  a$: 'AUD',
  c$: 'CAD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
}
const names: Readonly<Record<string, string>> = {
  dollar: 'USD',
  dollars: 'USD',
  buck: 'USD',
  bucks: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  quid: 'GBP',
  yen: 'JPY',
  rupee: 'INR',
  rupees: 'INR',
}
/** Upper-case codes only, because `try` and `all` are words. `pounds` is excluded: it is usually a weight. */
const codes =
  'USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|INR|CNY|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|SGD|HKD|KRW|TRY|ILS|AED'

const number = String.raw`\d{1,12}(?:[.,' \u00a0\u202f]\d{3}(?!\d)){0,4}(?:[.,]\d{1,6})?(?![\d]|[.,]\d)`
const scale = String.raw`(?:[ ]?(?:k|m|thousand|million)(?![\p{L}\p{N}]))?`
const sign = String.raw`(?:US\$|A\$|C\$|[$€£¥₹])`
const word = String.raw`(?:${codes}|usd|eur|gbp|chf|(?:[Dd]ollars?|[Bb]ucks?|[Ee]uros?|[Qq]uid|[Yy]en|[Rr]upees?))(?![\p{L}\p{N}])`
const before = String.raw`(?<![\p{L}\p{N}])(?:${sign}|(?:${codes}))[ ]?(?<n1>${number})(?<s1>${scale})`
const after = String.raw`(?<![\p{L}\p{N}.,])(?<n2>${number})(?<s2>${scale})(?:[ -]?${word}|[ ]?[$€£¥₹](?![ ]?\d))`
const pattern = new RegExp(`${before}|${after}`, 'gu')
const currencyPattern = new RegExp(`${sign}|${codes}|[A-Za-z]{3,7}$`, 'u')

/**
 * Amounts with a currency, in order: `$1,299.99`, `1.299,99 €`, `EUR 500`, `500 euros`, `$2k`. Minor units are
 * hundredths. Fractions of a minor unit and negative numbers are excluded.
 */
export function findAmounts(text: string): FoundAmount[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { n1, n2, s1 = '', s2 = '' } = match.groups ?? {}
    const digits = n1 ?? n2 ?? ''
    const currency = currencyOf(match[0].replace(digits, ' ').replace(`${s1}${s2}`, ' '))
    const amountMinor = minorOf(digits, scaleOf(`${s1}${s2}`))
    const isNegative = /(?:^|[\s(])[-−]$/.test(text.slice(0, match.index))
    if (currency === null || amountMinor === null || isNegative) return []
    return [{ amountMinor, currency, text: match[0], index: match.index }]
  })
}

const figurePattern = new RegExp(`^(?<n>${number})(?<s>${scale})`, 'u')

/** A leading number that may be an amount without a currency: `1.200,50`, `2k`. */
export function readFigure(text: string): Pick<FoundAmount, 'amountMinor' | 'text'> | null {
  const { n = '', s = '' } = figurePattern.exec(text)?.groups ?? {}
  const amountMinor = n === '' ? null : minorOf(n, scaleOf(s))
  return amountMinor === null ? null : { amountMinor, text: `${n}${s}` }
}

function currencyOf(text: string): string | null {
  const found = currencyPattern.exec(text.trim())?.[0] ?? ''
  const code = found.length === 3 ? found.toUpperCase() : null
  return symbols[found.toLowerCase()] ?? names[found.toLowerCase()] ?? code
}

function scaleOf(text: string): number {
  const first = text.trim()[0]?.toLowerCase()
  if (first === undefined) return 1
  return first === 'm' ? 1_000_000 : 1000
}

/** A last group of three digits is thousands, not a fraction: `1,299` and `1.299` are equal, `0.125` is invalid. */
function minorOf(digits: string, factor: number): number | null {
  const fraction =
    /[.,](\d{1,2})$/.exec(digits)?.[1] ?? (factor > 1 ? /[.,](\d{3,6})$/.exec(digits)?.[1] : '')
  const whole = (fraction ? digits.slice(0, -fraction.length - 1) : digits).replace(/\D/g, '')
  if (/^0[.,]\d{3}/.test(digits) || /[.,]\d{4,6}$/.test(digits)) return null
  const minor = (Number(whole) + Number(`0.${fraction || '0'}`)) * factor * 100
  const rounded = Math.round(minor)
  return Number.isSafeInteger(rounded) && Math.abs(minor - rounded) < 0.001 ? rounded : null
}
