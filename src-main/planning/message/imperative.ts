import { distance } from 'fastest-levenshtein'
import { baseOf, messageNouns, phrases, type StepKind, summaryNouns, type Verb, verbs } from './lexicon.ts'
import { setOf, type Token, wordAt } from './tokens.ts'

/** Kind of the verb of a step, and its length in tokens. */
export interface FoundVerb {
  readonly kind: StepKind
  readonly length: number
}

/**
 * Position of a verb. `opening`: at the start of a sentence. `sequel`: after a word of order such as `then`. `joined`:
 * after `and` or a comma.
 */
export type Position = 'opening' | 'sequel' | 'joined'

const determiners = setOf(
  `a an the my our your his her its their this that these those some any each every all both another either one's
  it them me us him everyone everybody someone anybody anyone nobody everything anything two three four five six seven
  eight nine ten twelve several many few one whichever whatever whether which who what how why when if cheapest best lowest top first latest
  separate new more up for to`,
)
const prepositions = setOf(
  'of in on at by as is are was were be been has have had will would can could should and or but',
)
/** Nouns that form a compound with words such as `email` and `order`: `email marketing`, `order management`. */
const compounds = setOf(
  `management marketing processing history system systems server servers client clients provider providers queue queues
  broker brokers recommendation recommendations review reviews club clubs store stores form forms fulfilment fulfillment
  position positions job jobs paper papers grant grants method methods center centers centre centres engine engines
  report reports budget budgets statistics trends security list lists groups beer picks rooms pressure code codes
  results page pages plan plans date dates number numbers line lines site sites address addresses app apps`,
)

/** Finds the verb of a step at a token; null if the word is not a verb or is more likely a noun. */
export function findStepVerb(tokens: readonly Token[], at: number, position: Position): FoundVerb | null {
  const [first, second] = tokens.slice(at, at + 2)
  if (first?.kind !== 'word') return null
  const phrase = findPhrase(tokens, at)
  if (phrase !== null) return phrase
  const base = isGerund(tokens, at) ? baseOf(first.lower) : null
  if (base !== null) return { kind: verbs.get(base)?.kind ?? 'other', length: 1 }
  const known = verbs.get(first.lower) ?? (position === 'joined' ? undefined : findCorrected(first, second))
  if (known !== undefined)
    return isVerbHere(known, tokens, at, position) ? { kind: known.kind, length: 1 } : null
  return isUnknownVerb(first, second, position) ? { kind: 'other', length: 1 } : null
}

/** `would you mind checking`, `start by reading`. */
const isGerund = (tokens: readonly Token[], at: number): boolean =>
  /ing$/.test(wordAt(tokens, at)) && /^(?:mind|by|about)$/.test(wordAt(tokens, at - 1))

const longestPhrase = 5

function findPhrase(tokens: readonly Token[], at: number): FoundVerb | null {
  for (let length = longestPhrase; length > 1; length -= 1) {
    const words = tokens.slice(at, at + length)
    if (words.length < length || words.some(({ kind }) => kind !== 'word')) continue
    const kind = phrases.get(words.map(({ lower }) => lower).join(' '))
    if (kind !== undefined) return { kind, length }
  }
  return findSplitPhrase(tokens, at)
}

/** Phrasal verbs around their object: `let Ann know`, `turn the minutes into a list`. */
function findSplitPhrase(tokens: readonly Token[], at: number): FoundVerb | null {
  const first = tokens[at]?.lower
  const rest = tokens.slice(at + 1, at + 10)
  const end = rest.findIndex(({ kind }) => kind === 'mark')
  const words = (end === -1 ? rest : rest.slice(0, end)).map(({ lower }) => lower)
  if (first === 'let') {
    return words.includes('know') && !/^(?:me|us)$/.test(words[0] ?? '')
      ? { kind: 'communication', length: 1 }
      : null
  }
  if (first === 'turn' || first === 'make')
    return words.includes('into') ? { kind: 'writing', length: 1 } : null
  return null
}

/** Verbs with spelling correction. Short words are excluded because they resemble other words too often. */
const correctable = [...verbs].filter(
  ([word, { isNoun }]) => word.length >= 5 && !(isNoun && word.length < 6),
)

function findCorrected({ text, lower, isBaseVerb }: Token, next: Token | undefined): Verb | undefined {
  if (
    lower.length < (isBaseVerb ? 7 : 5) ||
    !/^\p{L}+$/u.test(text) ||
    next === undefined ||
    next.kind === 'mark'
  ) {
    return undefined
  }
  if (/(?:s|ing|ed)$/.test(lower)) return undefined
  const limit = lower.length < 9 ? 1 : 2
  const isNear = (word: string) =>
    word[0] === lower[0] &&
    Math.abs(word.length - lower.length) <= limit &&
    (distance(word, lower) <= limit || isSwapped(word, lower))
  return correctable.find(([word]) => isNear(word))?.[1]
}

const isSwapped = (word: string, typed: string): boolean =>
  word.length === typed.length &&
  Array.from({ length: word.length - 1 }).some(
    (_, at) => word === typed.slice(0, at) + (typed[at + 1] ?? '') + (typed[at] ?? '') + typed.slice(at + 2),
  )

function isVerbHere({ isNoun }: Verb, tokens: readonly Token[], at: number, position: Position): boolean {
  const next = tokens[at + 1]
  if (next === undefined || next.kind === 'mark') return !isNoun || position !== 'joined'
  if (tokens[at]?.lower === 'do')
    return /^(?:an?|the|some|my|our|it|this|that|these|more|two|three|research)$/.test(next.lower)
  if (/^(?:is|are|was|were|will|would|has|had|of|'s)$/.test(next.lower)) return false
  if (!isNoun) return true
  if (compounds.has(next.lower)) return false
  if (position === 'joined') return hasEvidence(next) || isFollowedByObject(tokens, at)
  return !prepositions.has(next.lower) || next.lower === 'and'
}

/**
 * After `and`, a noun such as `order` is a verb only if a second noun and more words follow: `order flowers for my
 * mother`.
 */
const isFollowedByObject = (tokens: readonly Token[], at: number): boolean => {
  const [verb, next, after] = tokens.slice(at, at + 3)
  return verb?.isBaseVerb === true && next?.isNoun === true && after !== undefined && after.kind !== 'mark'
}

/**
 * True for words that follow a verb rather than a noun: a determiner, pronoun, name, number, address or quoted text.
 */
export const hasEvidence = (next: Token): boolean =>
  next.kind !== 'word' ||
  determiners.has(next.lower) ||
  messageNouns.has(next.lower) ||
  summaryNouns.has(next.lower) ||
  /^\p{Lu}\p{Ll}/u.test(next.text)

const objectStarts = setOf(
  'a an the my our your his her their this these those all every each me us him it them everything everyone both another some',
)
const otherWords = setOf(
  `want need like suggest help know think understand believe hope wish have has had are was were will would can could
  should may might must let's here there thanks but not nor for from with without into onto about above after against all
  among around before behind below beneath beside between beyond during except near off out over past since than through
  till toward under until upon via what when where which who whom whose why how you she they now then once only even just
  also both some any each every another because while if unless though although whether per plus versus hello dear hey yes
  please sorry regarding concerning including excluding ignore remember suppose assume`,
)
const inflected = /(?:[aeiouy].*ing|[^s]s|ly|[aeiouy][^aeiouy]+ed)$/

/** An unknown word before a determiner is a verb where a step can start: `feed the cat`. */
function isUnknownVerb(first: Token, second: Token | undefined, position: Position): boolean {
  if (second === undefined || otherWords.has(first.lower) || inflected.test(first.lower)) return false
  if (!/^\p{L}{2,}$/u.test(first.lower)) return false
  if (position === 'joined') return first.isBaseVerb && objectStarts.has(second.lower)
  return objectStarts.has(second.lower) || (first.isBaseVerb && !first.isNoun && second.kind !== 'mark')
}

/** True for a question. Research, a comparison or an analysis answers the question. */
export const isQuestion = (text: string): boolean =>
  /^(?:(?:at|in|on|from|for|to|by|with|of) (?:what|which|whom)|what|what's|which|who|who's|whom|whose|where|where's|when|when's|why|how|how's|is|are|does|do|did|was|were|should|can|could|would|will|has|have)(?![\p{L}\p{N}'’])/iu.test(
    text,
  ) && !/^(?:do|have)\s+(?:a|an|the|some|my|our|not|your|more|research)\b/i.test(text)
