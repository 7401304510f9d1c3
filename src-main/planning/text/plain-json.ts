/** Names that reach a prototype; always refused. */
export const dangerousNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface JsonLimits {
  readonly maxDepth: number
  readonly maxNodes: number
}

/**
 * Parses a valid text with the built-in parser, which is three times as fast as a parser with positions. Null if the
 * text may be invalid; the parser with positions then finds and describes the error.
 */
export function parsePlainJson(text: string, limits: JsonLimits): { readonly value: unknown } | null {
  // Escaped NUL and surrogates, which only the parsed text contains.
  if (/\\u(?:0000|d[89a-f])/i.test(text)) return null
  const names = countNames(text, limits.maxDepth)
  if (names === null) return null
  // `JSON.parse` throws `SyntaxError` for invalid JSON.
  try {
    const value: unknown = JSON.parse(text)
    return isPlain(value, names, limits) ? { value } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a]
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b])
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** Number of names in all objects, counting duplicates. Null if nested too deeply or not JSON. */
function countNames(text: string, maxDepth: number): number | null {
  let names = 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfString(text, at)
      if (at < 0) return null
    } else if (code === colon) names += 1
    else if (code > colon) {
      if (opening.has(code)) depth += 1
      else if (closing.has(code)) depth -= 1
      if (depth > maxDepth) return null
    }
  }
  return names
}

/** Position of the quote that ends the string starting at `start`; -1 if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before -= 1
    if ((end - before) % 2 === 1) return end
  }
  return -1
}

/** Compares the number of names: a duplicate name in one object leaves fewer names than were written. */
function isPlain(root: unknown, names: number, { maxNodes }: JsonLimits): boolean {
  const open: unknown[] = [root]
  let nodes = 0
  let found = 0
  while (open.length > 0) {
    const value = open.pop()
    nodes += 1
    if (nodes > maxNodes) return false
    if (Array.isArray(value)) for (const item of value) open.push(item)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, field] of Object.entries(value)) {
        if (dangerousNames.has(name)) return false
        found += 1
        open.push(field)
      }
    } else if (typeof value === 'number' && !Number.isFinite(value)) return false
  }
  return found === names
}
