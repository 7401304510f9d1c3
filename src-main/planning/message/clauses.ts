import { findRecipients } from '#shared/text/recipients.ts'
import type { Clause } from './clause.ts'
import { distribute } from './distribute.ts'
import { type Fan, type Gap, isForEach, readSeparate, slot, withSlot } from './for-each.ts'
import { findHeld, type PlacedProviso } from './held-clauses.ts'
import { type Piece, readLone, readPieces } from './pieces.ts'
import type { Proviso } from './provisos.ts'
import { refersBack, sharesWord } from './references.ts'
import { givesData, kindOfClause } from './step-kind.ts'
import { type Range, readSource, type Source, wordsBetween } from './tokens.ts'

/** What a message asks for, in the order of the work. Empty only for a message without words. */
export function readClauses(message: string): Clause[] {
  const source = readSource(message)
  const { pieces, provisos } = readPieces(source)
  const lone = pieces.length === 0 ? readLone(source, provisos) : null
  const steps = withFans(listSteps(source, lone === null ? pieces : [lone]))
  const held = withProvisos(
    steps.map(({ clause }) => clause),
    provisos,
  )
  return inOrder(
    held.map((clause, index) => ({
      clause,
      order: steps[index]?.piece.order ?? null,
      isLeading: steps[index]?.piece.isOpening ?? false,
    })),
  ).flatMap(distribute)
}

/** All provisos of a message, including those that hold no step. */
export function listProvisos(message: string): readonly Proviso[] {
  return readPieces(readSource(message)).provisos.map(({ proviso }) => proviso)
}

interface PlacedClause {
  readonly piece: Piece
  readonly clause: Clause
}

/** The steps of a message. Other pieces become their context or condition; nothing of a message is dropped. */
function listSteps(source: Source, pieces: readonly Piece[]): PlacedClause[] {
  const isStep = pieces.some(({ role }) => role === 'step')
  const known = isStep
    ? pieces
    : pieces.map((piece, index) =>
        index === indexOfMain(pieces) ? { ...piece, role: 'step' as const } : piece,
      )
  const steps: PlacedClause[] = []
  let told: string[] = []
  let condition: string | null = null
  const addToLast = (more: string) => {
    const last = steps.at(-1)
    if (last !== undefined)
      steps[steps.length - 1] = {
        ...last,
        clause: { ...last.clause, context: joined([last.clause.context, more]) },
      }
  }
  for (const [index, piece] of known.entries()) {
    const text = textOf(source, piece)
    const isLast = known.slice(index + 1).every(({ role }) => role !== 'step')
    const next = known[index + 1]
    if (piece.role === 'condition') {
      const last = steps.at(-1)
      if (piece.isOpening && !isLast) condition = text
      else if (last !== undefined)
        steps[steps.length - 1] = {
          ...last,
          clause: { ...last.clause, condition: joined([last.clause.condition ?? '', text]) },
        }
      else told.push(text)
      continue
    }
    const isAnswer = piece.role === 'answer' || (steps.length > 0 && isForUser(source, piece))
    if (piece.role !== 'step' || (isAnswer && isStep)) {
      if (isLast && steps.length > 0) addToLast(text)
      else told.push(text)
      continue
    }
    const clause = clauseOf(source, piece)
    const isDetail = steps.length > 0 && isConstraint(clause)
    if (
      !isDetail &&
      !isHeading(clause, next) &&
      !isAnswered(source, { piece, clause, next }) &&
      !isAside(clause, piece, known.length)
    ) {
      steps.push({ piece, clause: { ...clause, context: told.join('; '), condition } })
      told = []
      condition = null
    } else if (isLast && steps.length > 0) addToLast(text)
    else told.push(text)
  }
  if (told.length > 0) addToLast(told.join('; '))
  return steps
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ')

/** Without a step, the last sentence is the request. */
const indexOfMain = (pieces: readonly Piece[]): number => {
  const told = pieces.findLastIndex(({ role }) => role === 'told')
  return told === -1 ? pieces.length - 1 : told
}

/** `tell me which one is cheaper` after other steps: the user gets the results anyway. */
const isForUser = ({ tokens }: Source, { verbAt, verb, isElse }: Piece): boolean =>
  verb !== null &&
  !isElse &&
  /^(?:tell|show|inform)$/.test(tokens[verbAt]?.lower ?? '') &&
  /^(?:me|us)$/.test(tokens[verbAt + 1]?.lower ?? '')

/** `Please do two things for me:` introduces the steps that follow. */
const isHeading = ({ action, object, kind, text }: Clause, next: Piece | undefined): boolean =>
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
  readonly piece: Piece
  readonly clause: Clause
  readonly next: Piece | undefined
}

/** `I want a cake: find a bakery`, `Lease or buy? Work out the total of both`: the next step does what is asked for. */
function isAnswered({ tokens }: Source, { piece, clause, next }: Introducing): boolean {
  if (next?.role !== 'step' || next.verb === null) return false
  if (piece.isNeed && tokens[piece.end]?.lower === ':') return true
  const isQuestion = piece.verb === null && tokens[piece.end]?.lower === '?'
  return isQuestion && clause.kind === 'comparison' && next.verb.kind === 'analysis'
}

/** A fragment without a verb beside other pieces, such as `Thanks!` or a greeting. */
const isAside = ({ kind, action, text }: Clause, { verb, isNeed }: Piece, count: number): boolean =>
  count > 1 &&
  verb === null &&
  !isNeed &&
  kind === null &&
  action === '' &&
  /^(?:thanks?|thank you|cheers|regards|best|kind regards|hi|hello|dear)\b/i.test(text)

function clauseOf(source: Source, piece: Piece): Clause {
  const { text, tokens } = source
  const { start, verbAt, verb, isSequel, isApart, isOpening, isElse, isNeed } = piece
  const last = trimEnd(source, piece)
  const words = (from: number, gaps: readonly Gap[]) => wordsAround(source, [from, last], gaps)
  const begins = verb === null ? (isNeed ? verbAt : start) : verbAt + verb.length
  const separate =
    piece.list === null && verb !== null && verb.kind !== 'comparison'
      ? readSeparate(source, [begins, last])
      : null
  const list = piece.list ?? separate?.list ?? null
  const gaps = [...piece.gaps, ...(separate?.gaps ?? [])]
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
    ...{ action, object, text: typed, context: '', isSequel, isApart, isOpening, isElse, condition: null },
    provisos: [],
    fan: list === null ? null : { ...list, isPrefix: piece.isPrefix },
  }
}

const textOf = (source: Source, piece: Piece): string =>
  wordsAround(source, [piece.start, trimEnd(source, piece)], piece.gaps)

/** The end of a piece without trailing marks and joints. */
function trimEnd({ tokens }: Source, { start, end }: Piece): number {
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
function withFans(steps: readonly PlacedClause[]): PlacedClause[] {
  let open: { readonly fan: Fan; readonly before: string } | null = null
  return steps.map(({ piece, clause }) => {
    const { fan } = clause
    if (fan !== null) {
      const object = fan.isPrefix ? withSlot(clause.object) : clause.object
      open = { fan, before: object }
      return {
        piece,
        clause: { ...clause, object, text: fan.isPrefix ? withSlot(clause.text) : clause.text },
      }
    }
    const hasRecipient = findRecipients(clause.text).length > 0
    if (open !== null && isForEach(open.fan, { ...clause, hasRecipient, before: open.before })) {
      return { piece, clause: { ...clause, fan: open.fan } }
    }
    open = null
    return { piece, clause }
  })
}

/** Each proviso goes to the steps that it holds; others are told with the step next to them. */
function withProvisos(clauses: readonly Clause[], provisos: readonly PlacedProviso[]): Clause[] {
  const held = provisos.map((each) => ({ ...each, holds: findHeld(each, clauses) }))
  return clauses.map((clause, index) => ({
    ...clause,
    provisos: held.filter((each) => each.holds.includes(index)).map(({ proviso }) => proviso),
    context: joined([
      clause.context,
      ...held
        .filter((each) => each.holds.length === 0 && Math.max(0, each.after) === index)
        .map(({ proviso }) => proviso.text),
    ]),
  }))
}

interface Ordered {
  readonly clause: Clause
  readonly order: Piece['order']
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
        !clause.isOpening &&
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
