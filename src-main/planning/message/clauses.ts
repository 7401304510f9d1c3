import { findRecipients } from '#shared/text/recipients.ts'
import type { ApprovalCondition } from './approval-conditions.ts'
import type { Clause } from './clause.ts'
import { type Distribution, type Gap, isDistributed, readSeparate, slot, withSlot } from './distribution.ts'
import { findHeldSteps, type LocatedApprovalCondition } from './find-held-steps.ts'
import { createImpliedStep, readSegments } from './read-segments.ts'
import { refersBack, sharesWord } from './references.ts'
import type { Segment } from './segment.ts'
import { splitClause } from './split-clause.ts'
import { givesData, kindOfClause } from './step-kind.ts'
import { type Range, readSource, type Source, wordsBetween } from './tokens.ts'

/** What a message asks for, in the order of the work. Empty only for a message without words. */
export function readClauses(message: string): Clause[] {
  const source = readSource(message)
  const { segments, approvalConditions } = readSegments(source)
  const lone = segments.length === 0 ? createImpliedStep(source, approvalConditions) : null
  const steps = withDistributions(listSteps(source, lone === null ? segments : [lone]))
  const held = withApprovalConditions(
    steps.map(({ clause }) => clause),
    approvalConditions,
  )
  return inOrder(
    held.map((clause, index) => ({
      clause,
      order: steps[index]?.segment.order ?? null,
      isLeading: steps[index]?.segment.isSentenceStart ?? false,
    })),
  ).flatMap(splitClause)
}

/** All provisos of a message, including those that hold no step. */
export function listApprovalConditions(message: string): readonly ApprovalCondition[] {
  return readSegments(readSource(message)).approvalConditions.map(
    ({ approvalCondition }) => approvalCondition,
  )
}

interface SegmentClause {
  readonly segment: Segment
  readonly clause: Clause
}

/** The steps of a message. Other pieces become their context or condition; nothing of a message is dropped. */
function listSteps(source: Source, segments: readonly Segment[]): SegmentClause[] {
  const isStep = segments.some(({ role }) => role === 'step')
  const known = isStep
    ? segments
    : segments.map((segment, index) =>
        index === indexOfMain(segments) ? { ...segment, role: 'step' as const } : segment,
      )
  const steps: SegmentClause[] = []
  let statements: string[] = []
  let condition: string | null = null
  const addToLast = (more: string) => {
    const last = steps.at(-1)
    if (last !== undefined)
      steps[steps.length - 1] = {
        ...last,
        clause: { ...last.clause, context: joined([last.clause.context, more]) },
      }
  }
  for (const [index, segment] of known.entries()) {
    const text = textOf(source, segment)
    const isLast = known.slice(index + 1).every(({ role }) => role !== 'step')
    const next = known[index + 1]
    if (segment.role === 'condition') {
      const last = steps.at(-1)
      if (segment.isSentenceStart && !isLast) condition = text
      else if (last !== undefined)
        steps[steps.length - 1] = {
          ...last,
          clause: { ...last.clause, condition: joined([last.clause.condition ?? '', text]) },
        }
      else statements.push(text)
      continue
    }
    const isAnswer = segment.role === 'answer' || (steps.length > 0 && isForUser(source, segment))
    if (segment.role !== 'step' || (isAnswer && isStep)) {
      if (isLast && steps.length > 0) addToLast(text)
      else statements.push(text)
      continue
    }
    const clause = clauseOf(source, segment)
    const isDetail = steps.length > 0 && isConstraint(clause)
    if (
      !isDetail &&
      !isHeading(clause, next) &&
      !isAnswered(source, { segment, clause, next }) &&
      !isAside(clause, segment, known.length)
    ) {
      steps.push({ segment, clause: { ...clause, context: statements.join('; '), condition } })
      statements = []
      condition = null
    } else if (isLast && steps.length > 0) addToLast(text)
    else statements.push(text)
  }
  if (statements.length > 0) addToLast(statements.join('; '))
  return steps
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ')

/** Without a step, the last sentence is the request. */
const indexOfMain = (segments: readonly Segment[]): number => {
  const statements = segments.findLastIndex(({ role }) => role === 'statement')
  return statements === -1 ? segments.length - 1 : statements
}

/** `tell me which one is cheaper` after other steps: the user gets the results anyway. */
const isForUser = ({ tokens }: Source, { verbAt, verb, isElse }: Segment): boolean =>
  verb !== null &&
  !isElse &&
  /^(?:tell|show|inform)$/.test(tokens[verbAt]?.lower ?? '') &&
  /^(?:me|us)$/.test(tokens[verbAt + 1]?.lower ?? '')

/** `Please do two things for me:` introduces the steps that follow. */
const isHeading = ({ action, object, kind, text }: Clause, next: Segment | undefined): boolean =>
  next !== undefined &&
  ((action === 'do' && /^(?:the following|these|\p{L}+ things|some things|this)\b/iu.test(object)) ||
    (kind === null &&
      action === '' &&
      /^(?:tasks?|to-?do|to do|steps|the following|here is|here's|my list|agenda)\b/i.test(text)))

/** `Keep it short.`: how the work is to be done. */
const isConstraint = ({ action, isSequel }: Clause): boolean =>
  !isSequel &&
  /^(?:use|keep|include|mention|make sure|limit|stay|assume|stick to|focus on|note|remember|ensure)$/.test(
    action,
  )

interface Introducing {
  readonly segment: Segment
  readonly clause: Clause
  readonly next: Segment | undefined
}

/** `I want a cake: find a bakery`, `Lease or buy? Work out the total of both`: the next step does what is asked for. */
function isAnswered({ tokens }: Source, { segment, clause, next }: Introducing): boolean {
  if (next?.role !== 'step' || next.verb === null) return false
  if (segment.isNeed && tokens[segment.end]?.lower === ':') return true
  const isQuestion = segment.verb === null && tokens[segment.end]?.lower === '?'
  return isQuestion && clause.kind === 'comparison' && next.verb.kind === 'analysis'
}

/** A fragment without a verb beside other pieces, such as `Thanks!` or a greeting. */
const isAside = ({ kind, action, text }: Clause, { verb, isNeed }: Segment, count: number): boolean =>
  count > 1 &&
  verb === null &&
  !isNeed &&
  kind === null &&
  action === '' &&
  /^(?:thanks?|thank you|cheers|regards|best|kind regards|hi|hello|dear)\b/i.test(text)

function clauseOf(source: Source, segment: Segment): Clause {
  const { text, tokens } = source
  const { start, verbAt, verb, isSequel, isIndependent, isSentenceStart, isElse, isNeed } = segment
  const last = trimEnd(source, segment)
  const words = (from: number, gaps: readonly Gap[]) => wordsAround(source, [from, last], gaps)
  const begins = verb === null ? (isNeed ? verbAt : start) : verbAt + verb.length
  const separate =
    segment.list === null && verb !== null && verb.kind !== 'comparison'
      ? readSeparate(source, [begins, last])
      : null
  const list = segment.list ?? separate?.list ?? null
  const gaps = [...segment.gaps, ...(separate?.gaps ?? [])]
  const action = isNeed
    ? 'need'
    : verb === null || verb.length === 0
      ? ''
      : text.slice(tokens[verbAt]?.start, tokens[verbAt + verb.length - 1]?.end).toLowerCase()
  const object = begins < last ? words(begins, gaps) : ''
  const typed = words(start, gaps)
  return {
    kind: kindOfClause({
      verbKind: verb?.kind ?? null,
      action,
      object,
      text: typed,
      isNeed,
      hasData: givesData(text),
    }),
    ...{
      action,
      object,
      text: typed,
      context: '',
      isSequel,
      isIndependent,
      isSentenceStart,
      isElse,
      condition: null,
    },
    approvalConditions: [],
    distribution: list === null ? null : { ...list, isPrefix: segment.isPrefix },
  }
}

const textOf = (source: Source, segment: Segment): string =>
  wordsAround(source, [segment.start, trimEnd(source, segment)], segment.gaps)

/** The end of a piece without trailing marks and joints. */
function trimEnd({ tokens }: Source, { start, end }: Segment): number {
  let last = end
  while (
    last > start + 1 &&
    (tokens[last - 1]?.kind === 'mark' || /^(?:and|but|then)$/.test(tokens[last - 1]?.lower ?? ''))
  )
    last -= 1
  return last
}

/** The text of a range without its gaps; the slot stands in the place of a list of things. */
function wordsAround({ text, tokens }: Source, [start, end]: Range, gaps: readonly Gap[]): string {
  let words = ''
  let at = start
  const add = (more: string) => {
    words += words === '' || more === '' || /^[,;.!?:]/.test(more) ? more : ` ${more}`
  }
  for (const { range, isSlot } of [...gaps].sort((a, b) => a.range[0] - b.range[0])) {
    const [from, to] = range
    if (to <= at || from >= end) continue
    if (from > at) add(wordsBetween(text, tokens, [at, from]))
    if (isSlot) add(slot)
    at = to
  }
  if (at < end) add(wordsBetween(text, tokens, [at, end]))
  return words
}

/** Clauses behind a list of things that are done for each of them share the list. */
function withDistributions(steps: readonly SegmentClause[]): SegmentClause[] {
  let open: { readonly distribution: Distribution; readonly previousObject: string } | null = null
  return steps.map(({ segment, clause }) => {
    const { distribution } = clause
    if (distribution !== null) {
      const object = distribution.isPrefix ? withSlot(clause.object) : clause.object
      open = { distribution, previousObject: object }
      return {
        segment,
        clause: { ...clause, object, text: distribution.isPrefix ? withSlot(clause.text) : clause.text },
      }
    }
    const hasRecipient = findRecipients(clause.text).length > 0
    if (
      open !== null &&
      isDistributed(open.distribution, { ...clause, hasRecipient, previousObject: open.previousObject })
    ) {
      return { segment, clause: { ...clause, distribution: open.distribution } }
    }
    open = null
    return { segment, clause }
  })
}

/** Each proviso goes to the steps that it holds; others are told with the step next to them. */
function withApprovalConditions(
  clauses: readonly Clause[],
  approvalConditions: readonly LocatedApprovalCondition[],
): Clause[] {
  const held = approvalConditions.map((each) => ({ ...each, holds: findHeldSteps(each, clauses) }))
  return clauses.map((clause, index) => ({
    ...clause,
    approvalConditions: held
      .filter((each) => each.holds.includes(index))
      .map(({ approvalCondition }) => approvalCondition),
    context: joined([
      clause.context,
      ...held
        .filter((each) => each.holds.length === 0 && Math.max(0, each.after) === index)
        .map(({ approvalCondition }) => approvalCondition.text),
    ]),
  }))
}

interface Ordered {
  readonly clause: Clause
  readonly order: Segment['order']
  /** The subordinate clause stands before its main clause. */
  readonly isLeading: boolean
}

/** Steps in the order of the work: `before you order it, check the model` checks first. */
function inOrder(steps: readonly Ordered[]): Clause[] {
  const clauses: Clause[] = []
  for (let at = 0; at < steps.length; at += 1) {
    const { clause, order, isLeading } = steps[at] as Ordered
    const next = steps[at + 1]
    if (order === null) {
      const last = clauses.at(-1)
      if (
        last !== undefined &&
        !clause.isSentenceStart &&
        /\b(?:first|beforehand)$/i.test(clause.text) &&
        !/\bfirst$/i.test(last.text)
      ) {
        clauses.splice(-1, 1, { ...clause, isSequel: false }, { ...last, isSequel: true })
      } else clauses.push(clause)
      continue
    }
    if (isLeading && next !== undefined) {
      at += 1
      if (order === 'before') clauses.push(next.clause, { ...clause, isSequel: true })
      else if (isRepeated(clauses, clause)) clauses.push({ ...next.clause, isSequel: true })
      else clauses.push(clause, { ...next.clause, isSequel: true })
      continue
    }
    const last = clauses.at(-1)
    if (order === 'before' || last === undefined) clauses.push({ ...clause, isSequel: true })
    else if (isRepeated(clauses.slice(0, -1), clause)) clauses.splice(-1, 1, { ...last, isSequel: true })
    else clauses.splice(-1, 1, { ...clause, isSequel: last.isSequel }, { ...last, isSequel: true })
  }
  return clauses
}

/** `after you have compared them`: the step was asked for before. */
const isRepeated = (clauses: readonly Clause[], { kind, object }: Clause): boolean =>
  clauses.some(
    (each) => each.kind === kind && (refersBack(object) || object === '' || sharesWord(object, each.object)),
  )
