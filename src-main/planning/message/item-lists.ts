import { type Connector, readConnector, skipLeadIn } from './connectors.ts'
import { findStepVerb } from './imperative.ts'
import { type Range, type Source, setOf, type Token, wordAt, wordsBetween } from './tokens.ts'

/** The items of a list such as `each of A, B and C`, as typed. */
export interface ItemList {
  readonly items: readonly string[]
  /** The complete list as typed, with the words that distribute it: `each of A, B and C`. */
  readonly words: string
}

export interface FoundList extends ItemList {
  /** Token index after the list. */
  readonly end: number
}

/** A list before the verb: `for each of A and B, research it`. */
export interface FoundPrefix extends FoundList {
  /** Token index of the verb phrase after the list. */
  readonly body: number
}

/**
 * Reads `for each of A, B and C` before a verb; null without a verb phrase. The phrase `for each city` gives an empty
 * list.
 */
export function readPrefix(source: Source, at: number): FoundPrefix | null {
  const { tokens } = source
  const isFor = tokens[at]?.lower === 'for'
  const list = readEach(source, isFor ? at + 1 : at, true)
  if (list === null) return isFor ? readUnnamed(tokens, at) : null
  const body = skipLeadIn(tokens, readConnector(tokens, list.end)?.next ?? list.end)
  return body < tokens.length ? { ...list, body } : null
}

/** Limit on the words of an unnamed list, in tokens. */
const maxName = 20

function readUnnamed(tokens: readonly Token[], at: number): FoundPrefix | null {
  if (!/^(?:each|every)$/.test(wordAt(tokens, at + 1))) return null
  for (let end = at + 2; end < Math.min(at + maxName, tokens.length); end += 1) {
    const isSeparated = tokens[end]?.kind === 'mark'
    const body = isSeparated ? skipLeadIn(tokens, end) : end
    const verbPosition = isSeparated ? 'sequel' : 'joined'
    if (findStepVerb(tokens, body, verbPosition) !== null) return { items: [], words: '', end, body }
    if (isSeparated && tokens[end]?.lower !== ',') return null
  }
  return null
}

/** Reads a list such as `each of A, B and C`, `every one of: A, B` or `each city (A, B)`. */
export function readEach(source: Source, at: number, isPrefix = false): FoundList | null {
  const start = startOfList(source.tokens, at)
  if (start === null) return null
  const isBracket = source.tokens[start]?.isInBrackets === true
  const { ranges, end } = isBracket ? readBracket(source, start) : readItems(source, start, isPrefix)
  const items = ranges
    .map((range) => wordsBetween(source.text, source.tokens, range))
    .map((item) => (isBracket ? item.replace(/\)+$/, '') : item))
  if (items.length < 2) return null
  return { items, words: wordsBetween(source.text, source.tokens, [at, end]), end }
}

/**
 * Token index of the first item. A description of the items, as in `each of the following cities: A, B`, is skipped.
 */
function startOfList(tokens: readonly Token[], at: number): number | null {
  if (tokens[at]?.lower !== 'each' && tokens[at]?.lower !== 'every') return null
  let start = at + 1
  while (/^(?:single|one)$/.test(wordAt(tokens, start))) start += 1
  const isOf = tokens[start]?.lower === 'of'
  if (isOf) start += 1
  for (let position = start; position < start + 6; position += 1) {
    const token = tokens[position]
    if (token?.lower === ':') {
      const next = skipLeadIn(tokens, position)
      return findStepVerb(tokens, next, 'opening') === null ? position + 1 : null
    }
    const isBracket = token?.isInBrackets === true && position > start && !tokens[position - 1]?.isInBrackets
    if (isBracket && hasSeparator(tokens, position))
      return isListName(tokens, start) || !isOf ? position : start
    if (token === undefined || token.kind === 'mark' || token.lower === 'and') break
  }
  return isOf ? start : null
}

const isListName = (tokens: readonly Token[], at: number): boolean =>
  /^(?:the|these|those|my|our|following|all)$/.test(wordAt(tokens, at))

function hasSeparator(tokens: readonly Token[], start: number): boolean {
  for (let at = start; tokens[at]?.isInBrackets; at += 1) if (isSeparator(tokens[at])) return true
  return false
}

const isSeparator = (token: Token | undefined): boolean => /^(?:,|;|&|\n|and)$/.test(token?.lower ?? '')

function readBracket({ tokens }: Source, start: number): { ranges: Range[]; end: number } {
  let end = start
  while (tokens[end]?.isInBrackets) end += 1
  return { ranges: splitItems(tokens, [start, end], isSeparator), end }
}

function readItems({ tokens }: Source, start: number, isPrefix: boolean): { ranges: Range[]; end: number } {
  const end = endOfList(tokens, start, isPrefix)
  const ranges = splitItems(tokens, [start, end], separatorOf(tokens, [start, end]))
  const last = ranges.at(-1)
  if (last === undefined || isPrefix) return { ranges, end }
  const tail = startOfTail(tokens, ranges)
  return { ranges: [...ranges.slice(0, -1), [last[0], tail]], end: tail }
}

type Separator = (token: Token | undefined) => boolean

/** Semicolons separate items that contain commas. `&` separates items only without any other separator. */
export function separatorOf(tokens: readonly Token[], [start, end]: Range): Separator {
  const isMark = (marks: RegExp) => (token: Token | undefined) =>
    token?.isInBrackets === false && marks.test(token.lower)
  const within = tokens.slice(start, end)
  const choices = [isMark(/^;$/), isMark(/^(?:,|\n|and)$/), isMark(/^&$/)]
  return choices.find((each) => within.some(each)) ?? isMark(/^,$/)
}

/** Splits a token range into items. An `and` or mark at the start of an item is dropped. */
export function splitItems(
  tokens: readonly Token[],
  [start, end]: Range,
  isSeparatorToken: Separator,
): Range[] {
  const ranges: Range[] = []
  let from = start
  for (let at = start; at <= end; at += 1) {
    if (at < end && !isSeparatorToken(tokens[at])) continue
    while (from < at && (tokens[from]?.kind === 'mark' || tokens[from]?.lower === 'and')) from += 1
    if (from < at) ranges.push([from, at])
    from = at + 1
  }
  return ranges
}

const tailStarts = setOf(
  'by before until under below within using via about saying asking regarding if unless with a an',
)

/** Token index where the last item ends and words about all items start: `A, B and C by Friday`. */
export function startOfTail(tokens: readonly Token[], ranges: readonly Range[]): number {
  const [start, end] = ranges.at(-1) ?? [0, 0]
  const others = new Set(
    ranges.slice(0, -1).flatMap(([from, to]) => tokens.slice(from, to).map(({ lower }) => lower)),
  )
  const at = tokens
    .slice(start + 1, end)
    .findIndex(({ lower, isInBrackets }) => !isInBrackets && tailStarts.has(lower) && !others.has(lower))
  return at === -1 ? end : start + 1 + at
}

/** Limit on the length of an item, in tokens. */
const maxItem = 20

/** Words that end a list, because no item contains them. */
const listEnders = setOf('if unless but because then otherwise please what which how who where why ask let')

/**
 * Token index of the end of a list. A list ends with its sentence or before a verb phrase. In a prefix list, a verb
 * may follow the last item without a mark. A colon, or a comma after the item behind `and`, completes a prefix list.
 */
function endOfList(tokens: readonly Token[], start: number, isPrefix: boolean): number {
  const isBlock = tokens[start - 1]?.lower === ':'
  let isLast = false
  let hasSemicolons = false
  let itemStart = start
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined || token.isInBrackets) continue
    if (token.kind === 'mark' && /[.!?:]/.test(token.lower)) return at
    if (token.lower === '\n' && (!isBlock || at === start)) {
      if (isBlock) continue
      return at
    }
    if (at - itemStart > maxItem) return at
    const connector = readConnector(tokens, at)
    if (connector === null) {
      if (at > itemStart && isPrefix && startsBody(tokens, at, isLast)) return at
      if (at > itemStart && token.text === token.lower && listEnders.has(token.lower)) return at
      continue
    }
    hasSemicolons ||= token.lower === ';'
    if (isLast && token.kind === 'mark' && !(hasSemicolons && /[,;]/.test(token.lower))) return at
    if (endsBefore(tokens, connector, isLast || token.lower === ';')) return at
    isLast ||= tokens.slice(at, connector.end).some(({ lower }) => lower === 'and')
    itemStart = connector.end
    at = connector.end - 1
  }
  return tokens.length
}

function endsBefore(tokens: readonly Token[], { next, isSequel }: Connector, isComplete: boolean): boolean {
  const { text = '', lower = '' } = tokens[next] ?? {}
  if (isSequel || (text === lower && /^(?:each|every|for)$/.test(lower)) || listEnders.has(lower)) return true
  return findStepVerb(tokens, next, isComplete ? 'sequel' : 'joined') !== null
}

/** A lower-case verb starts the verb phrase. Capitalised words are part of a name. */
function startsBody(tokens: readonly Token[], at: number, isLast: boolean): boolean {
  const [token, next] = tokens.slice(at, at + 2)
  if (token === undefined || token.text !== token.lower) return false
  const isFollowed = next !== undefined && next.kind !== 'mark'
  return findStepVerb(tokens, at, isLast && isFollowed ? 'sequel' : 'joined') !== null
}
