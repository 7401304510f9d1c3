import { type Connector, readConnector, skipLeadIn } from './connectors.ts'
import { findStepVerb } from './imperative.ts'
import { type Range, type Source, setOf, type Token, wordsBetween } from './tokens.ts'

/** The things of `each of A, B and C`, as they were typed. */
export interface ItemList {
  readonly items: readonly string[]
  /** The words that name them all, with what makes a step for each of them. */
  readonly words: string
}

export interface FoundList extends ItemList {
  /** The place after it. */
  readonly end: number
}

/** A list that stands before what is to be done with each of its things: `for each of A and B, research it`. */
export interface FoundPrefix extends FoundList {
  /** Where what is to be done begins. */
  readonly body: number
}

/** `for each of A, B and C` before a verb; null where nothing is to be done. Of `for each city` nothing is named. */
export function readPrefix(source: Source, at: number): FoundPrefix | null {
  const { tokens } = source
  const isFor = tokens[at]?.lower === 'for'
  const list = readEach(source, isFor ? at + 1 : at, true)
  if (list === null) return isFor ? readUnnamed(tokens, at) : null
  const body = skipLeadIn(tokens, readConnector(tokens, list.end)?.next ?? list.end)
  return body < tokens.length ? { ...list, body } : null
}

/** In tokens. */
const maxName = 20

function readUnnamed(tokens: readonly Token[], at: number): FoundPrefix | null {
  if (!/^(?:each|every)$/.test(tokens[at + 1]?.lower ?? '')) return null
  for (let end = at + 2; end < Math.min(at + maxName, tokens.length); end += 1) {
    const isParted = tokens[end]?.kind === 'mark'
    const body = isParted ? skipLeadIn(tokens, end) : end
    const position = isParted ? 'sequel' : 'joined'
    if (findStepVerb(tokens, body, position) !== null) return { items: [], words: '', end, body }
    if (isParted && tokens[end]?.lower !== ',') return null
  }
  return null
}

/** `each of A, B and C`, `every one of: A, B`, `each city (A, B)`. */
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

/** A longer name before the list, `each of the following cities: A, B`, is skipped up to its colon or bracket. */
function startOfList(tokens: readonly Token[], at: number): number | null {
  if (tokens[at]?.lower !== 'each' && tokens[at]?.lower !== 'every') return null
  let start = at + 1
  while (/^(?:single|one)$/.test(tokens[start]?.lower ?? '')) start += 1
  const isOf = tokens[start]?.lower === 'of'
  if (isOf) start += 1
  for (let ahead = start; ahead < start + 6; ahead += 1) {
    const token = tokens[ahead]
    if (token?.lower === ':') {
      const next = skipLeadIn(tokens, ahead)
      return findStepVerb(tokens, next, 'opening') === null ? ahead + 1 : null
    }
    const isBracket = token?.isInBrackets === true && ahead > start && !tokens[ahead - 1]?.isInBrackets
    if (isBracket && hasSeparator(tokens, ahead)) return isListName(tokens, start) || !isOf ? ahead : start
    if (token === undefined || token.kind === 'mark' || token.lower === 'and') break
  }
  return isOf ? start : null
}

const isListName = (tokens: readonly Token[], at: number): boolean =>
  /^(?:the|these|those|my|our|following|all)$/.test(tokens[at]?.lower ?? '')

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

/** Things with commas of their own are parted by semicolons; `&` parts only what nothing else parts. */
export function separatorOf(tokens: readonly Token[], [start, end]: Range): Separator {
  const isMark = (marks: RegExp) => (token: Token | undefined) =>
    token?.isInBrackets === false && marks.test(token.lower)
  const within = tokens.slice(start, end)
  const choices = [isMark(/^;$/), isMark(/^(?:,|\n|and)$/), isMark(/^&$/)]
  return choices.find((each) => within.some(each)) ?? isMark(/^,$/)
}

/** Things of which each begins with a word: an `and` after a semicolon belongs to none. */
export function splitItems(tokens: readonly Token[], [start, end]: Range, parts: Separator): Range[] {
  const ranges: Range[] = []
  let from = start
  for (let at = start; at <= end; at += 1) {
    if (at < end && !parts(tokens[at])) continue
    while (from < at && (tokens[from]?.kind === 'mark' || tokens[from]?.lower === 'and')) from += 1
    if (from < at) ranges.push([from, at])
    from = at + 1
  }
  return ranges
}

const tails = setOf(
  'by before until under below within using via about saying asking regarding if unless with a an',
)

/** Where a last thing ends and what is said of all of them begins: `A, B and C by Friday`. */
export function startOfTail(tokens: readonly Token[], ranges: readonly Range[]): number {
  const [start, end] = ranges.at(-1) ?? [0, 0]
  const others = new Set(
    ranges.slice(0, -1).flatMap(([from, to]) => tokens.slice(from, to).map(({ lower }) => lower)),
  )
  const at = tokens
    .slice(start + 1, end)
    .findIndex(({ lower, isInBrackets }) => !isInBrackets && tails.has(lower) && !others.has(lower))
  return at === -1 ? end : start + 1 + at
}

/** In tokens. What is longer is no name of a thing. */
const maxItem = 20

/** Words that no thing goes on with, and with which none begins. */
const strangers = setOf('if unless but because then otherwise please what which how who where why ask let')

/**
 * A list ends with its sentence, or where something is to be done. In a list that stands first a verb may follow its
 * last thing without a mark between them; a colon, or a comma after the thing that `and` names, makes it complete.
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
      if (at > itemStart && isPrefix && opensBody(tokens, at, isLast)) return at
      if (at > itemStart && token.text === token.lower && strangers.has(token.lower)) return at
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
  if (isSequel || (text === lower && /^(?:each|every|for)$/.test(lower)) || strangers.has(lower)) return true
  return findStepVerb(tokens, next, isComplete ? 'sequel' : 'joined') !== null
}

/** Names are written with capitals, and a verb of a request is not. */
function opensBody(tokens: readonly Token[], at: number, isLast: boolean): boolean {
  const [token, next] = tokens.slice(at, at + 2)
  if (token === undefined || token.text !== token.lower) return false
  const isFollowed = next !== undefined && next.kind !== 'mark'
  return findStepVerb(tokens, at, isLast && isFollowed ? 'sequel' : 'joined') !== null
}
