import { readApprovalCondition } from '../approval-conditions.ts'
import { readConnector, skipLeadIn } from '../connectors.ts'
import { type FoundVerb, findStepVerb, type Position } from '../imperative.ts'
import { type FoundPrefix, readPrefix } from '../item-lists.ts'
import { verbs } from '../lexicon.ts'
import { type Source, type Token, wordAt } from '../tokens.ts'
import { isContinuation } from './continuation.ts'
import { isPlainAnd } from './open-segment.ts'
import { type ConnectorCursor, type Cursor, emptySegment, type OpenCursor, type Segment } from './segment.ts'
import {
  asksForAnswer,
  findNeededObject,
  isJoinedQuestion,
  isQuestionAt,
  roleOfSentence,
  startsBan,
  startsLeadPhrase,
  startsOwnRemark,
} from './sentence-forms.ts'
import { readSubordinate } from './subordinate-clauses.ts'

/** Reads the segment that starts at the cursor; null if the open segment continues. */
export function readSegment(source: Source, cursor: Cursor): Segment | null {
  const { tokens } = source
  const { at, connector, open } = cursor
  const base = createSegment(cursor)
  if (base.start >= tokens.length) return null
  const subordinate = readSubordinate(tokens, cursor)
  if (subordinate !== null) return { ...base, ...subordinate }
  if (wordAt(tokens, at) === ':' && open !== null) return readAfterColon(tokens, { ...cursor, open })
  if (connector !== null) return readAfterConnector(source, { ...cursor, connector }, base)
  return open?.role === 'condition' ? readAfterCondition(tokens, { ...cursor, open }, base) : null
}

function createSegment({ at, connector }: Cursor): Segment {
  const start = connector?.next ?? at
  return {
    ...emptySegment,
    start,
    verbAt: start,
    end: start,
    isSequel: connector?.isSequel ?? false,
    isIndependent: connector?.isIndependent ?? false,
    isSentenceStart: connector?.position === 'opening',
  }
}

/** A colon separates an introduction from its steps, or a heading from its items. */
function readAfterColon(tokens: readonly Token[], { at, open }: OpenCursor): Segment | null {
  if (open.verb?.kind === 'communication') return null
  const start = skipLeadIn(tokens, at)
  const verb = findStepVerb(tokens, start, 'opening')
  const isAsking = open.verb === null && isQuestionAt(tokens, start)
  return verb === null && !isAsking
    ? null
    : { ...emptySegment, start, verbAt: start, end: start, verb, isSentenceStart: true }
}

/** `if it rains call the office`: after a condition without a comma, a step starts at `then` or at a clear verb. */
function readAfterCondition(
  tokens: readonly Token[],
  { at, open }: OpenCursor,
  base: Segment,
): Segment | null {
  const isThen = wordAt(tokens, at) === 'then'
  if (!open.isSentenceStart || (at < open.start + minCondition && !isThen)) return null
  const start = isThen ? at + 1 : at
  const token = tokens[start]
  if (token?.kind !== 'word' || token.text !== token.lower) return null
  if (!isThen && !isClearVerb(tokens, start)) return null
  const verb = findStepVerb(tokens, start, isThen ? 'opening' : 'joined')
  return verb === null ? null : { ...base, start, verbAt: start, verb }
}

/** Shortest condition, in tokens. */
const minCondition = 3

/** A verb that is not also a noun, without a subject or an auxiliary before it. */
const isClearVerb = (tokens: readonly Token[], at: number): boolean =>
  verbs.get(wordAt(tokens, at))?.isNoun === false &&
  !/^(?:to|not|can|will|could|would|should|must|you|i|we|they|don't|the|a|an)$/.test(wordAt(tokens, at - 1))

function readAfterConnector(source: Source, cursor: ConnectorCursor, base: Segment): Segment | null {
  const { tokens } = source
  const { open } = cursor
  if (asksForAnswer(tokens, base.start)) return { ...base, role: 'answer' }
  if (isBan(tokens, cursor)) return { ...base, role: 'ban' }
  const prefix = readPrefix(source, base.start)
  if (prefix !== null && prefix.items.length > 0) return createDistributed(source, base, prefix)
  const verbAt = prefix?.body ?? base.start
  const position = prefix === null ? positionAt(tokens, cursor) : 'opening'
  const verb = findStepVerb(tokens, verbAt, position) ?? findRepeatedVerb(tokens, verbAt, open)
  if (verb === null) return readWithoutVerb(tokens, cursor, base)
  const isContinued =
    open !== null &&
    !isAfterIntroduction(tokens, cursor) &&
    isContinuation(tokens, { ...cursor, open, verb, verbAt })
  return isContinued ? null : { ...base, verbAt, verb }
}

/** Within a step, `and don't …` continues the step. */
const isBan = (tokens: readonly Token[], { at, connector, open }: ConnectorCursor): boolean =>
  startsBan(tokens, connector.next) &&
  (connector.position === 'opening' || open?.role !== 'step' || !isPlainAnd(tokens, at))

/** After a condition or a lead phrase: `if it rains, …`, `after the workshop, …`. */
const isAfterIntroduction = (tokens: readonly Token[], { connector, open }: ConnectorCursor): boolean =>
  connector.position === 'joined' &&
  (open?.role === 'condition' || (open?.role === 'statement' && startsLeadPhrase(tokens, open.start)))

/** Polite words, words of order and segments without a step make a verb more likely. */
function positionAt(tokens: readonly Token[], cursor: ConnectorCursor): Position {
  const { connector, open } = cursor
  if (connector.position === 'opening' || isAfterIntroduction(tokens, cursor)) return 'opening'
  const hasLeadIn = connector.next > connector.end
  return connector.isSequel || hasLeadIn || (open !== null && open.role !== 'step') ? 'sequel' : 'joined'
}

/** `for each of A and B, find it`: a step for each item. */
function createDistributed(source: Source, base: Segment, prefix: FoundPrefix): Segment {
  const { verbAt, leadingConditions } = readLeadingConditions(source, prefix.body)
  const verb = findStepVerb(source.tokens, verbAt, 'opening')
  return { ...base, start: verbAt, verbAt, verb, leadingConditions, list: prefix, isPrefix: true }
}

/** Approval conditions before the verb: `for each of A and B, if it is over 5 EUR ask me, otherwise buy it`. */
function readLeadingConditions(source: Source, body: number): Pick<Segment, 'verbAt' | 'leadingConditions'> {
  const { tokens } = source
  const leadingConditions: Segment['leadingConditions'][number][] = []
  for (let verbAt = body; verbAt < tokens.length; ) {
    const found = readApprovalCondition(source, verbAt)
    if (found === null) return { verbAt, leadingConditions }
    const { end, ...approvalCondition } = found
    leadingConditions.push(approvalCondition)
    verbAt = skipLeadIn(tokens, readConnector(tokens, end)?.next ?? end)
  }
  return { verbAt: body, leadingConditions: [] }
}

/** `research laptops and research phones`: the verb of the open segment again. */
function findRepeatedVerb(tokens: readonly Token[], at: number, open: Segment | null): FoundVerb | null {
  if (open?.verb?.length !== 1 || tokens[at + 1]?.kind !== 'word') return null
  return wordAt(tokens, open.verbAt) === wordAt(tokens, at) ? open.verb : null
}

/** Reads a segment without a verb of work: a noun, a need, a statement or a question. */
function readWithoutVerb(tokens: readonly Token[], cursor: ConnectorCursor, base: Segment): Segment | null {
  const { at, connector, open } = cursor
  const isIntroduced = isAfterIntroduction(tokens, cursor)
  const isComma = wordAt(tokens, at) === ','
  if (isNounSequel(tokens, cursor)) return { ...base, isNeed: true }
  const needed = findNeededObject(tokens, connector.end)
  if (needed !== null && (base.isSentenceStart || isIntroduced))
    return { ...base, verbAt: needed, start: connector.end, isNeed: true }
  if (base.isSentenceStart) return { ...base, role: roleOfSentence(tokens, base.start) }
  if (isIntroduced && isComma)
    return { ...base, role: isQuestionAt(tokens, base.start) ? 'step' : 'statement' }
  if (open?.role !== 'step') return null
  if (isComma && startsOwnRemark(tokens, base.start)) return { ...base, role: 'statement' }
  return isNextQuestion(tokens, { ...cursor, open }, base.start) ? { ...base, isIndependent: true } : null
}

/** `…, then a short comparison of the three`: a noun after a word of order. */
const isNounSequel = (tokens: readonly Token[], { connector, open }: ConnectorCursor): boolean =>
  open?.role === 'step' &&
  (connector.isSequel || connector.isIndependent) &&
  /^(?:an?|one|another)$/.test(wordAt(tokens, connector.next))

/** A question after a mark, joined to a request or to another question. */
const isNextQuestion = (tokens: readonly Token[], { at, open }: OpenCursor, start: number): boolean =>
  tokens[at]?.kind === 'mark' &&
  (isJoinedQuestion(tokens, start) ||
    (open.verb === null && isQuestionAt(tokens, open.start) && isQuestionAt(tokens, start)))
