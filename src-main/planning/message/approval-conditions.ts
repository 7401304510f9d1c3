import { findClauseEnd, isEnder, readConnector } from './connectors.ts'
import { findStepVerb } from './imperative.ts'
import type { StepKind } from './lexicon.ts'
import { findLimit, type Limit, oppositeOf } from './limits.ts'
import { type Source, type Token, wordsBetween } from './tokens.ts'

/** Words of a message that want a person asked before a step: `ask me first if it costs more than $100`. */
export interface ApprovalCondition {
  /** As it was typed. */
  readonly text: string
  /** Kinds of the steps that it speaks of; none: it does not say. */
  readonly kinds: readonly StepKind[]
  /** The thing that it speaks of: `the phone` of `before you order the phone`; empty where none is named. */
  readonly about: string
  readonly limit: Limit | null
  /** The person wants to look at what was written. */
  readonly isForReview: boolean
  /** It belongs to the very words it stands in: `with my approval`. */
  readonly isConsent: boolean
}

export interface FoundApprovalCondition extends ApprovalCondition {
  /** The place after its last token. */
  readonly end: number
}

const maxWords = 30
const compile = (pattern: string): RegExp =>
  new RegExp(`^(?:${pattern.replaceAll(' ', ' +').replaceAll("'", "['’]")})(?![\\p{L}\\p{N}])`, 'iu')

const nod =
  '(?:(?:prior|explicit|express|written) )?(?:approval|permission|ok|okay|consent|confirmation|go-ahead|sign-off|say-so)'
const mine = `(?:my|our) ${nod}`
const nodded =
  "(?:i|we)(?: have|'ve)? (?:approved?|confirm(?:ed)?|agreed?|decided?|seen|checked|reviewed|read|sa(?:y|id) (?:so|yes|ok|okay))(?: (?:it|them|this|that|to it))?"
const paper =
  '(?:the |your |a |any )?(?:final )?(?:draft|e-?mail|mail|message|letter|text|reply|response|note|invitation|announcement)s?'
const items = `(?:it|them|this|that|${paper}|(?:the|your) (?:\\p{L}+ )?(?:order|offer|price|quote|cart|purchase|choice)s?)`

const consents = [
  `(?:but )?(?:only )?(?:with|after|upon|subject to|pending|not without|never without) ${mine}`,
  '(?:but )?(?:not|never) without (?:asking|checking with|consulting) (?:me|us)(?: first)?',
  `(?:but )?only (?:if|once|after|when) ${nodded}`,
  `(?:only )?(?:if|once|after|when|as soon as) you (?:have|get|got) ${mine}`,
  `(?:once|after|as soon as) ${nodded}`,
  `if (?:i|we) (?:approve|confirm|agree|say (?:so|yes|ok|okay))(?: it| them| this| that| to it)?`,
].map(compile)

const refusing = compile("do not|don't|never|please do not|please don't")
const consulted = compile(
  `without (?:(?:asking|checking with|consulting) (?:me|us)(?: first)?|${mine})|(?:until|before|unless) ${nodded}`,
)

const polite = '(?:(?:please|always|first|just|then|rather|better|do|otherwise|or else|else) )*'
/** Asking alone is not enough: `ask me about the party` is a step. */
const asking = compile(`${polite}(?:ask|asking)(?: (?:me|us)|(?= (?:first|beforehand|before)))`)
const sure = [
  `${polite}(?:check(?: back)? with|consult|(?:confirm|clear|check)(?: it| this| that| everything)? with) (?:me|us)`,
  `${polite}run (?:it|this|that|them) (?:by|past) (?:me|us)`,
  `${polite}(?:get|obtain|request|wait for|ask for|await) ${mine}`,
  `${polite}(?:let|have) (?:me|us) (?:approve|confirm|decide|sign off)(?: (?:on )?${items})?`,
  `(?:i|we) (?:want|need|have|would like|wish) to (?:approve|confirm|be asked)(?: ${items})?`,
  `i'd like to (?:approve|confirm|be asked)(?: ${items})?`,
].map(compile)
const looking = '(?:see|review|read|check|look at|have a look at|look over|look through|go over)'
const sights = [
  `${polite}(?:let (?:me|us) ${looking}|show (?:me|us))(?<what> ${items})?`,
  `(?:(?:i|we) (?:want|need|would like) to|i'd like to) ${looking}(?<what> ${items})?`,
].map(compile)
const needs = compile(`(?:needs?|requires?) ${mine}`)

/** What may follow the asking and makes it one that is meant to hold something up. */
const cues = [
  ',? (?:first|beforehand|in advance|again before|before that)',
  ` for ${mine}| for ${nod}| (?:to|and) (?:approve|confirm)(?: it)?`,
  ' (?:if|unless|in case|when|whenever|whether|before|prior to|should)',
].map((pattern) => compile(pattern))
const limitCue = compile(',? (?:if|unless|in case|when|whenever|should)')

/** The proviso that begins at this place; null where none does. */
export function readApprovalCondition(source: Source, at: number): FoundApprovalCondition | null {
  const first = source.tokens[at]
  if (first?.kind !== 'word' || !openers.test(first.lower)) return null
  const rest = restOf(source, at)
  const consent = consents.find((pattern) => pattern.test(rest))
  if (consent !== undefined)
    return createApprovalCondition(source, [at, endOf(source, at, consent)], { isConsent: true })
  return readRefusal(source, at, rest) ?? readHeaded(source, at) ?? readOpenAsking(source, at)
}

const openers =
  /^(?:but|only|with|after|upon|subject|pending|not|never|once|as|if|do|don't|please|always|first|just|rather|better|otherwise|or|else|ask|asking|check|consult|confirm|clear|run|get|obtain|request|wait|await|let|have|i|we|i'd|show|when|whenever|unless|should|in|before|prior|anything|everything|any|all|purchases|orders)$/

const restOf = ({ text, tokens }: Source, at: number): string => {
  const start = tokens[at]?.start ?? text.length
  return text.slice(start, start + 300)
}

function endOf(source: Source, at: number, pattern: RegExp): number {
  const reached = (source.tokens[at]?.start ?? 0) + (pattern.exec(restOf(source, at))?.[0].length ?? 0)
  let end = at + 1
  while ((source.tokens[end]?.start ?? reached) < reached) end += 1
  return end
}

interface Reading {
  readonly isConsent?: boolean
  readonly isForReview?: boolean
  /** What is said is when nobody has to be asked. */
  readonly isInverted?: boolean
}

function createApprovalCondition(
  source: Source,
  [at, end]: readonly [number, number],
  reading: Reading,
): FoundApprovalCondition {
  const text = wordsBetween(source.text, source.tokens, [at, end])
  const isUnless = /(?<![\p{L}\p{N}])unless(?![\p{L}\p{N}])/iu.test(text)
  const found = findLimit(text)
  const { isConsent = false, isForReview = false, isInverted = false } = reading
  const action = findAction(text)
  return {
    text,
    kinds: action.kinds.length === 0 && isForReview ? ['communication'] : action.kinds,
    about: action.about,
    limit: found === null || isUnless === isInverted ? found : oppositeOf(found),
    isForReview,
    isConsent,
    end: skipElse(source.tokens, end),
  }
}

/** `, otherwise buy it`: the word only says that the rest goes on. */
function skipElse(tokens: readonly Token[], end: number): number {
  const at = tokens[end]?.kind === 'mark' ? end + 1 : end
  return isElse(tokens[at]) ? at + 1 : end
}

const isElse = (token: Token | undefined): boolean => token?.lower === 'otherwise' || token?.lower === 'else'

const actions: readonly (readonly [StepKind, string])[] = [
  ['purchase', 'buy|bought|order|book|purchas|pay|paid|reserv|subscrib|spend|spent'],
  [
    'communication',
    'send|sent|e-?mail|mail|repl|contact|notif|forward|invit|messag|writ|wrote|shar|post|goes out',
  ],
  ['comparison', 'compar'],
  ['summary', 'summari'],
  ['research', 'research|investigat|search'],
]
const actionWord = `(?:${actions.map(([, stems]) => stems).join('|')})(?:ing|y|ying|ied|ed|es?|s|ten|ting)?`
const actionPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:before|prior to|do not|don['’]t|never|to)\s+(?:(?:you|we|they|it|this|that|they|anything|something|everything|the \p{L}+|is|are|gets?|being|actually|really|ever) )*(?<verb>${actionWord})(?:(?: or |, | and )(?<other>${actionWord}))?(?![\p{L}\p{N}])(?<about>(?: [^,.;]{1,200})?)`,
  'iu',
)
const subjectPattern =
  /(?<![\p{L}\p{N}])(?:if|when|whenever|unless|should|in case) (?<about>(?:the|this|that|my|our|an?) (?:\p{L}+ ){1,4}?)(?:is|are|costs?|exceeds?|comes|goes|would|will)(?![\p{L}\p{N}])/iu

/** What is to be asked about: the steps, by their kinds, and the thing. */
function findAction(text: string): Pick<ApprovalCondition, 'kinds' | 'about'> {
  const { verb = '', other = '', about = '' } = actionPattern.exec(text)?.groups ?? {}
  const kinds = [verb, other].flatMap((word) =>
    actions.filter(([, stems]) => new RegExp(`^(?:${stems})`, 'iu').test(word)).map(([kind]) => kind),
  )
  const subject = subjectPattern.exec(text)?.groups?.about ?? ''
  return { kinds: [...new Set(kinds)], about: (kinds.length > 0 ? about : subject).trim() }
}

/** `don't spend more than 500 euros without asking me`, `do not send it before I have seen it`. */
function readRefusal(source: Source, at: number, rest: string): FoundApprovalCondition | null {
  if (!refusing.test(rest)) return null
  const free = endOf(source, at, refusing)
  if (asking.test(restOf(source, free))) {
    const asked = createApprovalCondition(source, [at, findClauseEnd(source.tokens, free)], {
      isInverted: true,
    })
    return asked.limit === null ? null : asked
  }
  for (let to = free; to < at + maxWords && !endsThought(source.tokens, to); to += 1) {
    if (!consulted.test(restOf(source, to))) continue
    const isForReview = /(?:seen|read|checked|reviewed)/iu.test(consulted.exec(restOf(source, to))?.[0] ?? '')
    return createApprovalCondition(source, [at, endOf(source, to, consulted)], { isForReview })
  }
  return null
}

const heads = compile('(?:but )?(?:if|when|whenever|unless|should|in case|before|prior to)')
const subjects = compile(
  'anything|everything|any (?:purchase|order)s?|all (?:purchase|order)s|purchases|orders',
)

/** The condition comes first: `if it is over 500 euros, ask me`, `before you buy anything, check with me`. */
function readHeaded(source: Source, at: number): FoundApprovalCondition | null {
  const rest = restOf(source, at)
  const isSubject = subjects.test(rest)
  if (!isSubject && !heads.test(rest)) return null
  for (let to = at + 1; to < at + maxWords && !endsThought(source.tokens, to); to += 1) {
    const isInverted = isElse(source.tokens[to]) || isElse(source.tokens[to - 1])
    if (isSubject) {
      if (needs.test(restOf(source, to)))
        return createApprovalCondition(source, [at, endOf(source, to, needs)], {})
      continue
    }
    const asked = readAsking(source, to)
    if (asked === null) continue
    const approvalCondition = createApprovalCondition(source, [at, asked.end], {
      isForReview: asked.isForReview,
      isInverted,
    })
    if (isOffer(approvalCondition)) return null
    return /^(?:but )?(?:when|before|prior)/iu.test(rest) &&
      approvalCondition.limit === null &&
      approvalCondition.kinds.length === 0
      ? null
      : approvalCondition
  }
  return null
}

/** Nothing goes on past this place: a sentence ends, or a step is asked for. */
function endsThought(tokens: readonly Token[], at: number): boolean {
  if (isEnder(tokens[at]) || tokens[at]?.lower === ':') return true
  const connector = readConnector(tokens, at)
  if (connector === null) return false
  const verb = findStepVerb(tokens, connector.next, 'sequel')
  return verb !== null && !/^(?:ask|check|consult)$/.test(tokens[connector.next]?.lower ?? '')
}

function readOpenAsking(source: Source, at: number): FoundApprovalCondition | null {
  const asked = readAsking(source, at)
  if (asked === null || !asked.isStandalone) return null
  const approvalCondition = createApprovalCondition(source, [at, asked.end], {
    isForReview: asked.isForReview,
  })
  return isOffer(approvalCondition) ? null : approvalCondition
}

/** `ask me if you have questions` lets the one who works ask, and holds nothing. */
const isOffer = ({ text, kinds, limit }: ApprovalCondition): boolean =>
  kinds.length === 0 &&
  limit === null &&
  /(?<![\p{L}\p{N}])(?:if|when|whenever|should|in case) (?:you|(?:any|some)thing is (?:unclear|missing))(?![\p{L}\p{N}])/iu.test(
    text,
  )

interface Asking {
  readonly end: number
  readonly isForReview: boolean
  /** It holds something up also where no condition stands before it. */
  readonly isStandalone: boolean
}

/** `ask me first`, `check with me before you order`, `let me see the draft`. */
function readAsking(source: Source, at: number): Asking | null {
  const rest = restOf(source, at)
  const sight = sights.find((pattern) => pattern.test(rest))
  const core = sight ?? [asking, ...sure].find((pattern) => pattern.test(rest))
  if (core === undefined) return null
  const after = endOf(source, at, core)
  const what = sight?.exec(rest)?.groups?.what ?? ''
  const tail = source.text.slice(
    source.tokens[after - 1]?.end ?? 0,
    (source.tokens[after - 1]?.end ?? 0) + 60,
  )
  const isCued = cues.some((cue) => cue.test(tail))
  const end = endOfTail(source, after)
  const isPaper = new RegExp(`^ (?:${paper})$`, 'iu').test(what)
  const isBare =
    core === asking && (after >= source.tokens.length || findClauseEnd(source.tokens, after) === after)
  const isStandalone = isCued || isBare || (sight === undefined ? core !== asking : isPaper)
  return { end, isForReview: sight !== undefined, isStandalone }
}

/** To the end of the clause, and past a comma if what follows it is still the condition: `ask me first, if it is over $5`. */
function endOfTail(source: Source, after: number): number {
  const end = findClauseEnd(source.tokens, after)
  const next = restOf(source, end + 1)
  if (source.tokens[end]?.lower !== ',' || !limitCue.test(` ${next}`)) return end
  if (findLimit(wordsBetween(source.text, source.tokens, [after - 1, end])) !== null) return end
  const further = findClauseEnd(source.tokens, end + 1)
  const words = wordsBetween(source.text, source.tokens, [end + 1, further])
  const asksAgain = source.tokens
    .slice(end + 1, further + 3)
    .some(({ lower }, index, all) => lower === 'ask' && all[index + 1]?.lower === 'me')
  return findLimit(words) === null || asksAgain ? end : further
}
