import { deedVerbs, isTextMade, isUnknownVerb } from './deed-verbs.ts'
import { setOf, type Token } from './message-tokens.ts'

/** `deed`: what no agent does that takes messages, such as deleting or building; a person is asked. */
export const stepKinds = ['research', 'comparison', 'summary', 'communication', 'purchase', 'deed'] as const
export type StepKind = (typeof stepKinds)[number]

/** A verb that opens a step, and how many tokens it takes. */
export interface FoundVerb {
  readonly kind: StepKind
  readonly length: number
}

/**
 * `plain`: it is nearly always a verb. `follower`: something must follow, unless it opens the message. `object`: a
 * noun as well, which needs evidence after a mere `and`. `evidence`: it needs that everywhere (see `hasEvidence`).
 * `command`: a verb where a step opens; after a mere `and` it needs evidence. `maker`: a verb where a step opens, and
 * part of what came before after a mere `and`.
 */
type Need = 'plain' | 'follower' | 'object' | 'evidence' | 'command' | 'maker'
interface Verb {
  readonly kind: StepKind
  readonly need: Need
}

const listed: readonly (readonly [StepKind, Need, string])[] = [
  ['research', 'plain', 'find investigate explore discover gather collect identify analyse analyze evaluate'],
  ['research', 'follower', 'research'],
  ['research', 'object', 'search study check'],
  ['comparison', 'plain', 'compare contrast'],
  ['summary', 'plain', 'summarise summarize condense recap'],
  ['communication', 'plain', 'send notify tell inform forward respond write compose'],
  ['communication', 'evidence', 'email e-mail mail message draft contact reply ask remind invite share text'],
  ['purchase', 'plain', 'buy'],
  ['purchase', 'object', 'purchase order book reserve pay subscribe'],
  ...deedVerbs.map(([need, words]) => ['deed', need, words] as const),
]
const verbs: ReadonlyMap<string, Verb> = new Map(
  listed.flatMap(([kind, need, words]) => words.split(' ').map((word) => [word, { kind, need }] as const)),
)
const phrases: Readonly<Record<string, StepKind>> = {
  'look up': 'research',
  'look for': 'research',
  'look into': 'research',
  'look at': 'research',
  'search for': 'research',
  'read up': 'research',
  'learn about': 'research',
  'sum up': 'summary',
  'shop for': 'purchase',
  'pay for': 'purchase',
  'subscribe to': 'purchase',
  'set up': 'deed',
  'get rid': 'deed',
  'shut down': 'deed',
  'break into': 'deed',
  'get back': 'communication',
  'reach out': 'communication',
}

/** Words that forbid what follows them. */
export const negations = setOf("don't dont not never without avoid")
const determiners = setOf(
  `a an the my our your his her its their this that these those some any each every all both another
  it them me us him everyone everybody someone to with for one two three four five six seven eight nine ten
  cheapest best lowest top first`,
)
const mailNouns = setOf('email e-mail mail letter message reply response note memo invitation announcement')
const summaryNouns = setOf('summary summaries recap overview digest')
/** After `email`, `order` and the like these make a noun of two words: `email marketing`, `order management`. */
const compounds = setOf(
  `management marketing processing history system systems server servers client clients provider providers queue queues
  broker brokers recommendation recommendations review reviews club clubs store stores form forms fulfilment fulfillment
  position positions job jobs paper papers grant grants method methods center centers centre centres engine engines
  report reports budget budgets statistics trends security list lists group groups beer picks room rooms pressure`,
)

/** Where a verb stands: opening the message, after a word that orders steps, or after a mere `and` or comma. */
export type Position = 'opening' | 'sequel' | 'joined'

/** The verb that opens a step at this place, or null where the word there is no verb, or more likely a noun. */
export function findStepVerb(tokens: readonly Token[], at: number, position: Position): FoundVerb | null {
  const [first, second] = tokens.slice(at, at + 2)
  if (first?.kind !== 'word') return null
  const phrase = second === undefined ? undefined : phrases[`${first.lower} ${second.lower}`]
  if (phrase !== undefined) return { kind: phrase, length: 2 }
  const made = madeKind(tokens, at)
  if (made !== null) return { kind: made, length: 1 }
  const verb = verbs.get(first.lower)
  const words = tokens.slice(at, at + 14)
  if (isTextMade(words) || (verb === undefined && isUnknownVerb(words))) {
    return position === 'joined' ? null : { kind: 'deed', length: 1 }
  }
  if (verb === undefined || !isVerbHere(verb.need, second, position)) return null
  if (first.lower === 'find' && second?.lower === 'out') return { kind: verb.kind, length: 2 }
  return { kind: verb.kind, length: 1 }
}

const makers = setOf('write make create give prepare produce draft do get')

/** `write a summary`, `make an overview`, `prepare an email`, `do some research`, `make a comparison`. */
function madeKind(tokens: readonly Token[], at: number): StepKind | null {
  const [first, ...rest] = tokens.slice(at, at + 6)
  if (first === undefined || !makers.has(first.lower)) return null
  const end = rest.findIndex(({ lower, kind }) => kind === 'mark' || lower === 'and' || lower === 'of')
  const words = (end === -1 ? rest : rest.slice(0, end)).map(({ lower }) => lower)
  const noun = words.find((word) => mailNouns.has(word) || summaryNouns.has(word) || otherNouns.has(word))
  if (noun === undefined) return null
  return otherNouns.get(noun) ?? (mailNouns.has(noun) ? 'communication' : 'summary')
}
const otherNouns: ReadonlyMap<string, StepKind> = new Map([
  ['comparison', 'comparison'],
  ['research', 'research'],
])

function isVerbHere(need: Need, next: Token | undefined, position: Position): boolean {
  if (need === 'follower' && position === 'opening') return true
  if (need === 'command' && position !== 'joined') return true
  if (need === 'maker') return position !== 'joined' && next !== undefined && next.kind !== 'mark'
  if (next === undefined || next.kind === 'mark') return need === 'plain' || position === 'sequel'
  if (need === 'plain') return true
  if (compounds.has(next.lower)) return false
  if (need === 'follower') return !joins.has(next.lower)
  if (need === 'object' && position !== 'joined') return !joins.has(next.lower)
  return hasEvidence(next)
}

const joins = setOf('and or in on at of by from as is are was were')

/** What follows a verb and not a noun: a determiner, a pronoun, a person, a number, an address, a thing to send. */
export const hasEvidence = (next: Token): boolean =>
  next.kind !== 'word' ||
  determiners.has(next.lower) ||
  mailNouns.has(next.lower) ||
  summaryNouns.has(next.lower) ||
  /^\p{Lu}\p{Ll}/u.test(next.text)

const asked: readonly { readonly kind: StepKind; readonly pattern: RegExp }[] = [
  {
    kind: 'communication',
    pattern:
      /(?<![\p{L}\p{N}])(?:an?|the) (?:e-?mail|letter|message|reply|invitation) (?:to|for)(?![\p{L}\p{N}])/iu,
  },
  {
    kind: 'purchase',
    pattern:
      /(?<![\p{L}\p{N}])(?:(?:an?|the) (?:purchase|order) (?:of|for)|(?:to|must) buy|buying|purchasing)(?![\p{L}\p{N}])/iu,
  },
  {
    kind: 'research',
    pattern:
      /(?<![\p{L}\p{N}])(?:research(?:ing)?|information (?:about|on)|(?:to|must) (?:find|investigate|look up))(?![\p{L}\p{N}])/iu,
  },
]

/** What a clause asks for whose verb is not known, by its other words: `I need an email to Bob`. Null: they do not say. */
export function findAskedKind(text: string): StepKind | null {
  if (isQuestion(text)) return 'research'
  return asked.find(({ pattern }) => pattern.test(text))?.kind ?? null
}

/** It asks for an answer, which is found by research. */
export const isQuestion = (text: string): boolean =>
  /^(?:what|which|who|whom|whose|where|when|why|how|is|are|does|do|did|was|were|should)(?![\p{L}\p{N}])/iu.test(
    text,
  )
