import { findRecipients } from '#shared/text/recipients.ts'
import { type Fan, type Gap, isForEach, readSeparate, slot, withSlot } from './for-each.ts'
import { findHeld, type PlacedProviso } from './held-clauses.ts'
import { type FoundSpan, findSpans } from './message-spans.ts'
import { cleanMessage, type Range, tokenize, wordsBetween } from './message-tokens.ts'
import type { Proviso, Source } from './provisos.ts'
import { isStatement } from './references.ts'
import { negations, type StepKind } from './step-verbs.ts'

/** A part of a message that asks for one thing. */
export interface Clause {
  /** Null: no verb of it is known, so that it only says what the message is about. */
  readonly kind: StepKind | null
  /** The verb as it was typed, in lower case; empty where none is known. */
  readonly action: string
  /** What follows the verb. */
  readonly object: string
  /** The whole clause from its verb, as it was typed. */
  readonly text: string
  /** What the message says before it without asking for anything: `I have 900 euros`. */
  readonly context: string
  /** A word such as `then` puts it after what came before. */
  readonly isSequel: boolean
  /** What a person wants to be asked before it. */
  readonly provisos: readonly Proviso[]
  /** It is done once for each of these; `slot` stands in its words for the one. Null: it is done once. */
  readonly fan: Fan | null
}

/** The clauses of a message in their order; at least one, unless the message has no words. */
export function readClauses(message: string): Clause[] {
  const text = cleanMessage(message)
  const source = { text, tokens: tokenize(text) }
  const { spans, provisos } = findSpans(source)
  const clauses = withFans(spans.map((span) => ({ span, clause: clauseOf(source, span) })))
  return withContext(withProvisos(clauses, provisos))
}

/** All provisos of a message, also those that hold nothing. */
export function listProvisos(message: string): readonly Proviso[] {
  const text = cleanMessage(message)
  return findSpans({ text, tokens: tokenize(text) }).provisos.map(({ proviso }) => proviso)
}

interface SpannedClause {
  readonly span: FoundSpan
  readonly clause: Clause
}

function clauseOf(source: Source, span: FoundSpan): Clause {
  const { text, tokens } = source
  const { start, verbAt, verb, isSequel } = span
  const last = trimEnd(source, span)
  const words = (from: number, gaps: readonly Gap[]) => wordsAround(source, [from, last], gaps)
  const isForbidden = verb === null && negations.has(tokens[start]?.lower ?? '')
  const begins = verb === null ? start : verbAt + verb.length
  const separate =
    span.list === null && verb !== null && verb.kind !== 'comparison'
      ? readSeparate(source, [begins, last])
      : null
  const list = span.list ?? separate?.list ?? null
  const gaps = [...span.gaps, ...(separate?.gaps ?? [])]
  return {
    kind: verb?.kind ?? null,
    action:
      verb === null || verb.length === 0 || isForbidden
        ? ''
        : text.slice(tokens[verbAt]?.start, tokens[verbAt + verb.length - 1]?.end).toLowerCase(),
    object: begins < last ? words(begins, gaps) : '',
    text: words(start, gaps),
    context: '',
    isSequel,
    provisos: [],
    fan: list === null ? null : { ...list, isPrefix: span.isPrefix },
  }
}

/** Without the marks at its end. */
function trimEnd({ tokens }: Source, { start, end }: FoundSpan): number {
  let last = end
  while (last > start + 1 && tokens[last - 1]?.kind === 'mark') last -= 1
  return last
}

/** The words of a clause without what is cut out of it, and with the slot where a list of things stands. */
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

/** What follows a fan-out and is still done for each joins it. */
function withFans(clauses: readonly SpannedClause[]): Clause[] {
  let open: { readonly fan: Fan; readonly before: string } | null = null
  return clauses.map(({ span, clause }) => {
    const { fan } = clause
    if (fan !== null) {
      const object = fan.isPrefix ? withSlot(clause.object) : clause.object
      open = { fan, before: object }
      return { ...clause, object, text: fan.isPrefix ? withSlot(clause.text) : clause.text }
    }
    const hasRecipient = findRecipients(clause.text).length > 0
    const follower = { ...clause, isOpening: span.isOpening, hasRecipient }
    if (open !== null && isForEach(open.fan, { ...follower, before: open.before })) {
      return { ...clause, fan: open.fan }
    }
    open = null
    return clause
  })
}

/** A proviso that holds nothing is told with what it stands in: nothing of a message is lost. */
function withProvisos(clauses: readonly Clause[], provisos: readonly PlacedProviso[]): Clause[] {
  const held = provisos.map((placed) => ({ ...placed, holds: findHeld(placed, clauses) }))
  return clauses.map((clause, index) => ({
    ...clause,
    provisos: held.filter((each) => each.holds.includes(index)).map(({ proviso }) => proviso),
    context: held
      .filter((each) => each.holds.length === 0 && Math.max(0, each.after) === index)
      .map(({ proviso }) => proviso.text)
      .join('; '),
  }))
}

/** A clause that only tells something is the context of the next one that asks for something. */
function withContext(clauses: readonly Clause[]): Clause[] {
  const kept: Clause[] = []
  let context: string[] = []
  for (const [index, clause] of clauses.entries()) {
    const isLast = index === clauses.length - 1
    const told = clause.context === '' ? [] : [clause.context]
    if (clause.kind === null && !isLast && isStatement(clause.text)) {
      context.push(
        clause.text.replaceAll(slot, () => clause.fan?.words ?? ''),
        ...told,
      )
      continue
    }
    kept.push({ ...clause, context: [...context, ...told].join('; ') })
    context = []
  }
  return kept
}
