import { type FoundApprovalCondition, readApprovalCondition } from '../approval-conditions.ts'
import { type Connector, isEnder, readConnector, skipLeadIn } from '../connectors.ts'
import type { LocatedApprovalCondition } from '../find-held-steps.ts'
import { type FoundList, readEach } from '../item-lists.ts'
import { type Source, setOf, type Token, wordAt } from '../tokens.ts'
import { asksPerson, hasContent, isPlainAnd, tokensSoFar } from './open-segment.ts'
import { readSegment } from './read-segment.ts'
import { type Cursor, emptySegment, type OpenCursor, type Segment } from './segment.ts'

export interface Segments {
  readonly segments: readonly Segment[]
  readonly approvalConditions: readonly LocatedApprovalCondition[]
}

/** Limit on segments. The last segment holds the rest of the message. */
const maxSegments = 50
/** Limit on approval conditions. The words of further conditions stay in their segment. */
const maxApprovalConditions = 50

interface Reading {
  readonly segments: Segment[]
  readonly approvalConditions: LocatedApprovalCondition[]
  /** The segment of the current token; null until the first segment starts. */
  open: Segment | null
  /** The connector before an approval condition, which also separates the words after the condition. Null elsewhere. */
  pending: Connector | null
}

/** Splits a message into segments and approval conditions. */
export function readSegments(source: Source): Segments {
  const { tokens } = source
  const reading: Reading = {
    segments: [],
    approvalConditions: [],
    open: null,
    pending: connectorAfter(tokens, 0, 'opening'),
  }
  for (let at = 0; at < tokens.length; ) {
    const connector = joinConnectors(reading.pending, readConnector(tokens, at))
    const cursor = { at, connector, open: reading.open }
    at =
      takeApprovalCondition(source, reading, cursor) ??
      takeSegment(source, reading, cursor) ??
      takeList(source, reading, cursor) ??
      at + 1
  }
  closeSegment(reading, tokens.length)
  const { segments, approvalConditions } = reading
  return { segments: segments.filter((each) => hasWords(tokens, each)), approvalConditions }
}

function closeSegment({ segments, open }: Reading, end: number): void {
  if (open !== null) segments.push({ ...open, end })
}

const hasWords = (tokens: readonly Token[], { start, end }: Segment): boolean =>
  tokens.slice(start, end).some(({ kind }) => kind !== 'mark')

const connectorAfter = (
  tokens: readonly Token[],
  end: number,
  position: Connector['position'],
): Connector => ({
  next: skipLeadIn(tokens, end),
  end,
  isSequel: false,
  isIndependent: false,
  position,
})

/** Two connectors without words of work between them. */
const joinConnectors = (first: Connector | null, second: Connector | null): Connector | null =>
  first === null || second === null
    ? (second ?? first)
    : {
        ...second,
        isSequel: first.isSequel || second.isSequel,
        position: first.position === 'opening' ? 'opening' : second.position,
      }

/** Index of the last step so far; -1 before the first step. */
const indexOfLastStep = ({ segments, open }: Reading): number =>
  segments.filter(({ role }) => role === 'step').length - (open?.role === 'step' ? 0 : 1)

/** Takes an approval condition out of the open segment. Returns the token index after the condition. */
function takeApprovalCondition(source: Source, reading: Reading, cursor: Cursor): number | null {
  const { tokens } = source
  const { at, connector, open } = cursor
  const found = findApprovalCondition(source, cursor)
  if (found === null) {
    reading.pending = null
    return null
  }
  if (reading.approvalConditions.length < maxApprovalConditions) {
    const { end, ...approvalCondition } = found
    const isBeforeStep = precedesStep(tokens, cursor, found)
    reading.approvalConditions.push({ approvalCondition, after: indexOfLastStep(reading), isBeforeStep })
    if (open !== null) reading.open = { ...open, gaps: [...open.gaps, { range: [at, end], isSlot: false }] }
  }
  const after = connectorAfter(tokens, found.end, connector?.position ?? 'joined')
  reading.pending = { ...after, isSequel: connector?.isSequel ?? false }
  return found.end
}

/** Closes the open segment where the next one starts. Returns the token index after the verb of the next segment. */
function takeSegment(source: Source, reading: Reading, cursor: Cursor): number | null {
  if (reading.segments.length >= maxSegments - 1) return null
  const next = readSegment(source, cursor)
  if (next === null) return null
  closeSegment(reading, cursor.at)
  reading.open = next
  const after = indexOfLastStep(reading)
  for (const approvalCondition of next.leadingConditions)
    reading.approvalConditions.push({ approvalCondition, after, isBeforeStep: false })
  return Math.max(next.verbAt + Math.max(1, next.verb?.length ?? 1), cursor.at + 1)
}

/** Takes a list after the verb, `find hotels in each of A and B`. Returns the token index after the list. */
function takeList(source: Source, reading: Reading, { at, open }: Cursor): number | null {
  const list = open === null ? null : readListInSegment(source, open, at)
  if (open === null || list === null) return null
  reading.open = { ...open, list, gaps: [...open.gaps, { range: [at, list.end], isSlot: true }] }
  return list.end
}

function readListInSegment(source: Source, open: Segment, at: number): FoundList | null {
  if (open.verb === null || open.list !== null) return null
  const list = readEach(source, at)
  return list === null || hasContent(source.tokens, { open, at }) ? null : list
}

/** The approval condition at the cursor; null if the words belong to the open segment. */
function findApprovalCondition(source: Source, cursor: Cursor): FoundApprovalCondition | null {
  const { at, connector, open } = cursor
  const starts = connector === null ? [at] : [connector.end, connector.next]
  for (const start of new Set(starts)) {
    const found = readApprovalCondition(source, start)
    if (found === null) continue
    const isSentenceStart = connector?.position === 'opening'
    if (open !== null && !isSentenceStart && isPartOfSegment(source.tokens, { ...cursor, open }, found))
      continue
    return found
  }
  return null
}

/** Words before an ask with another person or no approval in mind: `people ask me`, `don't ask me`. */
const otherAskers = setOf(
  "to should must can will would could may might i you he she they we who not don't never people without",
)

/** The words belong to a message's content or to a description: `tell Bob to ask me first`. */
function isPartOfSegment(
  tokens: readonly Token[],
  cursor: OpenCursor,
  { text }: FoundApprovalCondition,
): boolean {
  const { at, connector, open } = cursor
  if (hasContent(tokens, cursor)) return true
  const words = tokensSoFar(tokens, cursor)
  const isReported = asksPerson(words) && words.some(({ lower }) => /^(?:to|that)$/.test(lower))
  const isPlain = connector === null || isPlainAnd(tokens, at)
  if (open.verb?.kind === 'communication' && isReported && isPlain) return true
  if (connector !== null) return false
  return (
    /^ask(?:ing)? (?!me|us)/iu.test(text) ||
    otherAskers.has(wordAt(tokens, at - 1)) ||
    words.some(({ lower }) => /^(?:how|ways|whether|why|that|which|who)$/.test(lower))
  )
}

/** True if the condition starts a sentence that continues with the held step, or is only `ask me, then …`. */
function precedesStep(
  tokens: readonly Token[],
  { at, connector }: Cursor,
  { end, text }: FoundApprovalCondition,
): boolean {
  if (end >= tokens.length || isEnder(tokens[end])) return false
  const isBareAsk = /^(?:\p{L}+ )?ask (?:me|us)$/iu.test(text)
  return (
    at === 0 ||
    connector?.position === 'opening' ||
    (isBareAsk && readConnector(tokens, end)?.isSequel === true)
  )
}

/** The step that a message of a single approval condition implies: `ask me before you buy the phone`. */
export function createImpliedStep(
  { tokens }: Source,
  [only]: readonly LocatedApprovalCondition[],
): Segment | null {
  const { kinds = [], limit = null } = only?.approvalCondition ?? {}
  const kind = kinds[0] ?? (limit === null ? null : 'purchase')
  const start = skipLeadIn(tokens, 0)
  return kind === null
    ? null
    : {
        ...emptySegment,
        start,
        verbAt: start,
        end: tokens.length,
        verb: { kind, length: 0 },
        isSentenceStart: true,
      }
}
