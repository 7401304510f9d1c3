/**
 * Cleans untrusted text for storage: truncated, well-formed, and without control characters except tabs and line
 * breaks.
 */
export function keptText(text: string, limit: number): string {
  const clean = text
    .slice(0, limit * 2)
    .replaceAll(/\r\n?/g, '\n')
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n]/gu, '')
    .trim()
  const cut = clean.slice(0, limit)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

/** Same as `keptText`, on one line. */
export const keptLine = (text: string, limit: number): string =>
  keptText(text.slice(0, limit * 2).replaceAll(/[\s\p{C}]+/gu, ' '), limit)

/** Text of a string, a number or a boolean; null for other values. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** Texts of a list, or the parts of a comma-separated text. Commas in brackets do not separate: `Agent(a, b)`. */
export function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => textOf(each) ?? [])
  return splitAtCommas(textOf(value) ?? '')
}

function splitAtCommas(text: string): string[] {
  const words = ['']
  let depth = 0
  for (const sign of text) {
    if (sign === ',' && depth === 0) {
      words.push('')
      continue
    }
    if (sign === '(') depth += 1
    if (sign === ')') depth = Math.max(0, depth - 1)
    words[words.length - 1] += sign
  }
  return words.map((word) => word.trim()).filter((word) => word !== '')
}
