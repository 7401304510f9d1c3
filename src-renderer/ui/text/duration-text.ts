const units: readonly (readonly [name: string, ms: number, words: RegExp])[] = [
  ['w', 604_800_000, /^w(eeks?)?$/],
  ['d', 86_400_000, /^d(ays?)?$/],
  ['h', 3_600_000, /^h(ours?|rs?)?$/],
  ['min', 60_000, /^m(in(ute)?s?)?$/],
  ['s', 1000, /^s(ec(ond)?s?)?$/],
  ['ms', 1, /^(ms|millis(econds?)?)$/],
]

/** Parses `90 s`, `5 min`, `1h 30m`, `2 days` to milliseconds; null if the text is not a duration. */
export function parseDuration(text: string): number | null {
  const parts = [
    ...text
      .trim()
      .toLowerCase()
      .matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)|(\S)/g),
  ]
  if (parts.length === 0) return null
  let total = 0
  for (const [, amount, word = ''] of parts) {
    const unit = units.find(([, , words]) => words.test(word))
    if (amount === undefined || unit === undefined) return null
    total += Number(amount.replace(',', '.')) * unit[1]
  }
  return Math.round(total)
}

/** Formats a duration exactly, starting with the largest units: `1 h 30 min`. */
export function writeDuration(ms: number): string {
  if (ms === 0) return '0 s'
  const parts: string[] = []
  let left = ms
  for (const [name, size] of units) {
    if (left < size) continue
    parts.push(`${Math.floor(left / size)} ${name}`)
    left %= size
  }
  return parts.join(' ')
}
