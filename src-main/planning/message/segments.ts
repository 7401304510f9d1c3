import {
  type ApprovalCondition,
  type FoundApprovalCondition,
  readApprovalCondition,
} from './approval-conditions.ts'
import { type Connector, isEnder, readConnector, skipLeadIn } from './connectors.ts'
import type { Gap } from './distribution.ts'
import type { LocatedApprovalCondition } from './find-held-steps.ts'
import {
  type FoundVerb,
  findStepVerb,
  hasEvidence,
  isQuestion,
  negations,
  type Position,
} from './imperative.ts'
import { type FoundList, type ItemList, readEach, readPrefix } from './item-lists.ts'
import { baseOf, verbs } from './lexicon.ts'
import { type Source, setOf, type Token } from './tokens.ts'

/**
 * Role of a piece of a message. `step`: asks for work. `told`: tells something. `ban`: forbids something. `condition`:
 * decides whether a step runs. `answer`: asks for the results that the user gets anyway.
 */
export type Role = 'step' | 'statement' | 'ban' | 'condition' | 'answer'

/** A piece of a message. Indexes are of tokens; `end` is exclusive. */
export interface Segment {
  readonly role: Role
  readonly start: number
  readonly end: number
  /** The first token of the verb. */
  readonly verbAt: number
  readonly verb: FoundVerb | null
  readonly isSequel: boolean
  readonly isIndependent: boolean
  /** The piece starts a sentence. */
  readonly isSentenceStart: boolean
  /** A wish for a thing, such as `I need a packing list`. */
  readonly isNeed: boolean
  /** `before`: `before you order the toner`; `after`: `once you have checked it`. Null for other pieces. */
  readonly order: 'before' | 'after' | null
  /** The alternative of the condition before. */
  readonly isElse: boolean
  /** A list of things; the step is done for each of them. */
  readonly list: ItemList | null
  readonly isPrefix: boolean
  readonly gaps: readonly Gap[]
  /** Provisos between a list and its verb. */
  readonly leadingConditions: readonly ApprovalCondition[]
}

export interface Segments {
  readonly segments: readonly Segment[]
  /** Provisos, each with the index of the step before it. */
  readonly approvalConditions: readonly LocatedApprovalCondition[]
}

/** More pieces than a person types; the rest stays in the last one. */
const maxSegments = 50
const maxApprovalConditions = 50

/** Cuts a message into pieces, and takes out the provisos, which reserve a decision for the user. */
export function readSegments(source: Source): Segments {
  const { tokens } = source
  const segments: Segment[] = []
  const approvalConditions: LocatedApprovalCondition[] = []
  let open: Segment | null = null as Segment | null
  /** The joint before a proviso, which also separates what follows it. */
  let pending: Connector | null = opening(tokens)
  const indexOfStep = () =>
    [...segments, ...(open === null ? [] : [open])].filter(({ role }) => role === 'step').length - 1
  for (let at = 0; at < tokens.length; ) {
    const connector: Connector | null = joinConnectors(pending, readConnector(tokens, at))
    const found: FoundApprovalCondition | null = readGate(source, { at, connector, open })
    if (found !== null) {
      if (approvalConditions.length < maxApprovalConditions) {
        const isFree = at === 0 || connector?.position === 'opening'
        approvalConditions.push(placed(tokens, found, { isFree, index: indexOfStep() }))
        if (open !== null) open = { ...open, gaps: [...open.gaps, { range: [at, found.end], isSlot: false }] }
      }
      pending = connectorAfter(tokens, found.end, connector)
      at = found.end
      continue
    }
    const next: Segment | null =
      segments.length < maxSegments - 1 ? readSegment(source, { at, connector, open }) : null
    pending = null
    if (next !== null) {
      if (open !== null) segments.push({ ...open, end: at })
      open = next
      for (const approvalCondition of next.leadingConditions)
        approvalConditions.push({ approvalCondition, after: indexOfStep(), isBeforeStep: false })
      at = Math.max(next.verbAt + Math.max(1, next.verb?.length ?? 1), at + 1)
      continue
    }
    const list: FoundList | null = open === null ? null : readListIn(source, open, at)
    if (list !== null && open !== null) {
      open = { ...open, list, gaps: [...open.gaps, { range: [at, list.end], isSlot: true }] }
      at = list.end
      continue
    }
    at += 1
  }
  if (open !== null) segments.push({ ...open, end: tokens.length })
  return { segments: segments.filter(hasWords(tokens)), approvalConditions }
}

const connectorAfter = (tokens: readonly Token[], end: number, connector: Connector | null): Connector => ({
  next: skipLeadIn(tokens, end),
  end,
  isSequel: connector?.isSequel ?? false,
  isIndependent: false,
  position: connector?.position ?? 'joined',
})

/** Two joints with nothing between them that asks for work. */
const joinConnectors = (first: Connector | null, second: Connector | null): Connector | null =>
  first === null || second === null
    ? (second ?? first)
    : {
        ...second,
        isSequel: first.isSequel || second.isSequel,
        position: first.position === 'opening' ? 'opening' : second.position,
      }

/** A message that is a proviso and nothing else asks for the step that the proviso names. */
export function readLone(source: Source, [placed]: readonly LocatedApprovalCondition[]): Segment | null {
  const kind =
    placed?.approvalCondition.kinds[0] ?? (placed?.approvalCondition.limit ? 'purchase' : undefined)
  const start = skipLeadIn(source.tokens, 0)
  return kind === undefined
    ? null
    : {
        ...emptySegment,
        role: 'step',
        start,
        verbAt: start,
        end: source.tokens.length,
        verb: { kind, length: 0 },
        isSequel: false,
        isIndependent: false,
        isSentenceStart: true,
      }
}

const hasWords =
  (tokens: readonly Token[]) =>
  ({ start, end }: Segment): boolean =>
    tokens.slice(start, end).some(({ kind }) => kind !== 'mark')

const opening = (tokens: readonly Token[]): Connector => ({
  next: skipLeadIn(tokens, 0),
  end: 0,
  isSequel: false,
  isIndependent: false,
  position: 'opening',
})

interface Place {
  readonly at: number
  readonly connector: Connector | null
  readonly open: Segment | null
}

const emptySegment = {
  isNeed: false,
  order: null,
  isElse: false,
  list: null,
  isPrefix: false,
  gaps: [],
  leadingConditions: [],
  verb: null,
} satisfies Partial<Segment>

/** The piece that begins at this token; null if the open piece goes on. */
function readSegment(source: Source, { at, connector, open }: Place): Segment | null {
  const { tokens } = source
  const next = connector?.next ?? at
  if (next >= tokens.length) return null
  const isSentenceStart = connector?.position === 'opening'
  const base = {
    ...emptySegment,
    end: next,
    isSentenceStart,
    isSequel: connector?.isSequel ?? false,
    isIndependent: connector?.isIndependent ?? false,
  }
  const condition = readCondition(tokens, { at, connector, open })
  if (condition !== null) return { ...base, ...condition }
  if (tokens[at]?.lower === ':' && open !== null) return readAfterColon(source, at, open)
  if (connector === null)
    return open?.role === 'condition' ? readAfterCondition(source, at, open, base) : null
  const isLed = connector.next > connector.end || (open !== null && open.role !== 'step')
  const position: Position = isSentenceStart ? 'opening' : base.isSequel || isLed ? 'sequel' : 'joined'
  const start = { ...base, start: next, verbAt: next }
  if (isAnswer(tokens, next)) return { ...start, role: 'answer' }
  const banAt =
    negations.has(tokens[next]?.lower ?? '') ||
    (tokens[next]?.lower === 'do' && tokens[next + 1]?.lower === 'not')
  if (
    banAt &&
    (isSentenceStart || open?.role !== 'step' || !isPlainAnd(tokens, at)) &&
    startsBan(tokens, next)
  ) {
    return { ...start, role: 'ban' }
  }
  const prefix = readPrefix(source, next)
  if (prefix !== null && prefix.items.length > 0) {
    const { verbAt, leadingConditions } = readLeadingConditions(source, prefix.body)
    const prefixed = {
      start: verbAt,
      verbAt,
      verb: findStepVerb(tokens, verbAt, 'opening'),
      leadingConditions,
    }
    return { ...start, ...prefixed, role: 'step', list: prefix, isPrefix: true }
  }
  const bodyAt = prefix?.body ?? next
  const isAfterCondition =
    connector.position === 'joined' &&
    (open?.role === 'condition' || (open?.role === 'statement' && isLeadPhrase(tokens, open)))
  const verb =
    findStepVerb(tokens, bodyAt, prefix !== null || isAfterCondition ? 'opening' : position) ??
    findRepeated(tokens, bodyAt, open)
  if (verb !== null) {
    if (!isAfterCondition && open !== null && isInside(tokens, { open, at, connector, verb, verbAt: bodyAt }))
      return null
    return { ...start, role: 'step', verbAt: bodyAt, verb }
  }
  if (open !== null && isNounSequel(tokens, { open, connector, next }))
    return { ...start, role: 'step', isNeed: true }
  const need = readNeed(tokens, connector.end)
  if (need !== null && (isSentenceStart || isAfterCondition))
    return { ...start, role: 'step', verbAt: need, start: connector.end, isNeed: true }
  if (isSentenceStart)
    return {
      ...start,
      role: isQuestion(wordsFrom(tokens, next))
        ? 'step'
        : isRemark(tokens, next) || leadPhrase.test(tokens[next]?.lower ?? '')
          ? 'statement'
          : 'step',
    }
  if (isAfterCondition && tokens[at]?.lower === ',') {
    return { ...start, role: isQuestion(wordsFrom(tokens, next)) ? 'step' : 'statement' }
  }
  if (open?.role === 'step' && tokens[at]?.lower === ',' && isOwnRemark(tokens, next))
    return { ...start, role: 'statement' }
  if (open?.role === 'step' && isAsked(tokens, { at, next }))
    return { ...start, role: 'step', isIndependent: true }
  const isAsking = open?.role === 'step' && open.verb === null && isQuestion(wordsFrom(tokens, open.start))
  if (isAsking && isQuestion(wordsFrom(tokens, next)) && tokens[at]?.kind === 'mark')
    return { ...start, role: 'step', isIndependent: true }
  return null
}

/** `for each of A and B, if it is over 5 EUR ask me, otherwise buy it`: the provisos before the verb. */
function readLeadingConditions(source: Source, body: number): Pick<Segment, 'verbAt' | 'leadingConditions'> {
  const leadingConditions: ApprovalCondition[] = []
  for (let verbAt = body; verbAt < source.tokens.length; ) {
    const found = readApprovalCondition(source, verbAt)
    if (found === null) return { verbAt, leadingConditions }
    const { end, ...approvalCondition } = found
    leadingConditions.push(approvalCondition)
    verbAt = skipLeadIn(source.tokens, readConnector(source.tokens, end)?.next ?? end)
  }
  return { verbAt: body, leadingConditions: [] }
}

/** `research laptops and research phones`: the verb of the open piece again. */
function findRepeated(tokens: readonly Token[], at: number, open: Segment | null): FoundVerb | null {
  const isSame = open?.verb?.length === 1 && tokens[open.verbAt]?.lower === tokens[at]?.lower
  return isSame && tokens[at + 1]?.kind === 'word' ? open.verb : null
}

/** `After the workshop, summarise the forms`: a phrase of time or place before the request. */
const leadPhrase =
  /^(?:of|instead|apart|after|before|during|by|on|in|at|for|from|with|until|since|given|based|regarding|concerning|about|within|as|to|per|under|without|using)$/
const isLeadPhrase = (tokens: readonly Token[], { start }: Segment): boolean =>
  leadPhrase.test(tokens[start]?.lower ?? '')

/** `…, I will send it myself`: what the user does. */
const isOwnRemark = (tokens: readonly Token[], at: number): boolean =>
  /^(?:i|we) (?:will|can|have|am|are|already|would|do|don't|know)\b|^(?:i'll|we'll|i'm|we're|i've|we've|you know|that's|it's for|this is)\b/.test(
    wordsFrom(tokens, at),
  )

/** `buy stamps, and is the post office open?`: a question joined to a request. */
const isAsked = (
  tokens: readonly Token[],
  { at, next }: { readonly at: number; readonly next: number },
): boolean =>
  tokens[at]?.kind === 'mark' &&
  /^(?:is|are|does|do|did|when|where|who|how|what|can)\b/.test(wordsFrom(tokens, next)) &&
  isQuestionMarked(tokens, next)

interface Noun {
  readonly open: Segment
  readonly connector: Connector
  readonly next: number
}

/** `…, then a short comparison of the three`: a thing after a word of order, made by the verb before. */
const isNounSequel = (tokens: readonly Token[], { open, connector, next }: Noun): boolean =>
  (connector.isSequel || connector.isIndependent) &&
  open.role === 'step' &&
  /^(?:an?|one|another)$/.test(tokens[next]?.lower ?? '')

const wordsFrom = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ')

const isPlainAnd = (tokens: readonly Token[], at: number): boolean =>
  /^(?:and|&|plus)$/.test(tokens[at]?.lower ?? '')

/** `let me know`, `tell me`, at the end of a request. */
const isAnswer = (tokens: readonly Token[], at: number): boolean =>
  /^(?:let (?:me|us) know|keep me (?:posted|informed|updated)|get back to me|report back)\b/.test(
    wordsFrom(tokens, at),
  )

/** `do not buy anything`, `don't email the client`, `no need to call`. */
const startsBan = (tokens: readonly Token[], at: number): boolean => {
  const words = wordsFrom(tokens, at)
  return /^(?:do not|don't|dont|never|avoid|no need|not)\b/.test(words) && !/^no (?!need)/.test(words)
}

const subject = setOf(
  `i i'm i've i'd i'll we we're we've we'd he she they it it's there this that these those my our his her their the a an
  everyone everybody somebody someone people because since as when while although though thanks thank cheers regards best
  hope sorry good dear hi hello whatever whichever which who your unfortunately currently recently today yesterday last
  next this every some many most both all each no as`,
)

/** A sentence that tells something: it starts with a subject and not with a verb. */
function isRemark(tokens: readonly Token[], at: number): boolean {
  const first = tokens[at]
  if (first === undefined || first.kind !== 'word') return first?.kind === 'quote'
  return subject.has(first.lower) || hasFiniteVerb(tokens, at)
}

const finite =
  /^(?:is|are|was|were|has|have|had|will|would|says|said|wrote|writes|asks|wants|needs|did|does|reads)$/

function hasFiniteVerb(tokens: readonly Token[], at: number): boolean {
  for (let next = at + 1; next < Math.min(tokens.length, at + 8); next += 1) {
    if (tokens[next]?.kind === 'mark') return false
    if (finite.test(tokens[next]?.lower ?? '')) return true
  }
  return false
}

/** `I need a packing list`: the token after the verb; null for other texts. */
function readNeed(tokens: readonly Token[], at: number): number | null {
  const start = /^(?:please|also|and|then|,)$/.test(tokens[at]?.lower ?? '') ? at + 1 : at
  const words = tokens.slice(start, start + 3).map(({ lower }) => lower)
  const [first = '', second = '', third = ''] = words
  const length =
    /^(?:i|we)$/.test(first) && /^(?:need|want|require)$/.test(second)
      ? 2
      : /^(?:i'd|we'd)$/.test(first) && second === 'like'
        ? 2
        : /^(?:i|we)$/.test(first) && second === 'would' && third === 'like'
          ? 3
          : 0
  const after = tokens[start + length]
  if (length === 0 || after === undefined || after.kind === 'mark') return null
  return /^(?:to|you|him|her|them|it|that|this|someone|somebody)$/.test(after.lower) ? null : start + length
}

/** A colon separates an introduction from its steps, or a heading from its items. */
function readAfterColon(source: Source, at: number, open: Segment): Segment | null {
  const { tokens } = source
  const next = skipLeadIn(tokens, at)
  const verb = findStepVerb(tokens, next, 'opening')
  const isAsking = open.verb === null && isQuestion(wordsFrom(tokens, next))
  if ((verb === null && !isAsking) || open.verb?.kind === 'communication') return null
  return {
    ...emptySegment,
    role: 'step',
    start: next,
    verbAt: next,
    end: next,
    verb,
    isSequel: false,
    isIndependent: false,
    isSentenceStart: true,
  }
}

const conditionWord =
  /^(?:if|unless|once|when|whenever|after|before|until|while|otherwise|else|as soon as|as long as|in case|provided|assuming|depending)\b/

interface Subordinate {
  readonly role: Role
  readonly start: number
  readonly verbAt: number
  readonly verb: FoundVerb | null
  readonly order: Segment['order']
  readonly isElse: boolean
}

/** `if it rains`, `otherwise`, `before you order the toner`; null if nothing of the kind begins here. */
function readCondition(tokens: readonly Token[], { at, connector, open }: Place): Subordinate | null {
  const starts = connector === null ? [at] : [connector.end, connector.next]
  const start = starts.find((each) => conditionWord.test(wordsFrom(tokens, each)))
  if (start === undefined) return null
  const [word = '', second = '', third = ''] = tokens.slice(start, start + 3).map(({ lower }) => lower)
  const base = { start, verbAt: start, verb: null, order: null, isElse: false } as const
  if (
    word === 'otherwise' ||
    (word === 'else' && connector !== null) ||
    (word === 'or' && second === 'else')
  ) {
    return readElse(tokens, start + 1)
  }
  if (word === 'if' && second === 'not') return readElse(tokens, start + 2)
  if (open?.role === 'condition' && connector === null) return null
  if (connector === null && open !== null && isContentSoFar(tokens, open, at)) return null
  const isLeading = connector?.position === 'opening'
  if (open?.verb?.kind === 'communication' && connector === null && asks(insideOf(tokens, open, at)))
    return null
  const done = readDone(tokens, { start, word, isLeading })
  if (done !== null) return done
  if (word === 'before' || word === 'after' || word === 'until' || word === 'while') {
    return isLeading && hasClause(tokens, start + 1) ? { ...base, role: 'condition' } : null
  }
  if (word === 'when' || word === 'whenever')
    return isLeading && !isQuestionMarked(tokens, start) ? { ...base, role: 'condition' } : null
  if (word === 'once' && !hasClause(tokens, start + 1)) return null
  if (/^(?:in|as|provided|assuming|depending)$/.test(word) && !/^(?:case|soon|long|that|on)$/.test(second))
    return null
  if (word === 'if' && /^(?:possible|necessary|needed|you can|available)$/.test(second)) return null
  return third === '' ? null : { ...base, role: 'condition' }
}

function readElse(tokens: readonly Token[], after: number): Subordinate | null {
  const next = skipLeadIn(tokens, after)
  const verb = findStepVerb(tokens, next, 'opening')
  return verb === null ? null : { role: 'step', start: next, verbAt: next, verb, order: null, isElse: true }
}

const isQuestionMarked = (tokens: readonly Token[], at: number): boolean => {
  const end = tokens.findIndex((token, index) => index > at && isEnder(token))
  return tokens[end]?.lower === '?'
}

const hasClause = (tokens: readonly Token[], at: number): boolean => {
  const end = tokens.findIndex(
    (token, index) => index > at && (token.kind === 'mark' || token.lower === 'and'),
  )
  const words = tokens.slice(at, end === -1 ? undefined : end)
  return (
    words.length > 1 &&
    words.some(
      ({ lower }, index) =>
        index > 0 &&
        /^(?:is|are|was|were|has|have|had|'s|will|can|could|do|does|did|know|knows|agree|agrees|answer|answers|arrive|arrives|reply|replies|finish|finishes|get|gets|got|come|comes|say|says|confirm|confirms|close|closes|start|starts|end|ends|i|you|they|we|he|she)$/.test(
          lower,
        ),
    )
  )
}

interface Done {
  readonly start: number
  readonly word: string
  readonly isLeading: boolean
}

/** Waiting for something that happens without work: `once you know the dates`. */
const passive = setOf(
  'know have get receive are hear see got are know finish finished need want agree feel can',
)

/** `before you order the toner`, `after comparing the quotes`, `once you have checked it`: work in a subordinate clause. */
function readDone(tokens: readonly Token[], { start, word, isLeading }: Done): Subordinate | null {
  if (!/^(?:before|after|once|when|as)$/.test(word)) return null
  let at = word === 'as' ? start + 3 : start + 1
  const isYours = /^(?:you|you've|you're|you'll)$/.test(tokens[at]?.lower ?? '')
  if (isYours) at += 1
  while (isYours && /^(?:have|are|can|do|then|also|will)$/.test(tokens[at]?.lower ?? '')) at += 1
  while (/^(?:actually|finally|first|carefully|already)$/.test(tokens[at]?.lower ?? '')) at += 1
  const lower = tokens[at]?.lower ?? ''
  if (!isYours && !/ing$/.test(lower)) return null
  if (
    !isYours &&
    !isLeading &&
    !/^(?:it|them|the|this|that|these|those|your|my|our)$/.test(tokens[at + 1]?.lower ?? '')
  )
    return null
  if (isYours && passive.has(lower) && !/^(?:get|have|got)$/.test(lower)) return null
  if (isYours && /^(?:have|get|got|done|finished|ready)$/.test(lower)) return null
  if (
    word === 'when' &&
    (isYours || true) &&
    !/^(?:you've)$/.test(tokens[start + 1]?.lower ?? '') &&
    tokens[start + 2]?.lower !== 'have'
  )
    return null
  const base = baseOf(lower)
  const phrase = base === null ? null : findStepVerb(withBase(tokens, at, base), at, 'opening')
  if (phrase === null) return null
  return {
    role: 'step',
    start: at,
    verbAt: at,
    verb: phrase,
    order: word === 'before' ? 'before' : 'after',
    isElse: false,
  }
}

const withBase = (tokens: readonly Token[], at: number, base: string): Token[] =>
  tokens.map((token, index) =>
    index === at ? { ...token, lower: base, text: base, isBaseVerb: true } : token,
  )

/** After a condition, the step begins at a verb with evidence, also without a comma. */
function readAfterCondition(
  source: Source,
  at: number,
  open: Segment,
  base: Omit<Segment, 'role' | 'start' | 'verbAt'>,
): Segment | null {
  const { tokens } = source
  const isThen = tokens[at]?.lower === 'then'
  if (at < open.start + 3 && !isThen) return null
  const next = isThen ? at + 1 : at
  const token = tokens[next]
  if (token?.kind !== 'word' || token.text !== token.lower) return null
  const verb = findStepVerb(tokens, next, isThen ? 'opening' : 'joined')
  const before = tokens[next - 1]?.lower ?? ''
  const isFree =
    isThen ||
    (verbs.has(token.lower) &&
      verbs.get(token.lower)?.isNoun === false &&
      !/^(?:to|not|can|will|could|would|should|must|you|i|we|they|don't|the|a|an)$/.test(before))
  return verb !== null && isFree && open.isSentenceStart
    ? { ...base, role: 'step', start: next, verbAt: next, verb }
    : null
}

/** A proviso at this token; null where none begins, or where the words belong to the text of a message. */
function readGate(source: Source, { at, connector, open }: Place): FoundApprovalCondition | null {
  const { tokens } = source
  const places = connector === null ? [at] : [connector.end, connector.next]
  for (const place of new Set(places)) {
    const found = readApprovalCondition(source, place)
    if (found === null) continue
    if (
      open !== null &&
      connector?.position !== 'opening' &&
      isPartOfText(tokens, { open, at, connector, found })
    )
      continue
    return found
  }
  return null
}

function placed(
  tokens: readonly Token[],
  { end, ...approvalCondition }: FoundApprovalCondition,
  { isFree, index }: { readonly isFree: boolean; readonly index: number },
): LocatedApprovalCondition {
  const after = readConnector(tokens, end)
  const goesOn = end < tokens.length && !isEnder(tokens[end])
  const isBare = /^(?:\p{L}+ )?ask (?:me|us)$/iu.test(approvalCondition.text)
  return {
    approvalCondition,
    after: index,
    isBeforeStep: goesOn && (isFree || (isBare && after?.isSequel === true)),
  }
}

const helpers = setOf(
  "to should must can will would could may might i you he she they we who not don't never people without",
)

interface Standing extends Place {
  readonly open: Segment
  readonly found: FoundApprovalCondition
}

/** The words belong to the content of a message, or to what is looked for: `tell Bob to ask me first`. */
function isPartOfText(tokens: readonly Token[], { open, at, connector, found }: Standing): boolean {
  const inside = insideOf(tokens, open, at)
  if (isContentSoFar(tokens, open, at)) return true
  const isTold = asks(inside) && inside.some(({ lower }) => /^(?:to|that)$/.test(lower))
  const isPlain = connector === null || isPlainAnd(tokens, at)
  if (open.verb?.kind === 'communication' && isTold && isPlain) return true
  if (connector !== null) return false
  if (/^ask(?:ing)? (?!me|us)/iu.test(found.text)) return true
  return (
    helpers.has(tokens[at - 1]?.lower ?? '') ||
    inside.some(({ lower }) => /^(?:how|ways|whether|why|that|which|who)$/.test(lower))
  )
}

/** The words of the open piece from its verb on, without its gaps. */
const insideOf = (tokens: readonly Token[], { verbAt, gaps }: Segment, at: number): Token[] =>
  tokens
    .slice(verbAt, at)
    .filter((_, index) =>
      gaps.every(({ range: [from, to] }) => verbAt + index < from || verbAt + index >= to),
    )

/** The open piece quotes the content of a message. */
const isContentSoFar = (tokens: readonly Token[], open: Segment, at: number): boolean =>
  open.verb?.kind === 'communication' &&
  insideOf(tokens, open, at).some(
    ({ lower }) => lower === ':' || /^(?:saying|says|asking|telling)$/.test(lower),
  )

const asks = (inside: readonly Token[]): boolean =>
  /^(?:ask|tell|remind|invite|advise|persuade|beg|instruct|want|get|let)$/.test(inside[0]?.lower ?? '')

interface Next extends Place {
  readonly open: Segment
  readonly connector: Connector
  readonly verb: FoundVerb
  readonly verbAt: number
}

/** True if the verb belongs to the open piece: to the content of a message, a purpose or a relative clause. */
function isInside(tokens: readonly Token[], { open, at, connector, verb, verbAt }: Next): boolean {
  if (connector.position === 'opening') return false
  const inside = insideOf(tokens, open, at)
  if (isContentSoFar(tokens, open, at)) return true
  if (connector.isSequel || connector.isIndependent) return false
  const isPlain = isPlainAnd(tokens, at) || (tokens[at]?.lower === ',' && connector.end === at + 1)
  if (open.role === 'ban')
    return (
      isPlainAnd(tokens, at) || (isPlain && isNounVerb(tokens, verbAt) && connector.next === connector.end)
    )
  if (open.role === 'statement' && isOwnRemark(tokens, open.start) && isPlainAnd(tokens, at)) return true
  if (open.role === 'statement')
    return isPlain && isNounVerb(tokens, verbAt) && !isStrong(tokens, verbAt, verb)
  if (!isPlain) return false
  const isAnd = isPlainAnd(tokens, at)
  if (
    open.verb?.kind === 'communication' &&
    isAnd &&
    continuing.test(tokens[verbAt]?.lower ?? '') &&
    isShared(tokens, verbAt)
  )
    return true
  if (open.verb?.kind === 'communication' && asks(inside)) {
    const isTo = inside.some(
      ({ lower }, index) => index > 0 && lower === 'to' && inside[index + 1]?.isBaseVerb === true,
    )
    if (isTo) return !isToUser(tokens, verbAt, verb)
    const isTold = inside.some(
      ({ lower }, index) => index > 0 && /^(?:that|whether|if|how|why|when|what|where)$/.test(lower),
    )
    if (isTold && isAnd) return !isStrong(tokens, verbAt, verb)
  }
  if (!isAnd) return false
  const words = inside.map(({ lower }) => lower).join(' ')
  if (/\b(?:how|ways?|where|whether|order|able|what) to\b(?!.*,)/.test(words))
    return !isToUser(tokens, verbAt, verb)
  if (/\b(?:how|why|ways|whether)\b/.test(words) && !isStrong(tokens, verbAt, verb))
    return !isToUser(tokens, verbAt, verb)
  const relative = inside.findIndex(({ lower }, index) => index > 0 && /^(?:that|which|who)$/.test(lower))
  if (relative !== -1 && open.verb?.kind !== 'communication') {
    const verbAfter = inside[relative + 1]
    return verbAfter?.isBaseVerb === true && !isStrong(tokens, verbAt, verb)
  }
  const purpose = inside.findIndex(
    ({ lower }, index) => index > 1 && lower === 'to' && inside[index + 1]?.isBaseVerb === true,
  )
  return purpose !== -1 && inside.length - purpose < 5 && !isStrong(tokens, verbAt, verb)
}

/** `call the hotel and ask for a room`: the second verb says what the message is about. */
const continuing =
  /^(?:ask|cancel|confirm|accept|decline|complain|reschedule|explain|negotiate|apologise|apologize|thank|say|check|see|offer|request|cc|bcc|propose|suggest|agree|wish|congratulate)$/
const isShared = (tokens: readonly Token[], at: number): boolean =>
  /^(?:cc|bcc)$/.test(tokens[at]?.lower ?? '') || !/^\p{Lu}\p{Ll}/u.test(tokens[at + 1]?.text ?? '')

const isNounVerb = (tokens: readonly Token[], at: number): boolean =>
  verbs.get(tokens[at]?.lower ?? '')?.isNoun !== false

/** A determiner, pronoun, number or name follows: the verb asks for work of its own. */
function isStrong(tokens: readonly Token[], at: number, { length }: FoundVerb): boolean {
  const next = tokens[at + length]
  return next !== undefined && next.kind !== 'mark' && hasEvidence(next)
}

/** `send me ...`, `email bob@example.com`, `draft an email`, `summarise the findings`: addressed by the user. */
function isToUser(tokens: readonly Token[], at: number, { kind, length }: FoundVerb): boolean {
  const next = tokens[at + length]
  if (next === undefined || kind === 'research' || kind === 'purchase') return false
  const ahead = tokens.slice(at + length, at + length + 3)
  if (kind === 'communication' || kind === 'writing') {
    return ahead.some(
      (token) =>
        /^(?:me|us|an|a|email|mail|letter)$/.test(token.lower) ||
        (token.kind === 'address' && hasEvidence(token)),
    )
  }
  return ahead.some(({ lower }) => /^(?:it|them|results?|findings?|options?|answers?|prices?)$/.test(lower))
}

function readListIn(source: Source, open: Segment, at: number): FoundList | null {
  const { tokens } = source
  if (open.verb === null || open.list !== null || !/^(?:each|every)$/.test(tokens[at]?.lower ?? ''))
    return null
  return isContentSoFar(tokens, open, at) ? null : readEach(source, at)
}
