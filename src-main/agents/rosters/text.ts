/** Text of a stranger, fit to be kept: bounded, without half characters, of control characters only tabs and line ends. */
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

/** The same as one line. */
export const keptLine = (text: string, limit: number): string =>
  keptText(text.slice(0, limit * 2).replaceAll(/[\s\p{C}]+/gu, ' '), limit)

/** The text of a value that is one: a string, or a number or a truth value that was meant as text. Null for others. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** The texts of a list, or of words with commas between them; those in brackets separate nothing: `Agent(a, b)`. */
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
