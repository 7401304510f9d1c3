import { type ItemList, separatorOf, splitItems, startOfTail } from './item-lists.ts'
import type { StepKind } from './lexicon.ts'
import { refersBack } from './references.ts'
import { type Range, type Source, type Token, wordsBetween } from './tokens.ts'

/** Stands in the words of a clause for the thing that a step is about. No message holds it: it is a control character. */
export const slot = '\u0000'

/** More things than a person wants a step for each of: such a list stays whole, in the text of one step. */
export const maxItems = 20

/** Words of a clause that are left out, or for which the slot stands. */
export interface Gap {
  readonly range: Range
  readonly isSlot: boolean
}

/** `research A, B and C separately`, `an email to Ann and Bob each`: a list behind the verb that is done one by one. */
export function readSeparate(source: Source, range: Range): { list: ItemList; gaps: Gap[] } | null {
  const { tokens } = source
  const adverb = findAdverb(tokens, range)
  if (adverb === null) return null
  const [start] = range
  const [from] = adverb
  if (tokens.slice(start, from).some(({ lower }) => clauseWords.test(lower))) return null
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

/** What a list stands in that is part of what something is about: `companies that ship books and toys separately`. */
const clauseWords = /^(?:that|which|who|how|whether|why|ways|saying|between)$/

/** The words that say it is done one by one. `$5 each` is a price. */
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

/** `prices of` of `prices of A, B and C`: what all share. In a name, as in `Bank of England`, it is not shared. */
function endOfHead(tokens: readonly Token[], [start, end]: Range): number {
  for (let at = end - 2; at >= start; at -= 1) {
    const isName = at > start && /^\p{Lu}/u.test(tokens[at - 1]?.text ?? '')
    if (prepositions.test(tokens[at]?.lower ?? '') && !isName) return at + 1
  }
  return start
}

export interface Distribution extends ItemList {
  /** The list stands first: what is joined to the first clause without a word such as `then` is done for each as well. */
  readonly isPrefix: boolean
}

interface Follower {
  readonly kind: StepKind | null
  readonly object: string
  readonly isSequel: boolean
  readonly isSentenceStart: boolean
  readonly hasRecipient: boolean
  /** What the first clause is done with, of which `them` may speak: `find hotels and summarise them`. */
  readonly before: string
}

const many = /(?<![\p{L}\p{N}])(?:results|findings|answers|summaries|(?:each|one an)other)(?![\p{L}\p{N}])/iu
const pointsAtObjects = /(?<![\p{L}\p{N}])(?<!of )(?:them|these|those|they)(?![\p{L}\p{N}])/iu
const single =
  /(?<![\p{L}\p{N}])(?:it|its|this one|that one|(?:each|every one)(?: of (?:them|these|those))?)(?![\p{L}\p{N}])(?! (?:an)?other)/iu

/** Whether a clause that follows a fan-out is still done for each thing, or once, when all are done. */
export function isDistributed(distribution: Distribution, follower: Follower): boolean {
  const { kind, object, isSequel, isSentenceStart, hasRecipient, before } = follower
  if (single.test(object)) return true
  if (kind === 'comparison' || (kind === 'communication' && hasRecipient)) return false
  const isJoined = distribution.isPrefix && !isSequel && !isSentenceStart
  if (pointsAtObjects.test(object)) return isJoined && before !== '' && !before.includes(slot)
  return isJoined && !many.test(object)
}

const pronoun =
  /(?<![\p{L}\p{N}'’-])(?:it|them|each(?: of them| one)?|this one|that one)(?![\p{L}\p{N}'’-])/iu
const possessive = /(?<![\p{L}\p{N}'’-])(?:its|their)(?![\p{L}\p{N}'’-])/iu

/** In the first clause after a list that stands first, a pronoun is the thing itself. */
export const withSlot = (words: string): string =>
  words.includes(slot) ? words : words.replace(pronoun, slot).replace(possessive, `${slot}’s`)

interface ItemText {
  readonly text: string
  readonly object: string
  readonly item: string
  /** Of the clauses that are done for each: nothing of it can point at what another one found. */
  readonly isFirst: boolean
}

/** The words of a clause for one thing. */
export function textForItem({ text, object, item, isFirst }: ItemText): string {
  if (text.includes(slot)) return text.replaceAll(slot, () => item)
  if (object === '') return `${text} ${item}`
  if (!isFirst && refersBack(object)) return `${text} (${item})`
  const content = /\s(?:saying|asking|telling)\s|:\s|\s["“«]/u.exec(text)?.index ?? text.length
  return `${text.slice(0, content)} ${/^\S+@\S+$/.test(item) ? 'to' : 'for'} ${item}${text.slice(content)}`
}
