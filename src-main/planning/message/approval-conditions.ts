import {
  askUser,
  conditionStart,
  consentForms,
  consultation,
  draftNoun,
  explicitRequests,
  firstWords,
  limitCue,
  needsApproval,
  prohibition,
  purchaseSubject,
  requestCues,
  reviewRequests,
} from './approval-patterns.ts'
import { findClauseEnd, isEnder, readConnector } from './connectors.ts'
import { findStepVerb } from './imperative.ts'
import type { StepKind } from './lexicon.ts'
import { findLimit, type Limit, oppositeOf } from './limits.ts'
import { type Source, type Token, wordAt, wordsBetween } from './tokens.ts'

/** A condition that makes a step depend on the user's approval: `ask me first if it costs more than $100`. */
export interface ApprovalCondition {
  /** The condition as typed. */
  readonly text: string
  /** Kinds of steps that the condition names; empty if it names none. */
  readonly kinds: readonly StepKind[]
  /**
   * The object that the condition names, such as `the phone` in `before you order the phone`; empty without an object.
   */
  readonly about: string
  readonly limit: Limit | null
  /** The user wants to review a text before it is used. */
  readonly isForReview: boolean
  /** The words name the user's consent, such as `with my approval`. The condition then applies to its own step only. */
  readonly isConsent: boolean
}

export interface FoundApprovalCondition extends ApprovalCondition {
  /** Token index after the condition. */
  readonly end: number
}

/** Limit on the length of a condition, in tokens. */
const maxWords = 30
/** Characters after a token that the patterns read. */
const maxPatternLength = 300
/** Characters after a request that may hold a cue. */
const maxCueLength = 60

/** Reads the approval condition that starts at a token; null if none starts there. */
export function readApprovalCondition(source: Source, at: number): FoundApprovalCondition | null {
  const first = source.tokens[at]
  if (first?.kind !== 'word' || !firstWords.test(first.lower)) return null
  const rest = textFrom(source, at)
  const consent = consentForms.find((pattern) => pattern.test(rest))
  if (consent !== undefined)
    return createApprovalCondition(source, [at, endOf(source, at, consent)], { isConsent: true })
  return readProhibition(source, at, rest) ?? readConditionFirst(source, at) ?? readRequestFirst(source, at)
}

const textFrom = ({ text, tokens }: Source, at: number): string => {
  const start = tokens[at]?.start ?? text.length
  return text.slice(start, start + maxPatternLength)
}

function endOf(source: Source, at: number, pattern: RegExp): number {
  const reached = (source.tokens[at]?.start ?? 0) + (pattern.exec(textFrom(source, at))?.[0].length ?? 0)
  let end = at + 1
  while ((source.tokens[end]?.start ?? reached) < reached) end += 1
  return end
}

interface ConditionTraits {
  readonly isConsent?: boolean
  readonly isForReview?: boolean
  /** The condition describes the case without approval, as in `order it if it is under $50, otherwise ask me`. */
  readonly isInverted?: boolean
}

function createApprovalCondition(
  source: Source,
  [at, end]: readonly [number, number],
  traits: ConditionTraits,
): FoundApprovalCondition {
  const text = wordsBetween(source.text, source.tokens, [at, end])
  const isUnless = /(?<![\p{L}\p{N}])unless(?![\p{L}\p{N}])/iu.test(text)
  const found = findLimit(text)
  const { isConsent = false, isForReview = false, isInverted = false } = traits
  const action = findAction(text)
  return {
    text,
    kinds: action.kinds.length === 0 && isForReview ? ['communication'] : action.kinds,
    about: action.about,
    limit: found === null || isUnless === isInverted ? found : oppositeOf(found),
    isForReview,
    isConsent,
    end: skipOtherwise(source.tokens, end),
  }
}

/** Skips `, otherwise` after a condition: the next words continue the request. */
function skipOtherwise(tokens: readonly Token[], end: number): number {
  const at = tokens[end]?.kind === 'mark' ? end + 1 : end
  return isOtherwise(tokens[at]) ? at + 1 : end
}

const isOtherwise = (token: Token | undefined): boolean =>
  token?.lower === 'otherwise' || token?.lower === 'else'

/** Verbs of held steps, as word stems. */
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
/** `ordering`, `send` */
const actionWord = `(?:${actions.map(([, stems]) => stems).join('|')})(?:ing|y|ying|ied|ed|es?|s|ten|ting)?`
/** `before you buy or order the phone`: verbs and object of the held step. */
const actionPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:before|prior to|do not|don['’]t|never|to)\s+(?:(?:you|we|they|it|this|that|they|anything|something|everything|the \p{L}+|is|are|gets?|being|actually|really|ever) )*(?<verb>${actionWord})(?:(?: or |, | and )(?<other>${actionWord}))?(?![\p{L}\p{N}])(?<about>(?: [^,.;]{1,200})?)`,
  'iu',
)
/** `if the flight costs more than …`: the object of a condition without a verb of a step. */
const subjectPattern =
  /(?<![\p{L}\p{N}])(?:if|when|whenever|unless|should|in case) (?<about>(?:the|this|that|my|our|an?) (?:\p{L}+ ){1,4}?)(?:is|are|costs?|exceeds?|comes|goes|would|will)(?![\p{L}\p{N}])/iu

/** The kinds of steps and the object that the condition names. */
function findAction(text: string): Pick<ApprovalCondition, 'kinds' | 'about'> {
  const { verb = '', other = '', about = '' } = actionPattern.exec(text)?.groups ?? {}
  const kinds = [verb, other].flatMap((word) =>
    actions.filter(([, stems]) => new RegExp(`^(?:${stems})`, 'iu').test(word)).map(([kind]) => kind),
  )
  const subject = subjectPattern.exec(text)?.groups?.about ?? ''
  return { kinds: [...new Set(kinds)], about: (kinds.length > 0 ? about : subject).trim() }
}

/** `don't spend more than 500 euros without asking me`, `do not send it before I have seen it`. */
function readProhibition(source: Source, at: number, rest: string): FoundApprovalCondition | null {
  if (!prohibition.test(rest)) return null
  const after = endOf(source, at, prohibition)
  if (askUser.test(textFrom(source, after))) return readNoRequest(source, at, after)
  for (let to = after; to < at + maxWords && !endsRequest(source.tokens, to); to += 1) {
    const words = consultation.exec(textFrom(source, to))?.[0]
    if (words === undefined) continue
    const isForReview = /(?:seen|read|checked|reviewed)/iu.test(words)
    return createApprovalCondition(source, [at, endOf(source, to, consultation)], { isForReview })
  }
  return null
}

/** `don't ask me if it is under 50 euros`: the limit of the purchases that need no approval. */
function readNoRequest(source: Source, at: number, after: number): FoundApprovalCondition | null {
  const end = findClauseEnd(source.tokens, after)
  const found = createApprovalCondition(source, [at, end], { isInverted: true })
  return found.limit === null ? null : found
}

/** A condition before its request: `if it is over 500 euros, ask me`, `before you buy anything, check with me`. */
function readConditionFirst(source: Source, at: number): FoundApprovalCondition | null {
  const rest = textFrom(source, at)
  if (purchaseSubject.test(rest)) return readNeed(source, at)
  if (!conditionStart.test(rest)) return null
  for (const to of requestPositions(source, at)) {
    const request = readApprovalRequest(source, to)
    if (request === null) continue
    const { isForReview } = request
    const isInverted = isOtherwise(source.tokens[to]) || isOtherwise(source.tokens[to - 1])
    const found = createApprovalCondition(source, [at, request.end], { isForReview, isInverted })
    return isOffer(found) || (isAboutTime(rest) && isUnspecific(found)) ? null : found
  }
  return null
}

/** `anything over 500 euros needs my approval`. */
function readNeed(source: Source, at: number): FoundApprovalCondition | null {
  for (const to of requestPositions(source, at)) {
    if (needsApproval.test(textFrom(source, to)))
      return createApprovalCondition(source, [at, endOf(source, to, needsApproval)], {})
  }
  return null
}

/** Token indexes after `at` where the request of the condition can start. */
function* requestPositions({ tokens }: Source, at: number): Generator<number> {
  for (let to = at + 1; to < at + maxWords && !endsRequest(tokens, to); to += 1) yield to
}

/** `before` or `when` starts an approval condition only with an action or a limit: `before you order it, ask me`. */
const isAboutTime = (text: string): boolean => /^(?:but )?(?:when|before|prior)/iu.test(text)

const isUnspecific = ({ limit, kinds }: ApprovalCondition): boolean => limit === null && kinds.length === 0

/** True at the end of a sentence, at a colon, and before a new step. */
function endsRequest(tokens: readonly Token[], at: number): boolean {
  if (isEnder(tokens[at]) || tokens[at]?.lower === ':') return true
  const connector = readConnector(tokens, at)
  if (connector === null) return false
  const verb = findStepVerb(tokens, connector.next, 'sequel')
  return verb !== null && !/^(?:ask|check|consult)$/.test(wordAt(tokens, connector.next))
}

function readRequestFirst(source: Source, at: number): FoundApprovalCondition | null {
  const request = readApprovalRequest(source, at)
  if (!request?.isStandalone) return null
  const { end, isForReview } = request
  const found = createApprovalCondition(source, [at, end], { isForReview })
  return isOffer(found) ? null : found
}

/** `ask me if you have questions` allows questions and requires no approval. */
const isOffer = (found: ApprovalCondition): boolean =>
  isUnspecific(found) &&
  /(?<![\p{L}\p{N}])(?:if|when|whenever|should|in case) (?:you|(?:any|some)thing is (?:unclear|missing))(?![\p{L}\p{N}])/iu.test(
    found.text,
  )

interface ApprovalRequest {
  readonly end: number
  readonly isForReview: boolean
  /** The words require approval even without a condition before them. */
  readonly isStandalone: boolean
}

/** `ask me first`, `check with me before you order`, `let me see the draft`. */
function readApprovalRequest(source: Source, at: number): ApprovalRequest | null {
  const rest = textFrom(source, at)
  const review = reviewRequests.find((pattern) => pattern.test(rest))
  const form = review ?? [askUser, ...explicitRequests].find((pattern) => pattern.test(rest))
  if (form === undefined) return null
  const after = endOf(source, at, form)
  const isAsk = form === askUser
  const isBare = isAsk && (after >= source.tokens.length || findClauseEnd(source.tokens, after) === after)
  const isClear = review === undefined ? !isAsk : draftOnly.test(review.exec(rest)?.groups?.object ?? '')
  return {
    end: endOfTail(source, after),
    isForReview: review !== undefined,
    isStandalone: hasCue(source, after) || isBare || isClear,
  }
}

/** `the draft` in `let me see the draft`. */
const draftOnly = new RegExp(`^ (?:${draftNoun})$`, 'iu')

function hasCue({ text, tokens }: Source, after: number): boolean {
  const start = tokens[after - 1]?.end ?? 0
  const tail = text.slice(start, start + maxCueLength)
  return requestCues.some((cue) => cue.test(tail))
}

/**
 * Returns the end of the clause. A comma does not end a condition whose limit follows: `ask me first, if it is over
 * $5`.
 */
function endOfTail(source: Source, after: number): number {
  const end = findClauseEnd(source.tokens, after)
  const next = textFrom(source, end + 1)
  if (source.tokens[end]?.lower !== ',' || !limitCue.test(` ${next}`)) return end
  if (findLimit(wordsBetween(source.text, source.tokens, [after - 1, end])) !== null) return end
  const further = findClauseEnd(source.tokens, end + 1)
  const words = wordsBetween(source.text, source.tokens, [end + 1, further])
  const asksAgain = source.tokens
    .slice(end + 1, further + 3)
    .some(({ lower }, index, all) => lower === 'ask' && all[index + 1]?.lower === 'me')
  return findLimit(words) === null || asksAgain ? end : further
}
