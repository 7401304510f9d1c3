import type { Clause } from './clause.ts'
import { createClause, joinTexts, textOfSegment } from './create-clause.ts'
import type { Segment } from './segments/segment.ts'
import { type Source, wordAt } from './tokens.ts'

/** A segment with the role `step`, as a clause. */
export interface StepSegment {
  readonly segment: Segment
  readonly clause: Clause
}

interface Reading {
  readonly steps: StepSegment[]
  /** Texts for the context of the next step. */
  context: string[]
  /** The condition of the next step. */
  condition: string | null
}

/** The steps of a message. Other segments become the context or the condition of a step. */
export function listSteps(source: Source, segments: readonly Segment[]): StepSegment[] {
  const known = withStep(segments)
  const lastStep = known.findLastIndex(({ role }) => role === 'step')
  const reading: Reading = { steps: [], context: [], condition: null }
  for (const [index, segment] of known.entries()) {
    const text = textOfSegment(source, segment)
    const isLast = index >= lastStep
    if (segment.role === 'condition') {
      addCondition(reading, text, segment.isSentenceStart && !isLast)
      continue
    }
    const candidate = { segment, next: known[index + 1], hasSteps: reading.steps.length > 0 }
    const clause = readStep(source, candidate, known.length)
    if (clause === null) addContext(reading, text, isLast)
    else addStep(reading, { segment, clause })
  }
  if (reading.context.length > 0) addContext(reading, reading.context.join('; '), true)
  return reading.steps
}

/** Without a step, the last statement or else the last segment is the request. */
function withStep(segments: readonly Segment[]): readonly Segment[] {
  if (segments.some(({ role }) => role === 'step')) return segments
  const statement = segments.findLastIndex(({ role }) => role === 'statement')
  const request = statement === -1 ? segments.length - 1 : statement
  return segments.map((segment, index) => (index === request ? { ...segment, role: 'step' } : segment))
}

function addStep(reading: Reading, { segment, clause }: StepSegment): void {
  const { steps, context, condition } = reading
  steps.push({ segment, clause: { ...clause, context: context.join('; '), condition } })
  reading.context = []
  reading.condition = null
}

/** After the last step, a text belongs to that step; before, to the next step. */
function addContext(reading: Reading, text: string, isLast: boolean): void {
  const last = reading.steps.at(-1)?.clause
  if (last === undefined || !isLast) reading.context.push(text)
  else updateLast(reading, { context: joinTexts([last.context, text]) })
}

/** A condition at the start of a sentence belongs to the next step, other conditions to the step before. */
function addCondition(reading: Reading, text: string, isLeading: boolean): void {
  const last = reading.steps.at(-1)?.clause
  if (isLeading) reading.condition = text
  else if (last === undefined) reading.context.push(text)
  else updateLast(reading, { condition: joinTexts([last.condition ?? '', text]) })
}

function updateLast({ steps }: Reading, change: Partial<Clause>): void {
  const last = steps.pop()
  if (last !== undefined) steps.push({ ...last, clause: { ...last.clause, ...change } })
}

interface Candidate {
  readonly segment: Segment
  readonly next: Segment | undefined
  /** An earlier segment is a step. */
  readonly hasSteps: boolean
}

/** The clause of a step; null if the segment only describes other steps. */
function readStep(source: Source, candidate: Candidate, segmentCount: number): Clause | null {
  const { segment, next, hasSteps } = candidate
  if (segment.role !== 'step' || (hasSteps && isReport(source, segment))) return null
  const clause = createClause(source, segment)
  const isDescription =
    (hasSteps && isConstraint(clause)) ||
    (next !== undefined && (isHeading(clause) || isIntroduction(source, { segment, clause }, next))) ||
    (segmentCount > 1 && isGreeting(clause, segment))
  return isDescription ? null : clause
}

/** `tell me which one is cheaper` after other steps: the user gets the results anyway. */
const isReport = ({ tokens }: Source, { verbAt, verb, isElse }: Segment): boolean =>
  verb !== null &&
  !isElse &&
  /^(?:tell|show|inform)$/.test(wordAt(tokens, verbAt)) &&
  /^(?:me|us)$/.test(wordAt(tokens, verbAt + 1))

/** `Please do two things for me:`, `My list:`. */
const isHeading = ({ action, object, kind, text }: Clause): boolean =>
  (action === 'do' && /^(?:the following|these|\p{L}+ things|some things|this)\b/iu.test(object)) ||
  (kind === null &&
    action === '' &&
    /^(?:tasks?|to-?do|to do|steps|the following|here is|here's|my list|agenda)\b/i.test(text))

/** `Keep it short.`: an instruction on how to do the other steps. */
const isConstraint = ({ action, isSequel }: Clause): boolean =>
  !isSequel &&
  /^(?:use|keep|include|mention|make sure|limit|stay|assume|stick to|focus on|note|remember|ensure)$/.test(
    action,
  )

/** The next step does the work: `I want a cake: find a bakery`, `Lease or buy? Work out the total of both`. */
function isIntroduction({ tokens }: Source, { segment, clause }: StepSegment, next: Segment): boolean {
  if (next.role !== 'step' || next.verb === null) return false
  const mark = wordAt(tokens, segment.end)
  if (segment.isNeed && mark === ':') return true
  const isChoice = segment.verb === null && mark === '?' && clause.kind === 'comparison'
  return isChoice && next.verb.kind === 'analysis'
}

/** `Thanks!`, `Hi Ann`: a fragment without a verb. */
const isGreeting = ({ kind, action, text }: Clause, { verb, isNeed }: Segment): boolean =>
  verb === null &&
  !isNeed &&
  kind === null &&
  action === '' &&
  /^(?:thanks?|thank you|cheers|regards|best|kind regards|hi|hello|dear)\b/i.test(text)
