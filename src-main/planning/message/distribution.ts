import { type ItemList, separatorOf, splitItems, startOfTail } from './item-lists.ts'
import type { StepKind } from './lexicon.ts'
import { refersBack } from './references.ts'
import { type Range, type Source, type Token, wordAt, wordsBetween } from './tokens.ts'

/**
 * Marks the position of the item in the texts of a distributed clause. Messages cannot contain the mark, because
 * parsing removes control characters.
 */
export const slot = '\u0000'

/** Limit on items with a step each. A longer list stays in the text of a single step. */
export const maxItems = 20

/** A token range that the text of a clause leaves out or, with `isSlot`, replaces with the slot. */
export interface Gap {
  readonly range: Range
  readonly isSlot: boolean
}

/**
 * Reads a list after the verb with one step for each item: `research A, B and C separately`, `an email to Ann and Bob
 * each`.
 */
export function readSeparate(source: Source, range: Range): { list: ItemList; gaps: Gap[] } | null {
  const { tokens } = source
  const adverb = findAdverb(tokens, range)
  if (adverb === null) return null
  const [start] = range
  const [from] = adverb
  if (tokens.slice(start, from).some(({ lower }) => descriptionWords.test(lower))) return null
  const [first, ...others] = splitItems(tokens, [start, from], separatorOf(tokens, [start, from]))
  const last = others.at(-1)
  if (first === undefined || last === undefined) return null
  const ranges: Range[] = [[endOfHead(tokens, first), first[1]], ...others]
  const end = startOfTail(tokens, ranges)
  const itemRanges: Range[] = ranges.map((range) => (range === last ? [range[0], end] : range))
  const items = itemRanges.map((part) => wordsBetween(source.text, tokens, part))
  const listed: Range = [ranges[0]?.[0] ?? start, end]
  const words = `${wordsBetween(source.text, tokens, listed)} ${wordsBetween(source.text, tokens, adverb)}`
  return {
    list: { items, words },
    gaps: [
      { range: listed, isSlot: true },
      { range: [tokens[from - 1]?.kind === 'mark' ? from - 1 : from, adverb[1]], isSlot: false },
    ],
  }
}

/** Words before a list that belongs to a description: `companies that ship books and toys separately`. */
const descriptionWords = /^(?:that|which|who|how|whether|why|ways|saying|between)$/

/**
 * Finds the adverb that asks for a step for each item, such as `separately`. In `$5 each`, the adverb belongs to the
 * price.
 */
function findAdverb(tokens: readonly Token[], [start, end]: Range): Range | null {
  for (let at = start + 1; at < end; at += 1) {
    const length = lengthOfAdverb(tokens, at, end)
    if (length > 0) return [at, at + length]
  }
  return null
}

function lengthOfAdverb(tokens: readonly Token[], at: number, end: number): number {
  const words = tokens.slice(at, at + 4).map(({ lower }) => lower)
  const next = tokens[at + 1]
  if (/^(?:separately|individually)$/.test(words[0] ?? '')) {
    return at + 1 < end && /^(?:from|of)$/.test(words[1] ?? '') ? 0 : 1
  }
  if (words[0] === 'each' && /^(?:separately|individually)$/.test(words[1] ?? '')) return 2
  if (words[0] === 'one' && words[1] === 'by' && words[2] === 'one') return 3
  if (words.join(' ') === 'one at a time') return 4
  const isPrice = [tokens[at - 1], tokens[at - 2]].some((token) => token?.kind === 'number')
  if (words[0] !== 'each' || isPrice) return 0
  const isFree =
    at + 1 >= end || next?.kind === 'mark' || /^(?:an?|the|by|before|about)$/.test(next?.lower ?? '')
  return isFree ? 1 : 0
}

const prepositions = /^(?:of|for|in|about|on|from|to|at|near|regarding|between)$/

/**
 * Returns the end of the words that all items share: `prices of` in `prices of A, B and C`. Names such as `Bank of
 * England` stay complete.
 */
function endOfHead(tokens: readonly Token[], [start, end]: Range): number {
  for (let at = end - 2; at >= start; at -= 1) {
    const isName = at > start && /^\p{Lu}/u.test(tokens[at - 1]?.text ?? '')
    if (prepositions.test(wordAt(tokens, at)) && !isName) return at + 1
  }
  return start
}

export interface Distribution extends ItemList {
  /**
   * The list comes before the verb, as in `for each of A and B, find it`. Steps joined to the first step are then
   * distributed too.
   */
  readonly isPrefix: boolean
}

interface Follower {
  readonly kind: StepKind | null
  readonly object: string
  readonly isSequel: boolean
  readonly isSentenceStart: boolean
  readonly hasRecipient: boolean
  /** The object of the first clause. A later `them` can refer to this object: `find hotels and summarise them`. */
  readonly previousObject: string
}

/** `findings` in `email the findings` */
const pluralReference =
  /(?<![\p{L}\p{N}])(?:results|findings|answers|summaries|(?:each|one an)other)(?![\p{L}\p{N}])/iu
/** `them` in `summarise them` */
const objectReference = /(?<![\p{L}\p{N}])(?<!of )(?:them|these|those|they)(?![\p{L}\p{N}])/iu
/** `it` in `summarise it` */
const singleReference =
  /(?<![\p{L}\p{N}])(?:it|its|this one|that one|(?:each|every one)(?: of (?:them|these|those))?)(?![\p{L}\p{N}])(?! (?:an)?other)/iu

/**
 * True if a clause after a distributed clause also runs for each item. False if the clause runs once, after all items.
 */
export function isDistributed(distribution: Distribution, follower: Follower): boolean {
  const { kind, object, isSequel, isSentenceStart, hasRecipient, previousObject } = follower
  if (singleReference.test(object)) return true
  if (kind === 'comparison' || (kind === 'communication' && hasRecipient)) return false
  const isJoined = distribution.isPrefix && !isSequel && !isSentenceStart
  if (objectReference.test(object)) return isJoined && previousObject !== '' && !previousObject.includes(slot)
  return isJoined && !pluralReference.test(object)
}

/** `each of them` in `summarise each of them` */
const pronoun =
  /(?<![\p{L}\p{N}'’-])(?:it|them|each(?: of them| one)?|this one|that one)(?![\p{L}\p{N}'’-])/iu
/** `its` in `find its price` */
const possessive = /(?<![\p{L}\p{N}'’-])(?:its|their)(?![\p{L}\p{N}'’-])/iu

/** Replaces a pronoun with the slot. In the first clause after a prefix list, a pronoun refers to the item. */
export const withSlot = (words: string): string =>
  words.includes(slot) ? words : words.replace(pronoun, slot).replace(possessive, `${slot}’s`)

interface ItemText {
  readonly text: string
  readonly object: string
  readonly item: string
  /** The first distributed clause has no earlier result that a pronoun could refer to. */
  readonly isFirst: boolean
}

/** The text of a clause for one item. */
export function textForItem({ text, object, item, isFirst }: ItemText): string {
  if (text.includes(slot)) return text.replaceAll(slot, () => item)
  if (object === '') return `${text} ${item}`
  if (!isFirst && refersBack(object)) return `${text} (${item})`
  const content = /\s(?:saying|asking|telling)\s|:\s|\s["“«]/u.exec(text)?.index ?? text.length
  return `${text.slice(0, content)} ${/^\S+@\S+$/.test(item) ? 'to' : 'for'} ${item}${text.slice(content)}`
}
