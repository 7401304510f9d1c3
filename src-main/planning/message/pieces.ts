import type { Gap } from './for-each.ts'
import type { PlacedProviso } from './held-clauses.ts'
import {
  type FoundVerb,
  findStepVerb,
  hasEvidence,
  isQuestion,
  negations,
  type Position,
} from './imperative.ts'
import { isEnder, type Joint, readJoint, skipLeadIn } from './joints.ts'
import { baseOf, verbs } from './lexicon.ts'
import { type FoundProviso, type Proviso, readProviso } from './provisos.ts'
import { type FoundList, readEach, readPrefix, type ThingList } from './things.ts'
import { type Source, setOf, type Token } from './tokens.ts'

/**
 * Role of a piece of a message. `step`: asks for work. `told`: tells something. `ban`: forbids something. `condition`:
 * decides whether a step runs. `answer`: asks for the results that the user gets anyway.
 */
export type Role = 'step' | 'told' | 'ban' | 'condition' | 'answer'

/** A piece of a message. Indexes are of tokens; `end` is exclusive. */
export interface Piece {
  readonly role: Role
  readonly start: number
  readonly end: number
  /** The first token of the verb. */
  readonly verbAt: number
  readonly verb: FoundVerb | null
  readonly isSequel: boolean
  readonly isApart: boolean
  /** The piece starts a sentence. */
  readonly isOpening: boolean
  /** A wish for a thing, such as `I need a packing list`. */
  readonly isNeed: boolean
  /** `before`: `before you order the toner`; `after`: `once you have checked it`. Null for other pieces. */
  readonly order: 'before' | 'after' | null
  /** The alternative of the condition before. */
  readonly isElse: boolean
  /** A list of things; the step is done for each of them. */
  readonly list: ThingList | null
  readonly isPrefix: boolean
  readonly gaps: readonly Gap[]
  /** Provisos between a list and its verb. */
  readonly led: readonly Proviso[]
}

export interface Pieces {
  readonly pieces: readonly Piece[]
  /** Provisos, each with the index of the step before it. */
  readonly provisos: readonly PlacedProviso[]
}

/** More pieces than a person types; the rest stays in the last one. */
const maxPieces = 50
const maxProvisos = 50

/** Cuts a message into pieces, and takes out the provisos, which reserve a decision for the user. */
export function readPieces(source: Source): Pieces {
  const { tokens } = source
  const pieces: Piece[] = []
  const provisos: PlacedProviso[] = []
  let open: Piece | null = null as Piece | null
  /** The joint before a proviso, which also separates what follows it. */
  let pending: Joint | null = opening(tokens)
  const indexOfStep = () =>
    [...pieces, ...(open === null ? [] : [open])].filter(({ role }) => role === 'step').length - 1
  for (let at = 0; at < tokens.length; ) {
    const joint: Joint | null = joinJoints(pending, readJoint(tokens, at))
    const found: FoundProviso | null = readGate(source, { at, joint, open })
    if (found !== null) {
      if (provisos.length < maxProvisos) {
        const isFree = at === 0 || joint?.position === 'opening'
        provisos.push(placed(tokens, found, { isFree, index: indexOfStep() }))
        if (open !== null) open = { ...open, gaps: [...open.gaps, { range: [at, found.end], isSlot: false }] }
        pending = jointAfter(tokens, found.end, joint)
      }
      at = found.end
      continue
    }
    const next: Piece | null = pieces.length < maxPieces - 1 ? readPiece(source, { at, joint, open }) : null
    pending = null
    if (next !== null) {
      if (open !== null) pieces.push({ ...open, end: at })
      open = next
      for (const proviso of next.led) provisos.push({ proviso, after: indexOfStep(), isAhead: false })
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
  if (open !== null) pieces.push({ ...open, end: tokens.length })
  return { pieces: pieces.filter(hasWords(tokens)), provisos }
}

const jointAfter = (tokens: readonly Token[], end: number, joint: Joint | null): Joint => ({
  next: skipLeadIn(tokens, end),
  bare: end,
  isSequel: joint?.isSequel ?? false,
  isApart: false,
  position: joint?.position ?? 'joined',
})

/** Two joints with nothing between them that asks for work. */
const joinJoints = (first: Joint | null, second: Joint | null): Joint | null =>
  first === null || second === null
    ? (second ?? first)
    : {
        ...second,
        isSequel: first.isSequel || second.isSequel,
        position: first.position === 'opening' ? 'opening' : second.position,
      }

/** A message that is a proviso and nothing else asks for the step that the proviso names. */
export function readLone(source: Source, [placed]: readonly PlacedProviso[]): Piece | null {
  const kind = placed?.proviso.kinds[0] ?? (placed?.proviso.limit ? 'purchase' : undefined)
  const start = skipLeadIn(source.tokens, 0)
  return kind === undefined
    ? null
    : {
        ...noPiece,
        role: 'step',
        start,
        verbAt: start,
        end: source.tokens.length,
        verb: { kind, length: 0 },
        isSequel: false,
        isApart: false,
        isOpening: true,
      }
}

const hasWords =
  (tokens: readonly Token[]) =>
  ({ start, end }: Piece): boolean =>
    tokens.slice(start, end).some(({ kind }) => kind !== 'mark')

const opening = (tokens: readonly Token[]): Joint => ({
  next: skipLeadIn(tokens, 0),
  bare: 0,
  isSequel: false,
  isApart: false,
  position: 'opening',
})

interface Place {
  readonly at: number
  readonly joint: Joint | null
  readonly open: Piece | null
}

const noPiece = {
  isNeed: false,
  order: null,
  isElse: false,
  list: null,
  isPrefix: false,
  gaps: [],
  led: [],
  verb: null,
} satisfies Partial<Piece>

/** The piece that begins at this token; null if the open piece goes on. */
function readPiece(source: Source, { at, joint, open }: Place): Piece | null {
  const { tokens } = source
  const next = joint?.next ?? at
  if (next >= tokens.length) return null
  const isOpening = joint?.position === 'opening'
  const base = {
    ...noPiece,
    end: next,
    isOpening,
    isSequel: joint?.isSequel ?? false,
    isApart: joint?.isApart ?? false,
  }
  const condition = readCondition(tokens, { at, joint, open })
  if (condition !== null) return { ...base, ...condition }
  if (tokens[at]?.lower === ':' && open !== null) return readAfterColon(source, at, open)
  if (joint === null) return open?.role === 'condition' ? readAfterCondition(source, at, open, base) : null
  const isLed = joint.next > joint.bare || (open !== null && open.role !== 'step')
  const position: Position = isOpening ? 'opening' : base.isSequel || isLed ? 'sequel' : 'joined'
  const start = { ...base, start: next, verbAt: next }
  if (isAnswer(tokens, next)) return { ...start, role: 'answer' }
  const banAt =
    negations.has(tokens[next]?.lower ?? '') ||
    (tokens[next]?.lower === 'do' && tokens[next + 1]?.lower === 'not')
  if (banAt && (isOpening || open?.role !== 'step' || !isMere(tokens, at)) && startsBan(tokens, next)) {
    return { ...start, role: 'ban' }
  }
  const prefix = readPrefix(source, next)
  if (prefix !== null && prefix.things.length > 0) {
    const { verbAt, led } = readLed(source, prefix.body)
    const prefixed = { start: verbAt, verbAt, verb: findStepVerb(tokens, verbAt, 'opening'), led }
    return { ...start, ...prefixed, role: 'step', list: prefix, isPrefix: true }
  }
  const bodyAt = prefix?.body ?? next
  const isAfterCondition =
    joint.position === 'joined' &&
    (open?.role === 'condition' || (open?.role === 'told' && isLeadPhrase(tokens, open)))
  const verb =
    findStepVerb(tokens, bodyAt, prefix !== null || isAfterCondition ? 'opening' : position) ??
    findRepeated(tokens, bodyAt, open)
  if (verb !== null) {
    if (!isAfterCondition && open !== null && isInside(tokens, { open, at, joint, verb, verbAt: bodyAt }))
      return null
    return { ...start, role: 'step', verbAt: bodyAt, verb }
  }
  if (open !== null && isNounSequel(tokens, { open, joint, next }))
    return { ...start, role: 'step', isNeed: true }
  const need = readNeed(tokens, joint.bare)
  if (need !== null && (isOpening || isAfterCondition))
    return { ...start, role: 'step', verbAt: need, start: joint.bare, isNeed: true }
  if (isOpening)
    return {
      ...start,
      role: isQuestion(wordsFrom(tokens, next))
        ? 'step'
        : isRemark(tokens, next) || leadPhrase.test(tokens[next]?.lower ?? '')
          ? 'told'
          : 'step',
    }
  if (isAfterCondition && tokens[at]?.lower === ',') {
    return { ...start, role: isQuestion(wordsFrom(tokens, next)) ? 'step' : 'told' }
  }
  if (open?.role === 'step' && tokens[at]?.lower === ',' && isOwnRemark(tokens, next))
    return { ...start, role: 'told' }
  if (open?.role === 'step' && isAsked(tokens, { at, next })) return { ...start, role: 'step', isApart: true }
  const isAsking = open?.role === 'step' && open.verb === null && isQuestion(wordsFrom(tokens, open.start))
  if (isAsking && isQuestion(wordsFrom(tokens, next)) && tokens[at]?.kind === 'mark')
    return { ...start, role: 'step', isApart: true }
  return null
}

/** `for each of A and B, if it is over 5 EUR ask me, otherwise buy it`: the provisos before the verb. */
function readLed(source: Source, body: number): Pick<Piece, 'verbAt' | 'led'> {
  const led: Proviso[] = []
  for (let verbAt = body; verbAt < source.tokens.length; ) {
    const found = readProviso(source, verbAt)
    if (found === null) return { verbAt, led }
    const { end, ...proviso } = found
    led.push(proviso)
    verbAt = skipLeadIn(source.tokens, readJoint(source.tokens, end)?.next ?? end)
  }
  return { verbAt: body, led: [] }
}

/** `research laptops and research phones`: the verb of the open piece again. */
function findRepeated(tokens: readonly Token[], at: number, open: Piece | null): FoundVerb | null {
  const isSame = open?.verb?.length === 1 && tokens[open.verbAt]?.lower === tokens[at]?.lower
  return isSame && tokens[at + 1]?.kind === 'word' ? open.verb : null
}

/** `After the workshop, summarise the forms`: a phrase of time or place before the request. */
const leadPhrase =
  /^(?:of|instead|apart|after|before|during|by|on|in|at|for|from|with|until|since|given|based|regarding|concerning|about|within|as|to|per|under|without|using)$/
const isLeadPhrase = (tokens: readonly Token[], { start }: Piece): boolean =>
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
  readonly open: Piece
  readonly joint: Joint
  readonly next: number
}

/** `…, then a short comparison of the three`: a thing after a word of order, made by the verb before. */
const isNounSequel = (tokens: readonly Token[], { open, joint, next }: Noun): boolean =>
  (joint.isSequel || joint.isApart) &&
  open.role === 'step' &&
  /^(?:an?|one|another)$/.test(tokens[next]?.lower ?? '')

const wordsFrom = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ')

const isMere = (tokens: readonly Token[], at: number): boolean =>
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
function readAfterColon(source: Source, at: number, open: Piece): Piece | null {
  const { tokens } = source
  const next = skipLeadIn(tokens, at)
  const verb = findStepVerb(tokens, next, 'opening')
  const isAsking = open.verb === null && isQuestion(wordsFrom(tokens, next))
  if ((verb === null && !isAsking) || open.verb?.kind === 'communication') return null
  return {
    ...noPiece,
    role: 'step',
    start: next,
    verbAt: next,
    end: next,
    verb,
    isSequel: false,
    isApart: false,
    isOpening: true,
  }
}

const conditionWord =
  /^(?:if|unless|once|when|whenever|after|before|until|while|otherwise|else|as soon as|as long as|in case|provided|assuming|depending)\b/

interface Subordinate {
  readonly role: Role
  readonly start: number
  readonly verbAt: number
  readonly verb: FoundVerb | null
  readonly order: Piece['order']
  readonly isElse: boolean
}

/** `if it rains`, `otherwise`, `before you order the toner`; null if nothing of the kind begins here. */
function readCondition(tokens: readonly Token[], { at, joint, open }: Place): Subordinate | null {
  const starts = joint === null ? [at] : [joint.bare, joint.next]
  const start = starts.find((each) => conditionWord.test(wordsFrom(tokens, each)))
  if (start === undefined) return null
  const [word = '', second = '', third = ''] = tokens.slice(start, start + 3).map(({ lower }) => lower)
  const base = { start, verbAt: start, verb: null, order: null, isElse: false } as const
  if (word === 'otherwise' || (word === 'else' && joint !== null) || (word === 'or' && second === 'else')) {
    return readElse(tokens, start + 1)
  }
  if (word === 'if' && second === 'not') return readElse(tokens, start + 2)
  if (open?.role === 'condition' && joint === null) return null
  if (joint === null && open !== null && isContentSoFar(tokens, open, at)) return null
  const isLeading = joint?.position === 'opening'
  if (open?.verb?.kind === 'communication' && joint === null && asks(insideOf(tokens, open, at))) return null
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
  open: Piece,
  base: Omit<Piece, 'role' | 'start' | 'verbAt'>,
): Piece | null {
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
  return verb !== null && isFree && open.isOpening
    ? { ...base, role: 'step', start: next, verbAt: next, verb }
    : null
}

/** A proviso at this token; null where none begins, or where the words belong to the text of a message. */
function readGate(source: Source, { at, joint, open }: Place): FoundProviso | null {
  const { tokens } = source
  const places = joint === null ? [at] : [joint.bare, joint.next]
  for (const place of new Set(places)) {
    const found = readProviso(source, place)
    if (found === null) continue
    if (open !== null && joint?.position !== 'opening' && isPartOfText(tokens, { open, at, joint, found }))
      continue
    return found
  }
  return null
}

function placed(
  tokens: readonly Token[],
  { end, ...proviso }: FoundProviso,
  { isFree, index }: { readonly isFree: boolean; readonly index: number },
): PlacedProviso {
  const after = readJoint(tokens, end)
  const goesOn = end < tokens.length && !isEnder(tokens[end])
  const isBare = /^(?:\p{L}+ )?ask (?:me|us)$/iu.test(proviso.text)
  return { proviso, after: index, isAhead: goesOn && (isFree || (isBare && after?.isSequel === true)) }
}

const helpers = setOf(
  "to should must can will would could may might i you he she they we who not don't never people without",
)

interface Standing extends Place {
  readonly open: Piece
  readonly found: FoundProviso
}

/** The words belong to the content of a message, or to what is looked for: `tell Bob to ask me first`. */
function isPartOfText(tokens: readonly Token[], { open, at, joint, found }: Standing): boolean {
  const inside = insideOf(tokens, open, at)
  if (isContentSoFar(tokens, open, at)) return true
  const isTold = asks(inside) && inside.some(({ lower }) => /^(?:to|that)$/.test(lower))
  const isPlain = joint === null || isMere(tokens, at)
  if (open.verb?.kind === 'communication' && isTold && isPlain) return true
  if (joint !== null) return false
  if (/^ask(?:ing)? (?!me|us)/iu.test(found.text)) return true
  return (
    helpers.has(tokens[at - 1]?.lower ?? '') ||
    inside.some(({ lower }) => /^(?:how|ways|whether|why|that|which|who)$/.test(lower))
  )
}

/** The words of the open piece from its verb on, without its gaps. */
const insideOf = (tokens: readonly Token[], { verbAt, gaps }: Piece, at: number): Token[] =>
  tokens
    .slice(verbAt, at)
    .filter((_, index) =>
      gaps.every(({ range: [from, to] }) => verbAt + index < from || verbAt + index >= to),
    )

/** The open piece quotes the content of a message. */
const isContentSoFar = (tokens: readonly Token[], open: Piece, at: number): boolean =>
  open.verb?.kind === 'communication' &&
  insideOf(tokens, open, at).some(
    ({ lower }) => lower === ':' || /^(?:saying|says|asking|telling)$/.test(lower),
  )

const asks = (inside: readonly Token[]): boolean =>
  /^(?:ask|tell|remind|invite|advise|persuade|beg|instruct|want|get|let)$/.test(inside[0]?.lower ?? '')

interface Next extends Place {
  readonly open: Piece
  readonly joint: Joint
  readonly verb: FoundVerb
  readonly verbAt: number
}

/** True if the verb belongs to the open piece: to the content of a message, a purpose or a relative clause. */
function isInside(tokens: readonly Token[], { open, at, joint, verb, verbAt }: Next): boolean {
  if (joint.position === 'opening') return false
  const inside = insideOf(tokens, open, at)
  if (isContentSoFar(tokens, open, at)) return true
  if (joint.isSequel || joint.isApart) return false
  const isPlain = isMere(tokens, at) || (tokens[at]?.lower === ',' && joint.bare === at + 1)
  if (open.role === 'ban')
    return isMere(tokens, at) || (isPlain && isNounVerb(tokens, verbAt) && joint.next === joint.bare)
  if (open.role === 'told' && isOwnRemark(tokens, open.start) && isMere(tokens, at)) return true
  if (open.role === 'told') return isPlain && isNounVerb(tokens, verbAt) && !isStrong(tokens, verbAt, verb)
  if (!isPlain) return false
  const isAnd = isMere(tokens, at)
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

function readListIn(source: Source, open: Piece, at: number): FoundList | null {
  const { tokens } = source
  if (open.verb === null || open.list !== null || !/^(?:each|every)$/.test(tokens[at]?.lower ?? ''))
    return null
  return isContentSoFar(tokens, open, at) ? null : readEach(source, at)
}
